package dpone.service.mssql.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that a transaction changed.
 *
 * @param table number of its table
 * @param columns the table's columns at that time
 * @param key names of the columns of the primary key
 * @param before its cells; null if it was inserted
 * @param after its cells; null if it was deleted
 */
@SuppressWarnings("ArrayRecordComponent") // cells of tables, which nobody changes
public record Change(
    int table,
    List<Column> columns,
    List<String> key,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after) {
  /** The cells that there are; those after it where there are both. */
  public @Nullable Object[] cells() {
    if (after != null) {
      return after;
    }
    return java.util.Objects.requireNonNull(before);
  }
}
