package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table as it stands at one moment.
 *
 * @param columns in order
 * @param rows cells in the order of the columns
 * @param filtered whether queries have to name partitions
 * @param partitioning by a column of time; null where there is none
 * @param expires when it vanishes; null for never
 */
public record Table(
    List<Column> columns,
    List<List<Value>> rows,
    boolean filtered,
    @Nullable Partitioning partitioning,
    @Nullable Instant expires) {
  /**
   * How a table is partitioned.
   *
   * @param column of type DATE, DATETIME or TIMESTAMP
   * @param unit {@code HOUR}, {@code DAY}, {@code MONTH} or {@code YEAR}
   */
  public record Partitioning(String column, String unit) {}

  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A table without rows and partitions, which stays. */
  public static Table empty(List<Column> columns, boolean filtered) {
    return new Table(columns, List.of(), filtered, null, null);
  }

  /** The same table, partitioned so. */
  Table by(@Nullable Partitioning other) {
    return new Table(columns, rows, filtered, other, expires);
  }

  /** The same table, which vanishes at that time. */
  public Table until(@Nullable Instant end) {
    return new Table(columns, rows, filtered, partitioning, end);
  }

  /** The same table with other rows. */
  public Table with(List<List<Value>> others) {
    return new Table(columns, others, filtered, partitioning, expires);
  }

  /** Index of a column; cases of letters are not told apart. */
  int index(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new SqlFailure("invalidQuery", "Column " + name + " is not present in the table");
  }

  boolean has(String name) {
    return columns.stream()
        .anyMatch(c -> c.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
  }

  /** A row with values of some columns, in their order, and nulls elsewhere. */
  List<Value> row(List<Integer> places, List<Value> values) {
    List<Value> row = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int given = places.indexOf(i);
      Column column = columns.get(i);
      Value none = Value.createNullValue(column.type().zeta());
      row.add(Assignment.to(column, given < 0 ? none : values.get(given)));
    }
    return List.copyOf(row);
  }

  /** A row with some cells replaced. */
  List<Value> changed(List<Value> before, List<Integer> places, List<Value> values) {
    List<Value> row = new ArrayList<>(before);
    for (int i = 0; i < places.size(); i++) {
      row.set(places.get(i), Assignment.to(columns.get(places.get(i)), values.get(i)));
    }
    return List.copyOf(row);
  }
}
