package dpone.connector.mssql.catalog;

import dpone.connector.mssql.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table or view.
 *
 * @param name full name
 * @param view whether it is a view
 * @param columns in order, without hidden ones
 * @param primaryKey names of the primary key's columns; empty if there is none
 * @param rows rough count, -1 if unknown
 * @param bytes rough size, -1 if unknown
 * @param ties what hangs on the table and is in the way of TRUNCATE or of a swap, in words
 */
public record TableInfo(
    TableName name,
    boolean view,
    List<ColumnInfo> columns,
    List<String> primaryKey,
    long rows,
    long bytes,
    List<String> ties) {
  /** A foreign key elsewhere that refers to the table. */
  public static final String REFERENCED = "referenced by a foreign key";

  /** Copies the lists. */
  public TableInfo {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    ties = List.copyOf(ties);
  }

  /** The column of that name, by its case first. */
  public Optional<ColumnInfo> find(String column) {
    return columns.stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .or(() -> columns.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst());
  }
}
