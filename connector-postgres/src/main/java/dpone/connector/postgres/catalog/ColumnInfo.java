package dpone.connector.postgres.catalog;

import dpone.connector.postgres.type.PgType;
import dpone.spi.type.NativeType;
import java.util.List;

/**
 * A column.
 *
 * @param name as the catalogue spells it
 * @param type its type
 * @param notNull whether it refuses nulls
 * @param generated whether the server computes it from other columns
 * @param identityAlways whether it is an identity that refuses plain inserts
 * @param hasDefault whether it fills itself
 * @param definitions of the types behind it that somebody made, each after its parts
 */
public record ColumnInfo(
    String name,
    PgType type,
    boolean notNull,
    boolean generated,
    boolean identityAlways,
    boolean hasDefault,
    List<NativeType> definitions) {
  /** Copies the list. */
  public ColumnInfo {
    definitions = List.copyOf(definitions);
  }

  /** A column of a type that comes with the server. */
  public ColumnInfo(
      String name,
      PgType type,
      boolean notNull,
      boolean generated,
      boolean identityAlways,
      boolean hasDefault) {
    this(name, type, notNull, generated, identityAlways, hasDefault, List.of());
  }
}
