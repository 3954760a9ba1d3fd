package dpone.service.bigquery.write;

import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables, and the faults that a trial has scripted. Thread-safe. */
public interface Store {
  /**
   * Columns of a table.
   *
   * @param table its full name, such as {@code acme.shop.orders}
   * @throws dpone.service.bigquery.sql.SqlFailure if it is not there
   */
  List<Column> columns(String table);

  /** Puts rows behind those that the table has. */
  void append(String table, List<List<Value>> rows);

  /**
   * What is scripted for a call.
   *
   * @param method such as {@code AppendRows}
   */
  @Nullable Scripted fault(String method);
}
