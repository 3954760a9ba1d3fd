package dpone.connector.clickhouse.catalog;

import dpone.connector.clickhouse.sql.TableName;
import java.util.List;

/**
 * A table or view as the server has it.
 *
 * @param name its name
 * @param engine such as {@code ReplacingMergeTree}
 * @param sortingKey expressions of the sorting key with commas between; empty if there is none
 * @param primaryKey expressions of the primary key; empty if there is none
 * @param partitionKey expression of the partition key; empty if there is none
 * @param rows how many, -1 if the server does not know
 * @param bytes uncompressed, -1 if the server does not know
 * @param columns in order
 */
public record Table(
    TableName name,
    String engine,
    String sortingKey,
    String primaryKey,
    String partitionKey,
    long rows,
    long bytes,
    List<ColumnInfo> columns) {
  /** Copies the list. */
  public Table {
    columns = List.copyOf(columns);
  }

  /** Whether it is stored in parts. */
  public boolean hasParts() {
    return engine.endsWith("MergeTree");
  }

  /** Whether merges leave one row of those with the same sorting key, or one for all of them. */
  public boolean collapses() {
    return hasParts()
        && (engine.contains("Replacing")
            || engine.contains("Collapsing")
            || engine.contains("Summing")
            || engine.contains("Aggregating")
            || engine.contains("Coalescing")
            || engine.contains("Graphite"));
  }

  /** The columns of the sorting key, if it is made of plain columns; else none. */
  public List<String> sortingColumns() {
    return plain(sortingKey);
  }

  /** The first column of the primary key, if it is a plain column; else none. */
  public List<String> leadingColumn() {
    List<String> all = plain(primaryKey.isEmpty() ? sortingKey : primaryKey);
    return all.isEmpty() ? List.of() : all.subList(0, 1);
  }

  private List<String> plain(String key) {
    if (key.isEmpty()) {
      return List.of();
    }
    List<String> names =
        List.of(key.split(",")).stream().map(String::strip).map(Table::unquoted).toList();
    List<String> known = columns.stream().map(ColumnInfo::name).toList();
    return known.containsAll(names) ? names : List.of();
  }

  private static String unquoted(String name) {
    return name.length() > 1 && name.startsWith("`") && name.endsWith("`")
        ? name.substring(1, name.length() - 1)
        : name;
  }
}
