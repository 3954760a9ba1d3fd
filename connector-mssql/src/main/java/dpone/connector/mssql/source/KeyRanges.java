package dpone.connector.mssql.source;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import dpone.spi.error.DponeException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Ranges of a clustered key that hold about as many rows each. Where they begin is estimated, from
 * the statistics of the key or from its ends; that they leave no value out is not.
 */
final class KeyRanges {
  /** Rows below which a part is not worth a connection. */
  static final long FEWEST = 50_000;

  private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "int", "bigint");
  private static final Set<String> TIMES = Set.of("date", "datetime2");

  /**
   * A step of a histogram.
   *
   * @param to the highest value of it
   * @param rows about how many rows it has
   */
  record Step(String to, double rows) {}

  private KeyRanges() {}

  /** The column that a table is split by: the first of its clustered index. */
  static Optional<ColumnInfo> key(MsSession session, Described stream) {
    TableInfo table = stream.table();
    if (table == null || table.view()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            session.valueOrNull(CatalogSql.clusteredBy(table.name()), table.name().sql()))
        .flatMap(table::find)
        .filter(
            column -> WHOLE.contains(column.type().name()) || TIMES.contains(column.type().name()));
  }

  /** What a plan says about it. */
  static String note(Optional<ColumnInfo> key) {
    return key.map(column ->
            "read in parts by ranges of "
                + column.name()
                + ", the first column of the clustered index; tables of fewer than "
                + 2 * FEWEST
                + " rows in one piece")
        .orElse(
            "read in one piece: no clustered index begins with a whole number, a date or a"
                + " datetime2 that never is null");
  }

  /** Conditions that no two of them hold for a row, and one of them does; empty for one piece. */
  static List<String> of(MsSession session, Described stream, int parallelism) {
    Optional<ColumnInfo> key = key(session, stream);
    TableInfo table = stream.table();
    if (key.isEmpty() || table == null) {
      return List.of();
    }
    int parts = (int) Math.min(parallelism, table.rows() / FEWEST);
    if (parts < 2) {
      return List.of();
    }
    MsType type = key.get().type();
    List<String> begins = begins(histogram(session, stream, type), parts);
    if (begins.isEmpty() && WHOLE.contains(type.name())) {
      begins = between(session, key.get().name(), table.name(), parts);
    }
    return conditions(key.get().name(), type, begins);
  }

  /** The steps of the statistics of the clustered index: the table's quoted name. */
  static String histogramSql(MsType type) {
    return "SELECT "
        + Cursor.text(type, "CAST(h.range_high_key AS " + type.text() + ")").orElseThrow()
        + ", h.range_rows + h.equal_rows FROM sys.dm_db_stats_histogram(OBJECT_ID(?), 1) AS h"
        + " ORDER BY h.step_number";
  }

  /** The statistics of the database itself are near enough. */
  private static List<Step> histogram(MsSession session, Described stream, MsType type) {
    TableName name = Objects.requireNonNull(stream.table(), "a table").name();
    try {
      return session.query(
          histogramSql(type),
          row -> new Step(row.getString(1), row.getDouble(2)),
          new TableName(name.schema(), name.name()).sql());
    } catch (DponeException failure) {
      boolean withheld =
          failure.code().equals(MsCode.PERMISSION_DENIED.code())
              || failure.code().equals(MsCode.TABLE_NOT_FOUND.code());
      if (withheld) {
        return List.of();
      }
      throw failure;
    }
  }

  static String endsSql(String key, TableName table) {
    String cell = Sql.name(key);
    return "SELECT CONVERT(nvarchar(60), MIN("
        + cell
        + ")), CONVERT(nvarchar(60), MAX("
        + cell
        + ")) FROM "
        + table.sql();
  }

  private static List<String> between(MsSession session, String key, TableName table, int parts) {
    return session
        .first(
            endsSql(key, table),
            row -> {
              String least = row.getString(1);
              String most = row.getString(2);
              return least == null || most == null
                  ? List.<String>of()
                  : between(new BigInteger(least), new BigInteger(most), parts);
            })
        .orElse(List.of());
  }

  /** Beginnings of all parts but the first, of equal width. */
  static List<String> between(BigInteger least, BigInteger most, int parts) {
    BigInteger width = most.subtract(least);
    List<String> begins = new ArrayList<>();
    for (int i = 1; i < parts; i++) {
      String begin =
          least
              .add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)))
              .toString();
      if (!begin.equals(least.toString()) && !begins.contains(begin)) {
        begins.add(begin);
      }
    }
    return begins;
  }

  /** Beginnings of all parts but the first, of about as many rows. */
  static List<String> begins(List<Step> steps, int parts) {
    double all = steps.stream().mapToDouble(Step::rows).sum();
    List<String> begins = new ArrayList<>();
    double before = 0;
    for (int i = 0; i + 1 < steps.size(); i++) {
      before += steps.get(i).rows();
      boolean due = before >= all * (begins.size() + 1) / parts;
      if (due && begins.size() + 1 < parts) {
        begins.add(steps.get(i).to());
      }
    }
    return begins;
  }

  /** The conditions; a value that is a beginning belongs to the part that begins with it. */
  static List<String> conditions(String key, MsType type, List<String> begins) {
    if (begins.isEmpty()) {
      return List.of();
    }
    String cell = Sql.name(key);
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= begins.size(); i++) {
      String from = i == 0 ? "" : cell + " >= " + literal(type, begins.get(i - 1));
      String to = i == begins.size() ? "" : cell + " < " + literal(type, begins.get(i));
      all.add(from.isEmpty() || to.isEmpty() ? from + to : from + " AND " + to);
    }
    return all;
  }

  private static String literal(MsType type, String value) {
    return WHOLE.contains(type.name())
        ? new BigInteger(value).toString()
        : "CONVERT(" + type.text() + ", " + Sql.text(value) + ", 121)";
  }
}
