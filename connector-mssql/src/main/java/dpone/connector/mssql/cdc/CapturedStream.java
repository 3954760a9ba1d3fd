package dpone.connector.mssql.cdc;

import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Set;

/**
 * A stream whose changes are read.
 *
 * @param name name of the stream
 * @param table full name of its table
 * @param schema columns as {@link dpone.spi.cdc.ChangeSchema} has them
 * @param large names of columns whose value the server may leave out where an update did not change
 *     it: {@code max} types, {@code text}, {@code ntext}, {@code image}
 * @param known names of the columns that the newest instance recorded when the stream was
 *     described; empty where the user chose columns, so that others do not matter
 */
record CapturedStream(
    String name, String table, Schema schema, Set<String> large, Set<String> known) {
  CapturedStream {
    large = Set.copyOf(large);
    known = Set.copyOf(known);
  }

  /**
   * Whether it has to be described anew to be read from an instance: that one lacks a column of it,
   * or has one that was not there before. What the description took into account is no surprise.
   */
  boolean isChangedBy(CaptureInstance next) {
    boolean fresh = !known.isEmpty() && !known.containsAll(next.columns());
    return fresh || columns().stream().anyMatch(field -> !next.columns().contains(field.name()));
  }

  /** The columns of the stream itself. */
  List<Field> columns() {
    return dpone.spi.cdc.ChangeSchema.streamOf(schema).fields();
  }

  /** The place in an instance of each column of the stream, -1 where it does not record it. */
  int[] places(CaptureInstance instance) {
    return columns().stream().mapToInt(field -> instance.columns().indexOf(field.name())).toArray();
  }
}
