package dpone.connector.postgres.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as the catalogue has it, seen through domains.
 *
 * @param text the type's own spelling with its modifier, such as {@code numeric(10,2)}; a type
 *     outside of pg_catalog carries its schema
 * @param name catalogue name of the type behind all domains, such as {@code int4}
 * @param kind what sort of type that is
 * @param modifier its typmod, -1 if it has none
 * @param shape name of its binary form: two columns of one shape understand each other's bytes;
 *     empty if it has no binary form
 * @param element type of the elements of an array, else null
 * @param labels of an enum in order, else empty
 */
public record PgType(
    String text,
    String name,
    Kind kind,
    int modifier,
    String shape,
    @Nullable PgType element,
    List<String> labels) {
  /** Sorts of types. */
  public enum Kind {
    /** A scalar of pg_catalog. */
    BUILTIN,
    /** An enum. */
    ENUM,
    /** An array of anything. */
    ARRAY,
    /** A scalar of an extension or of the user. */
    FOREIGN,
    /** A row type. */
    COMPOSITE,
    /** A range or multirange. */
    RANGE,
    /** Something a query may return and no table can hold, such as {@code record}. */
    PSEUDO
  }

  /** Copies the list. */
  public PgType {
    labels = List.copyOf(labels);
  }

  /** A scalar of pg_catalog without modifier. */
  public static PgType builtin(String text, String name) {
    return new PgType(text, name, Kind.BUILTIN, -1, Shapes.ofBuiltin(name), null, List.of());
  }

  /** The typmod of {@code numeric(precision, scale)}. */
  public static int numericModifier(int precision, int scale) {
    return ((precision << 16) | (scale & 0x7FF)) + 4;
  }

  /** Digits in all of a constrained numeric. */
  int numericPrecision() {
    return ((modifier - 4) >> 16) & 0xFFFF;
  }

  /** Digits after the point of a constrained numeric; may be negative. */
  int numericScale() {
    // Eleven bits with a sign, since release 15; before it was never negative.
    return (((modifier - 4) & 0x7FF) ^ 1024) - 1024;
  }
}
