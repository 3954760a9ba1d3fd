package dpone.connector.clickhouse.catalog;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the server what it has. */
public final class Catalog {
  private Catalog() {}

  /** Tables and views that hold data of somebody, in order. */
  public static List<TableName> tables(Server server) {
    return server
        .rows(
            "SELECT database, name FROM system.tables WHERE database NOT IN ('system',"
                + " 'INFORMATION_SCHEMA', 'information_schema') AND NOT is_temporary"
                + " AND name NOT LIKE '.inner%' ORDER BY database, name")
        .stream()
        .map(row -> new TableName(cell(row, 0), cell(row, 1)))
        .toList();
  }

  /**
   * A table that must be there.
   *
   * @throws dpone.spi.error.DponeException {@code CH_DATABASE_NOT_FOUND} or {@code
   *     CH_TABLE_NOT_FOUND}
   */
  public static Table require(Server server, TableName name) {
    return find(server, name).orElseThrow(() -> missing(server, name));
  }

  /** A table that may be there. */
  public static Optional<Table> find(Server server, TableName name) {
    String which =
        " WHERE database = " + Sql.text(name.database()) + " AND " + column("table", name);
    List<List<@Nullable String>> found =
        server.rows(
            "SELECT engine, sorting_key, primary_key, partition_key, ifNull(total_rows, -1),"
                + " ifNull(total_bytes_uncompressed, -1) FROM system.tables WHERE database = "
                + Sql.text(name.database())
                + " AND "
                + column("name", name));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable String> row = found.get(0);
    List<ColumnInfo> columns =
        server
            .rows(
                "SELECT name, type, default_kind FROM system.columns"
                    + which
                    + " ORDER BY position")
            .stream()
            .map(c -> new ColumnInfo(cell(c, 0), cell(c, 1), cell(c, 2)))
            .toList();
    return Optional.of(
        new Table(
            name,
            cell(row, 0),
            Sql.key(cell(row, 1)),
            Sql.key(cell(row, 2)),
            cell(row, 3),
            Long.parseLong(cell(row, 4)),
            Long.parseLong(cell(row, 5)),
            columns));
  }

  private static String column(String column, TableName name) {
    return column + " = " + Sql.text(name.name());
  }

  private static RuntimeException missing(Server server, TableName name) {
    boolean database =
        server
            .value("SELECT count() FROM system.databases WHERE name = " + Sql.text(name.database()))
            .equals("1");
    return (database ? ChCode.TABLE_NOT_FOUND : ChCode.DATABASE_NOT_FOUND)
        .error(
            database
                ? "there is no table " + name + ", or the user may not see it"
                : "there is no database " + name.database() + ", or the user may not see it")
        .at(Place.stream(name.toString()))
        .build();
  }

  /** The columns of a query, which is not run. */
  public static List<ColumnInfo> queryColumns(Server server, String query) {
    List<ColumnInfo> columns = new ArrayList<>();
    for (List<@Nullable String> row : server.rows("DESCRIBE TABLE (\n" + query + "\n)")) {
      columns.add(new ColumnInfo(cell(row, 0), cell(row, 1), ""));
    }
    return columns;
  }

  private static String cell(List<@Nullable String> row, int index) {
    String cell = row.get(index);
    return cell == null ? "" : cell;
  }
}
