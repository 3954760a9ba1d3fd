package dpone.certify.scenario;

import dpone.certify.kit.Days;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.spi.type.DataType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The tables and rows that scenarios move. */
final class Samples {
  /** The column that grows with every change. */
  static final String CURSOR = "version";

  /** A column whose values several plain rows have. */
  static final String PARTITION = "flag";

  private static final int CURSOR_INDEX = 1;
  private static final int NAME_INDEX = 2;
  private static final int RATIO_INDEX = 4;
  private static final long NO_TIME = 0;

  private Samples() {}

  /** A table of the types that every system has in some form. */
  static TestTable table(String name) {
    return new TestTable(
        name,
        List.of(
            new Column("id", new DataType.Int(64), false),
            new Column(CURSOR, new DataType.Int(64), false),
            new Column("name", new DataType.Text(), false),
            new Column("amount", new DataType.Decimal(38, 10), true),
            new Column("ratio", new DataType.FloatingPoint(64), true),
            new Column("flag", new DataType.Bool(), true),
            new Column("day", new DataType.Date(), true),
            new Column("at", new DataType.TimestampTz(6), true),
            new Column("note", new DataType.Text(), true)),
        List.of("id"));
  }

  /** Rows without surprises; the cursor of a row is its id. */
  static List<TestRow> plain(int from, int to) {
    return IntStream.range(from, to).mapToObj(Samples::row).toList();
  }

  /** Rows whose cursor is the same. */
  static List<TestRow> tied(int from, int to, long cursor) {
    return IntStream.range(from, to).mapToObj(i -> cursor(row(i), cursor)).toList();
  }

  static TestRow cursor(TestRow row, long cursor) {
    return row.with(CURSOR_INDEX, Long.toString(cursor));
  }

  static String name(TestRow row) {
    return String.valueOf(row.cell(NAME_INDEX));
  }

  static TestRow renamed(TestRow row, String name) {
    return row.with(NAME_INDEX, name);
  }

  /**
   * Values at the edges of what the types can hold, and text that codecs trip over.
   *
   * @param days what dates and timestamps can hold
   */
  static List<TestRow> extremes(Days days) {
    String nines = "9".repeat(28) + "." + "9".repeat(10);
    long first = begin(days.first());
    long last = begin(days.last().plusDays(1)) - 1;
    List<TestRow> rows = new ArrayList<>();
    rows.add(edge("-9223372036854775807", "", nines, Double.MAX_VALUE, "t", days.last(), last));
    rows.add(
        edge("9223372036854775806", " ", "-" + nines, -Double.MAX_VALUE, "f", days.first(), first));
    rows.add(edge("-1", "\\N", "0.0000000001", Double.MIN_VALUE, "t", day("1969-12-31"), -1));
    rows.add(
        edge("0", "a\tb\nc\rd\\e", "-0.0000000001", Double.NaN, "f", LocalDate.EPOCH, NO_TIME));
    rows.add(
        edge(
            "-2", "NULL", "0", Double.POSITIVE_INFINITY, "t", day("2000-02-29"), 951782400000001L));
    LocalDate reform = day("1582-10-15");
    rows.add(
        edge(
            "-3",
            "null",
            "9007199254740993",
            Double.NEGATIVE_INFINITY,
            "f",
            reform.isBefore(days.first()) ? days.first() : reform,
            1143334800000000L));
    rows.add(
        edge(
            "-4",
            "Жар-птица 火の鳥 \uD83D\uDC26",
            "0.1",
            0.1,
            "t",
            day("2024-12-31"),
            1711846799999999L));
    rows.add(
        edge(
            "-5",
            "e\u0301 \u00e9 \u200f \ufeff",
            "1",
            -0.0,
            "f",
            day("1900-02-28"),
            1711846800000000L));
    rows.add(edge("-6", "'\"`$${}%;,|", "-1", 1e-300, "t", day("2038-01-19"), 2147483648000000L));
    rows.add(
        edge("-7", "x".repeat(100_000), "100000", 1.0, "f", day("1999-12-31"), 946684799999999L));
    rows.add(TestRow.of("-8", "-8", "nulls", null, null, null, null, null, null));
    return rows;
  }

  /** The row without a number that has no end or is none. */
  static TestRow finite(TestRow row) {
    String bits = row.cell(RATIO_INDEX);
    boolean endless =
        bits != null && !Double.isFinite(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)));
    return endless ? row.with(RATIO_INDEX, null) : row;
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static long begin(LocalDate day) {
    return day.toEpochDay() * 86_400_000_000L;
  }

  private static TestRow edge(
      String id, String name, String amount, double ratio, String flag, LocalDate day, long at) {
    String micros = Long.toString(at);
    return TestRow.of(id, id, name, amount, bits(ratio), flag, day.toString(), micros, name);
  }

  private static TestRow row(int i) {
    return TestRow.of(
        Integer.toString(i),
        Integer.toString(i),
        "row " + i,
        decimal(i),
        bits(i / 8.0),
        i % 2 == 0 ? "t" : "f",
        LocalDate.EPOCH.plusDays(i % 40_000).toString(),
        Long.toString(i * 1_000_003L),
        i % 3 == 0 ? null : "note " + i);
  }

  private static String decimal(int i) {
    return i % 4 == 0
        ? Integer.toString(i / 4)
        : i / 4 + (i % 2 == 0 ? ".5" : i % 4 == 1 ? ".25" : ".75");
  }

  private static String bits(double value) {
    return String.format("%016x", Double.doubleToLongBits(value));
  }
}
