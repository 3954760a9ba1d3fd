package dpone.certification.bigquery;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A logical type and its values, extremes among them.
 *
 * @param type of the column
 * @param none how a null is rendered; a list has none
 * @param values in order of rows
 */
record TypeCells(DataType type, @Nullable String none, List<Cell> values) {
  private static final String LARGEST_38 = "9".repeat(38);

  /**
   * A value.
   *
   * @param append puts it into a column
   * @param text how the engine renders it
   */
  record Cell(Consumer<Column> append, String text) {
    void to(Column column) {
      append.accept(column);
    }
  }

  /** Every type that is not refused. */
  static List<TypeCells> all() {
    List<TypeCells> all = new ArrayList<>();
    all.add(of(new DataType.Bool(), ints(1, "t"), ints(0, "f")));
    all.add(of(new DataType.Int(8), ints(-128, "-128"), ints(127, "127")));
    all.add(of(new DataType.Int(16), ints(-32768, "-32768"), ints(32767, "32767")));
    all.add(
        of(
            new DataType.Int(32),
            ints(Integer.MIN_VALUE, "-2147483648"),
            ints(Integer.MAX_VALUE, "2147483647")));
    all.add(
        of(
            new DataType.Int(64),
            longs(Long.MIN_VALUE, "-9223372036854775808"),
            longs(Long.MAX_VALUE, "9223372036854775807")));
    all.add(of(new DataType.UInt64(), longs(-1, "18446744073709551615"), longs(0, "0")));
    all.add(
        of(
            new DataType.FloatingPoint(32),
            doubles(Float.MAX_VALUE),
            doubles(Float.MIN_VALUE),
            doubles(-0.0)));
    all.add(
        of(
            new DataType.FloatingPoint(64),
            doubles(Double.MAX_VALUE),
            doubles(Double.MIN_VALUE),
            doubles(Double.NaN),
            doubles(Double.NEGATIVE_INFINITY)));
    decimals(all);
    texts(all);
    times(all);
    nested(all);
    return all;
  }

  private static void decimals(List<TypeCells> all) {
    all.add(of(new DataType.Decimal(10, 2), wide("99999999.99", 2), wide("-0.01", 2)));
    all.add(
        of(
            new DataType.Decimal(38, 9),
            wide("9".repeat(29) + "." + "9".repeat(9), 9),
            wide("-" + "9".repeat(29) + "." + "9".repeat(9), 9)));
    all.add(
        of(
            new DataType.Decimal(38, 10),
            wide("9".repeat(28) + "." + "9".repeat(10), 10),
            wide("-0.0000000001", 10)));
    all.add(of(new DataType.Decimal(38, 0), wide(LARGEST_38, 0), wide("-" + LARGEST_38, 0)));
    all.add(
        of(
            new DataType.Decimal(76, 38),
            bytes(LARGEST_38 + "." + LARGEST_38),
            bytes("-" + LARGEST_38 + "." + LARGEST_38)));
    all.add(
        of(
            new DataType.AnyDecimal(),
            bytes("0." + "0".repeat(37) + "1"),
            bytes("-" + LARGEST_38 + "." + LARGEST_38)));
  }

  private static void texts(List<TypeCells> all) {
    all.add(of(new DataType.Text(), bytes("é 🎉 \\ ' \" ` \t \n"), bytes("")));
    all.add(
        of(
            new DataType.Bytes(),
            new Cell(c -> ((BytesColumn) c).append(new byte[] {0, -1, 127}, 0, 3), "00ff7f")));
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    all.add(
        of(
            new DataType.Uuid(),
            new Cell(
                c ->
                    ((Int128Column) c)
                        .append(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()),
                uuid.toString())));
    all.add(
        of(
            new DataType.Json(),
            new Cell(
                c -> ((BytesColumn) c).append("{\"a\": [1, null, 1.5], \"b\": \"é\"}"),
                "{\"a\":[1,null,1.5],\"b\":\"é\"}"),
            new Cell(c -> ((BytesColumn) c).append("null"), "null")));
    all.add(of(new DataType.Enumeration(List.of("a", "b")), bytes("b")));
  }

  private static void times(List<TypeCells> all) {
    all.add(of(new DataType.Date(), ints(-719162, "0001-01-01"), ints(2932896, "9999-12-31")));
    all.add(
        of(new DataType.Time(6), longs(0, "00:00:00"), longs(86_399_999_999L, "23:59:59.999999")));
    all.add(of(new DataType.Time(9), longs(86_399_999_999_999L, "23:59:59.999999")));
    all.add(
        of(
            new DataType.Timestamp(6),
            longs(-62_135_596_800_000_000L, "-62135596800000000"),
            longs(253_402_300_799_999_999L, "253402300799999999"),
            longs(-1, "-1")));
    all.add(of(new DataType.Timestamp(9), longs(1_999, "1")));
    all.add(
        of(
            new DataType.TimestampTz(6),
            longs(-62_135_596_800_000_000L, "-62135596800000000"),
            longs(253_402_300_799_999_999L, "253402300799999999"),
            longs(-1, "-1")));
    all.add(of(new DataType.TimestampTz(9), longs(1_999, "1")));
    all.add(
        of(
            new DataType.Interval(),
            new Cell(
                c -> ((IntervalColumn) c).append(14, -3, 3_600_000_001L), "1-2 -3 1:0:0.000001"),
            new Cell(c -> ((IntervalColumn) c).append(0, 0, 0), "0-0 0 0:0:0")));
  }

  private static void nested(List<TypeCells> all) {
    all.add(
        new TypeCells(
            new DataType.Array(new DataType.Int(64)),
            "[]",
            List.of(
                new Cell(
                    c -> {
                      ListColumn list = (ListColumn) c;
                      ((LongColumn) list.elements()).append(1);
                      ((LongColumn) list.elements()).append(-2);
                      list.endList();
                    },
                    "[1,-2]"),
                new Cell(c -> ((ListColumn) c).endList(), "[]"))));
    all.add(
        new TypeCells(
            new DataType.Mapping(new DataType.Text(), new DataType.Int(64)),
            "[]",
            List.of(
                new Cell(
                    c -> {
                      ListColumn list = (ListColumn) c;
                      StructColumn entry = (StructColumn) list.elements();
                      ((BytesColumn) entry.field(0)).append("k");
                      ((LongColumn) entry.field(1)).append(5);
                      entry.endStruct();
                      list.endList();
                    },
                    "[{\"key\":\"k\",\"value\":5}]"))));
    all.add(
        of(
            new DataType.Struct(
                List.of(
                    new Field("a", new DataType.Int(64), true, ""),
                    new Field("b", new DataType.Text(), true, ""))),
            new Cell(
                c -> {
                  StructColumn struct = (StructColumn) c;
                  ((LongColumn) struct.field(0)).append(7);
                  struct.field(1).appendNull();
                  struct.endStruct();
                },
                "{\"a\":7,\"b\":null}")));
  }

  private static TypeCells of(DataType type, Cell... values) {
    return new TypeCells(type, null, List.of(values));
  }

  private static Cell ints(int value, String text) {
    return new Cell(c -> ((IntColumn) c).append(value), text);
  }

  private static Cell longs(long value, String text) {
    return new Cell(c -> ((LongColumn) c).append(value), text);
  }

  private static Cell doubles(double value) {
    return new Cell(
        c -> ((DoubleColumn) c).append(value),
        String.format("%016x", Double.doubleToRawLongBits(value)));
  }

  private static Cell wide(String decimal, int scale) {
    BigInteger unscaled = new BigDecimal(decimal).setScale(scale).unscaledValue();
    return new Cell(
        c -> ((Int128Column) c).append(unscaled.shiftRight(64).longValue(), unscaled.longValue()),
        decimal);
  }

  private static Cell bytes(String text) {
    return new Cell(c -> ((BytesColumn) c).append(text), text);
  }

  /** An expression whose value is the text of a cell; of floats the value itself. */
  static String rendered(DataType type, String cell) {
    return switch (type) {
      case DataType.Json ignored -> "IF(" + cell + " IS NULL, NULL, TO_JSON_STRING(" + cell + "))";
      case DataType.Array ignored -> "TO_JSON_STRING(" + cell + ")";
      case DataType.Mapping ignored -> "TO_JSON_STRING(" + cell + ")";
      case DataType.Struct ignored ->
          "IF(" + cell + " IS NULL, NULL, TO_JSON_STRING(" + cell + "))";
      default -> CanonicalText.expression(type, cell);
    };
  }
}
