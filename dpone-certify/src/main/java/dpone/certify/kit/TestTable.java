package dpone.certify.kit;

import dpone.spi.type.DataType;
import java.util.List;

/**
 * A table of the kit, in logical types.
 *
 * @param name a name without dots
 * @param columns in order
 * @param key names of the columns that identify a row
 */
public record TestTable(String name, List<Column> columns, List<String> key) {
  /** Copies the lists. */
  public TestTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Index of a column. */
  public int index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + column);
  }

  /** The row's key as text. */
  public List<String> keyOf(TestRow row) {
    return key.stream().map(column -> String.valueOf(row.cell(index(column)))).toList();
  }

  /**
   * A column.
   *
   * @param name of the column
   * @param type its logical type
   * @param nullable whether nulls occur
   */
  public record Column(String name, DataType type, boolean nullable) {}
}
