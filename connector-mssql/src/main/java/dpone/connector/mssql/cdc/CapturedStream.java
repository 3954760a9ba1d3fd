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
 */
record CapturedStream(String name, String table, Schema schema, Set<String> large) {
  CapturedStream {
    large = Set.copyOf(large);
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
