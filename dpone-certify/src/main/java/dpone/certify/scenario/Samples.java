package dpone.certify.scenario;

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
  private static final String NO_TIME = "0";

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

  static TestRow renamed(TestRow row, String name) {
    return row.with(NAME_INDEX, name);
  }

  /** Values at the edges of what the types can hold, and text that codecs trip over. */
  static List<TestRow> extremes() {
    String nines = "9".repeat(28) + "." + "9".repeat(10);
    List<TestRow> rows = new ArrayList<>();
    rows.add(
        edge(
            "-9223372036854775807",
            "",
            nines,
            Double.MAX_VALUE,
            "t",
            "9999-12-31",
            "253402300799999999"));
    rows.add(
        edge(
            "9223372036854775806",
            " ",
            "-" + nines,
            -Double.MAX_VALUE,
            "f",
            "0001-01-01",
            "-62135596800000000"));
    rows.add(edge("-1", "\\N", "0.0000000001", Double.MIN_VALUE, "t", "1969-12-31", "-1"));
    rows.add(edge("0", "a\tb\nc\rd\\e", "-0.0000000001", Double.NaN, "f", "1970-01-01", NO_TIME));
    rows.add(
        edge("-2", "NULL", "0", Double.POSITIVE_INFINITY, "t", "2000-02-29", "951782400000001"));
    rows.add(
        edge(
            "-3",
            "null",
            "9007199254740993",
            Double.NEGATIVE_INFINITY,
            "f",
            "1582-10-15",
            "1143334800000000"));
    rows.add(
        edge(
            "-4", "Жар-птица 火の鳥 \uD83D\uDC26", "0.1", 0.1, "t", "2024-12-31", "1711846799999999"));
    rows.add(
        edge(
            "-5",
            "e\u0301 \u00e9 \u200f \ufeff",
            "1",
            -0.0,
            "f",
            "1900-02-28",
            "1711846800000000"));
    rows.add(edge("-6", "'\"`$${}%;,|", "-1", 1e-300, "t", "2038-01-19", "2147483648000000"));
    rows.add(edge("-7", "x".repeat(100_000), "100000", 1.0, "f", "1999-12-31", "946684799999999"));
    rows.add(TestRow.of("-8", "-8", "nulls", null, null, null, null, null, null));
    return rows;
  }

  private static TestRow edge(
      String id, String name, String amount, double ratio, String flag, String day, String at) {
    return TestRow.of(id, id, name, amount, bits(ratio), flag, day, at, name);
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
