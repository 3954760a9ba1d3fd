package dpone.certification.mssql;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables that pipelines wrote, as the client decodes them. */
record MssqlSinkTables(Client client) implements SinkTables {
  @Override
  public String target(String name) throws SQLException {
    String target = MssqlSystem.TARGET + "." + name;
    client.drop(target);
    return target;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows) throws SQLException {
    client.run("CREATE TABLE " + target + " (" + CanonicalText.definitions(table) + ")");
    CanonicalText.insert(client, table, target, rows);
  }

  @Override
  public List<TestRow> rows(TestTable table, String target) throws SQLException {
    String names =
        table.columns().stream()
            .map(c -> CanonicalText.quoted(c.name()))
            .collect(Collectors.joining(", "));
    List<TestRow> rows = new ArrayList<>();
    for (List<@Nullable Object> row : client.rows("SELECT " + names + " FROM " + target)) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(CanonicalText.canonical(table.columns().get(i).type(), row.get(i)));
      }
      rows.add(new TestRow(cells));
    }
    return rows;
  }

  @Override
  public boolean exists(String target) throws SQLException {
    return client.rows("SELECT OBJECT_ID(N'" + target + "')").getFirst().getFirst() != null;
  }
}
