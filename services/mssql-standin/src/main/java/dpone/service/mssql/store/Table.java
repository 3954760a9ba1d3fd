package dpone.service.mssql.store;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or view as it stands at some moment; nothing in it is ever changed.
 *
 * @param id its number, the same all its life
 * @param columns in order
 * @param primaryKey names of the key's columns, or none
 * @param unique unique indexes
 * @param shape where it lies, and its indexes
 * @param references tables that its foreign keys refer to, with the columns
 * @param view what it selects, or null for a table
 * @param rows cells in the order of the columns
 * @param numbered the last number that was given to a row
 */
public record Table(
    int id,
    List<Column> columns,
    List<String> primaryKey,
    List<Unique> unique,
    Shape shape,
    List<Link> references,
    Query.@Nullable Select view,
    List<@Nullable Object[]> rows,
    long numbered) {
  /** Copies nothing: rows are shared. */
  public Table {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    unique = List.copyOf(unique);
    references = List.copyOf(references);
  }

  /**
   * A unique index.
   *
   * @param columns its key
   * @param where which rows it is about; null for all
   */
  public record Unique(List<String> columns, @Nullable Expr where) {
    /** Copies the list. */
    public Unique {
      columns = List.copyOf(columns);
    }
  }

  /** A foreign key. */
  public record Link(List<String> columns, TableName table) {}

  /** Place of a column, -1 if there is none. */
  public int index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /** The same with other rows. */
  public Table with(List<@Nullable Object[]> other, long last) {
    return new Table(id, columns, primaryKey, unique, shape, references, view, other, last);
  }

  /** The same with other columns and rows. */
  public Table with(List<Column> other, List<@Nullable Object[]> cells) {
    return new Table(id, other, primaryKey, unique, shape, references, view, cells, numbered);
  }

  /** The same with another key, other unique indexes, and another shape. */
  public Table with(List<String> key, List<Unique> indexes, Shape other) {
    return new Table(id, columns, key, indexes, other, references, view, rows, numbered);
  }
}
