package dpone.certify.dropin;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.certify.kit.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables of a system with SQL, through its own JDBC driver. */
final class StatementsTables implements SourceTables, SinkTables, AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final Statements statements;
  private final Connection client;
  private final Set<String> made = new LinkedHashSet<>();

  StatementsTables(Statements statements, Connection client) {
    this.statements = statements;
    this.client = client;
  }

  @Override
  public String create(TestTable table) throws Exception {
    String place = target(table.name());
    execute(
        make(
            table,
            place,
            table.key().isEmpty()
                ? ""
                : ", primary key ("
                    + table.key().stream().map(this::quoted).collect(Collectors.joining(", "))
                    + ")"));
    return place;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows) throws Exception {
    made.add(target);
    execute(make(table, target, ""));
    insert(table, target, rows);
  }

  private String make(TestTable table, String place, String key) throws UnavailableException {
    List<String> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(
          quoted(column.name())
              + " "
              + SqlValues.type(statements.types(), column.type())
              + (column.nullable() ? "" : " not null"));
    }
    return statements
        .create()
        .replace("{table}", place)
        .replace("{columns}", String.join(", ", columns) + key);
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) throws Exception {
    insert(table, place(table.name()), rows);
  }

  private void insert(TestTable table, String place, List<TestRow> rows) throws SQLException {
    String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
    batch(
        "insert into " + place + " (" + names(table.columns()) + ") values (" + marks + ")",
        rows,
        (statement, row) -> set(statement, table.columns(), row, table, 1));
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) throws Exception {
    List<Column> rest =
        table.columns().stream().filter(c -> !table.key().contains(c.name())).toList();
    List<Column> key = key(table);
    String changed =
        rest.stream().map(c -> quoted(c.name()) + " = ?").collect(Collectors.joining(", "));
    batch(
        "update " + place(table.name()) + " set " + changed + where(table),
        rows,
        (statement, row) -> {
          set(statement, rest, row, table, 1);
          set(statement, key, row, table, 1 + rest.size());
        });
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws Exception {
    List<Column> key = key(table);
    batch(
        "delete from " + place(table.name()) + where(table),
        rows,
        (statement, row) -> set(statement, key, row, table, 1));
  }

  @Override
  public void addColumn(TestTable table, Column column) throws Exception {
    execute(
        "alter table "
            + place(table.name())
            + " add column "
            + quoted(column.name())
            + " "
            + SqlValues.type(statements.types(), column.type()));
  }

  @Override
  public String target(String name) throws Exception {
    String place = place(name);
    made.add(place);
    execute(statements.drop().replace("{table}", place));
    return place;
  }

  @Override
  public List<TestRow> rows(TestTable table, String target) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    try (Statement statement = client.createStatement();
        ResultSet found =
            statement.executeQuery("select " + names(table.columns()) + " from " + target)) {
      while (found.next()) {
        String[] cells = new String[table.columns().size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = SqlValues.text(found, i + 1, table.columns().get(i).type());
        }
        rows.add(TestRow.of(cells));
      }
    }
    return rows;
  }

  @Override
  public boolean exists(String target) throws Exception {
    try (Statement statement = client.createStatement()) {
      statement.executeQuery("select 1 from " + target + " where 1 = 0").close();
      return true;
    } catch (SQLException absent) {
      if (client.isValid(PATIENCE_SECONDS)) {
        return false;
      }
      throw absent;
    }
  }

  void dropAll() throws SQLException {
    for (String place : made) {
      execute(statements.drop().replace("{table}", place));
    }
  }

  @Override
  public void close() throws SQLException {
    client.close();
  }

  private String place(String name) {
    return statements.table().replace("{name}", name);
  }

  private String quoted(String name) {
    return statements.quote() + name + statements.quote();
  }

  private String names(List<Column> columns) {
    return columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
  }

  private static List<Column> key(TestTable table) {
    return table.columns().stream().filter(c -> table.key().contains(c.name())).toList();
  }

  private String where(TestTable table) {
    return key(table).stream()
        .map(c -> quoted(c.name()) + " = ?")
        .collect(Collectors.joining(" and ", " where ", ""));
  }

  private static void set(
      PreparedStatement statement, List<Column> columns, TestRow row, TestTable table, int first)
      throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      SqlValues.set(statement, first + i, column.type(), row.cell(table.index(column.name())));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = client.createStatement()) {
      statement.execute(sql);
    }
  }

  private void batch(String sql, List<TestRow> rows, Binding binding) throws SQLException {
    client.setAutoCommit(false);
    try (PreparedStatement statement = client.prepareStatement(sql)) {
      for (TestRow row : rows) {
        binding.bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
      client.commit();
    } catch (SQLException failed) {
      client.rollback();
      throw failed;
    } finally {
      client.setAutoCommit(true);
    }
  }

  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement, TestRow row) throws SQLException;
  }
}
