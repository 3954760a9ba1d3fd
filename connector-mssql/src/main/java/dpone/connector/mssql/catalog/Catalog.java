package dpone.connector.mssql.catalog;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Nearest;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the catalogue. */
public final class Catalog {
  private Catalog() {}

  /** Tables and views of the connection's database. */
  public static List<TableName> tables(MsSession session) {
    return session.query(
        CatalogSql.tables(), row -> new TableName(row.getString(1), row.getString(2)));
  }

  /** A table or view, if it is there. */
  public static Optional<TableInfo> find(MsSession session, TableName table) {
    String name = table.sql();
    return session
        .first(CatalogSql.table(table), Catalog::facts, name)
        .map(facts ->
            new TableInfo(
                table,
                facts.view,
                session.query(CatalogSql.columns(table), Catalog::column, name),
                session.query(CatalogSql.primaryKey(table), row -> row.getString(1), name),
                facts.rows,
                facts.bytes,
                facts.ties));
  }

  /** A table or view that has to be there. */
  public static TableInfo require(MsSession session, TableName table) {
    return find(session, table)
        .orElseThrow(() ->
            MsCode.TABLE_NOT_FOUND
                .error("there is no table or view " + table)
                .remedy(
                    Nearest.remedy(
                        table.toString(),
                        tables(session).stream().map(TableName::toString).toList(),
                        MsCode.TABLE_NOT_FOUND.remedy()))
                .build());
  }

  private record Facts(boolean view, long rows, long bytes, List<String> ties) {}

  private static Facts facts(ResultSet row) throws SQLException {
    List<String> ties = new ArrayList<>();
    tie(ties, row.getInt(4), TableInfo.REFERENCED);
    tie(ties, row.getInt(5), "foreign keys");
    tie(ties, row.getInt(6), "triggers");
    tie(ties, row.getInt(7), "indexes");
    tie(ties, row.getInt(8), "permissions");
    tie(ties, row.getInt(9), "check constraints");
    tie(ties, row.getInt(10), "defaults");
    return new Facts(row.getString(1).strip().equals("V"), count(row, 2), count(row, 3), ties);
  }

  private static void tie(List<String> ties, int count, String what) {
    if (count > 0) {
      ties.add(what);
    }
  }

  private static long count(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? -1 : value;
  }

  private static ColumnInfo column(ResultSet row) throws SQLException {
    return new ColumnInfo(
        row.getString(1),
        MsType.ofCatalog(row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5)),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getInt(8) == 1,
        row.getInt(9) == 1,
        row.getString(10));
  }
}
