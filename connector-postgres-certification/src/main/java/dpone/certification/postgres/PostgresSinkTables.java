package dpone.certification.postgres;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables that pipelines wrote, rendered by the server. */
record PostgresSinkTables(Connection connection) implements SinkTables {
  @Override
  public String target(String name) throws SQLException {
    String target = PostgresSystem.TARGET + "." + name;
    Statements.run(connection, "DROP TABLE IF EXISTS " + target + " CASCADE");
    return target;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows)
      throws SQLException, IOException {
    Statements.run(
        connection, "CREATE TABLE " + target + " (" + CanonicalText.columns(table) + ")");
    CanonicalText.copy(connection, table, target, rows);
  }

  @Override
  public List<TestRow> rows(TestTable table, String target) throws SQLException {
    String cells =
        table.columns().stream()
            .map(c -> CanonicalText.expression(c.type(), Statements.quoted(c.name())))
            .collect(Collectors.joining(", "));
    List<TestRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + cells + " FROM " + target)) {
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= table.columns().size(); i++) {
          row.add(result.getString(i));
        }
        rows.add(new TestRow(row));
      }
    }
    return rows;
  }

  @Override
  public boolean exists(String target) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      query.setString(1, target);
      try (ResultSet result = query.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }
}
