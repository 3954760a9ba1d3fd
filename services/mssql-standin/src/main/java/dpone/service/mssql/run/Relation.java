package dpone.service.mssql.run;

import dpone.service.mssql.store.Table;
import dpone.service.tds.wire.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table, a view, a catalogue or a query.
 *
 * @param columns what they are made of
 * @param rows the rows
 */
record Relation(List<Col> columns, List<@Nullable Object[]> rows) {
  /** A column. */
  record Col(String name, SqlType type, boolean binary, boolean nullable, boolean identity) {
    static Col of(String name, SqlType type) {
      return new Col(name, type, false, true, false);
    }
  }

  static Relation of(Table table) {
    return new Relation(
        table.columns().stream()
            .map(c ->
                new Col(
                    c.name(),
                    c.type(),
                    c.binary(),
                    c.definition().nullable(),
                    c.definition().identity()))
            .toList(),
        table.rows());
  }

  int index(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
