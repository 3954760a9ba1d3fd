package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.util.List;

/**
 * What a statement answers.
 *
 * @param columns of the rows
 * @param rows cells
 * @param affected rows that it changed; -1 where it changes none by its nature
 */
public record Answer(List<Column> columns, List<List<Value>> rows, long affected) {
  /** Copies the lists. */
  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Answer changed(long affected) {
    return new Answer(List.of(), List.of(), affected);
  }
}
