package dpone.service.tds;

import dpone.service.tds.wire.Collation;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.service.tds.wire.Variant;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A result that has a column of every type: a row of values, one of nulls, one of extremes. */
final class EveryType {
  static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private final List<Column> columns = new ArrayList<>();
  private final List<@Nullable Object> usual = new ArrayList<>();
  private final List<@Nullable Object> extreme = new ArrayList<>();

  private EveryType() {}

  static EveryType modern() {
    EveryType all = old();
    all.add("d", Kind.DATE, LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31));
    for (int scale = 0; scale <= 7; scale++) {
      LocalTime time = LocalTime.of(23, 59, 59, digits(scale));
      all.add("t" + scale, SqlType.temporal(Kind.TIME, scale), time, LocalTime.MIDNIGHT);
      all.add(
          "dt2" + scale,
          SqlType.temporal(Kind.DATETIME2, scale),
          LocalDate.of(2024, 2, 29).atTime(time),
          LocalDateTime.of(1, 1, 1, 0, 0));
      all.add(
          "dto" + scale,
          SqlType.temporal(Kind.DATETIMEOFFSET, scale),
          OffsetDateTime.parse("2024-02-29T01:30:00-02:30").plusNanos(digits(scale)),
          OffsetDateTime.parse("9999-12-31T23:59:59+14:00"));
    }
    all.add("vcmax", SqlType.max(Kind.VARCHAR), "a".repeat(9000), "");
    all.add("nvcmax", SqlType.max(Kind.NVARCHAR), "ж".repeat(9000), "");
    all.add("vbmax", SqlType.max(Kind.VARBINARY), new byte[9000], new byte[0]);
    all.add("utf8", SqlType.bytes(Kind.VARCHAR, 100).in(Collation.UTF8), "жизнь €", "");
    all.add("x", Kind.XML, "<a>ж</a>", "<b/>");
    all.add("j", Kind.JSON, "{\"a\":1}", "{}");
    all.add("h", SqlType.udt("hierarchyid"), new byte[] {0x58}, new byte[0]);
    all.add(
        "v",
        SqlType.of(Kind.SQL_VARIANT),
        new Variant(SqlType.of(Kind.INT), 42),
        new Variant(SqlType.units(Kind.NVARCHAR, 10), "ж"));
    return all;
  }

  /** Those that SQL Server 2000 had. */
  static EveryType old() {
    EveryType all = new EveryType();
    all.add("ti", Kind.TINYINT, 7, 255);
    all.add("si", Kind.SMALLINT, -7, -32_768);
    all.add("i", Kind.INT, 42, Integer.MIN_VALUE);
    all.add("bi", Kind.BIGINT, 42L, Long.MIN_VALUE);
    all.add("b", Kind.BIT, true, false);
    all.add("r", Kind.REAL, 1.5f, Float.MAX_VALUE);
    all.add("f", Kind.FLOAT, 2.25, Double.MIN_VALUE);
    all.add("sm", Kind.SMALLMONEY, new BigDecimal("12.3456"), new BigDecimal("-214748.3648"));
    all.add("m", Kind.MONEY, new BigDecimal("12.3456"), new BigDecimal("-922337203685477.5808"));
    for (int precision : new int[] {9, 19, 28, 38}) {
      BigDecimal nines = new BigDecimal("-" + "9".repeat(precision - 2) + ".99");
      all.add("dec" + precision, SqlType.decimal(precision, 2), new BigDecimal("0.01"), nines);
    }
    all.add(
        "sdt",
        Kind.SMALLDATETIME,
        LocalDateTime.of(2024, 2, 29, 12, 34),
        LocalDateTime.of(2079, 6, 6, 23, 59));
    all.add(
        "dt",
        Kind.DATETIME,
        LocalDateTime.of(2024, 2, 29, 12, 34, 56, 997_000_000),
        LocalDateTime.of(1753, 1, 1, 0, 0));
    all.add("g", Kind.UNIQUEIDENTIFIER, ID, new UUID(0, 0));
    all.add("c", SqlType.bytes(Kind.CHAR, 5), "abc  ", "     ");
    all.add("vc", SqlType.bytes(Kind.VARCHAR, 50), "é€", "");
    all.add("ru", SqlType.bytes(Kind.VARCHAR, 50).in(Collation.CYRILLIC), "жизнь", "");
    all.add("nc", SqlType.units(Kind.NCHAR, 3), "ж  ", "   ");
    all.add("nvc", SqlType.units(Kind.NVARCHAR, 50), "жизнь 𝄞", "");
    all.add("bin", SqlType.bytes(Kind.BINARY, 3), new byte[] {1, 2, 3}, new byte[3]);
    all.add("vb", SqlType.bytes(Kind.VARBINARY, 50), new byte[] {-1, 0}, new byte[0]);
    all.add("rv", Kind.ROWVERSION, new byte[] {0, 0, 0, 0, 0, 0, 7, -47}, new byte[8]);
    all.add("txt", Kind.TEXT, "text", "");
    all.add("ntxt", Kind.NTEXT, "жизнь", "");
    all.add("img", Kind.IMAGE, new byte[] {9}, new byte[0]);
    return all;
  }

  List<Column> columns() {
    return columns;
  }

  int size() {
    return columns.size();
  }

  String name(int column) {
    return columns.get(column).name();
  }

  @Nullable Object usual(int column) {
    return usual.get(column);
  }

  @Nullable Object extreme(int column) {
    return extreme.get(column);
  }

  /** Values, nulls, extremes. */
  Answer answer() {
    return Answer.rows(columns, usual.toArray(), new Object[columns.size()], extreme.toArray());
  }

  /** The same without the row of nulls, its columns never null. */
  Answer never() {
    return Answer.rows(
        columns.stream().map(Column::notNull).toList(), usual.toArray(), extreme.toArray());
  }

  private static int digits(int scale) {
    return Integer.parseInt("1234567".substring(0, scale) + "0".repeat(9 - scale));
  }

  private void add(String name, Kind kind, Object usualValue, Object extremeValue) {
    add(name, SqlType.of(kind), usualValue, extremeValue);
  }

  private void add(String name, SqlType type, Object usualValue, Object extremeValue) {
    columns.add(Column.of(name, type));
    usual.add(usualValue);
    extreme.add(extremeValue);
  }
}
