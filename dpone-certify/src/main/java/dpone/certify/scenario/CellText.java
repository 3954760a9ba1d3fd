package dpone.certify.scenario;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Cells of a batch as the text of their logical value, see {@code TypeTables#values}. */
final class CellText {
  private static final BigInteger LOW_HALF = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private CellText() {}

  static @Nullable String of(ColumnBatch batch, int column, int row) {
    return of(batch.column(column), batch.schema().fields().get(column).type(), row);
  }

  private static @Nullable String of(Column column, DataType type, int row) {
    if (column.isNull(row)) {
      return null;
    }
    return switch (column) {
      case IntColumn ints -> number(type, ints.get(row), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LongColumn longs ->
          type instanceof DataType.UInt64
              ? Long.toUnsignedString(longs.get(row))
              : number(type, longs.get(row), Long.MIN_VALUE, Long.MAX_VALUE);
      case DoubleColumn doubles -> bits(type, doubles.get(row));
      case Int128Column wide -> wide(type, wide, row);
      case BytesColumn bytes ->
          type instanceof DataType.Bytes
              ? HexFormat.of()
                  .formatHex(Arrays.copyOfRange(bytes.data(), bytes.start(row), bytes.end(row)))
              : decimal(type, bytes.text(row));
      case IntervalColumn spans ->
          spans.months(row) + " " + spans.days(row) + " " + spans.micros(row);
      case ListColumn list -> list(list, type, row);
      case StructColumn struct -> struct(struct, type, row);
    };
  }

  private static String number(DataType type, long value, long least, long most) {
    if (type instanceof DataType.Bool) {
      return value == 1 ? "t" : "f";
    }
    boolean endless = !(type instanceof DataType.Int) && !(type instanceof DataType.Time);
    if (endless && value == most) {
      return "Infinity";
    }
    return endless && value == least ? "-Infinity" : Long.toString(value);
  }

  private static String bits(DataType type, double value) {
    return type instanceof DataType.FloatingPoint floating && floating.bits() == 32
        ? String.format("%08x", Float.floatToRawIntBits((float) value))
        : String.format("%016x", Double.doubleToRawLongBits(value));
  }

  private static String wide(DataType type, Int128Column column, int row) {
    if (type instanceof DataType.Uuid) {
      return new java.util.UUID(column.high(row), column.low(row)).toString();
    }
    BigInteger unscaled =
        BigInteger.valueOf(column.high(row))
            .shiftLeft(64)
            .or(BigInteger.valueOf(column.low(row)).and(LOW_HALF));
    int scale = type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
    return plain(new BigDecimal(unscaled, scale));
  }

  private static String decimal(DataType type, String text) {
    boolean number = type instanceof DataType.Decimal || type instanceof DataType.AnyDecimal;
    return number && !text.endsWith("y") && !text.equals("NaN")
        ? plain(new BigDecimal(text))
        : text;
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String list(ListColumn list, DataType type, int row) {
    StringJoiner text = new StringJoiner("|", "[", "]");
    DataType element =
        switch (type) {
          case DataType.Array array -> array.element();
          case DataType.Mapping map ->
              new DataType.Struct(
                  List.of(
                      new Field("key", map.key(), false, ""),
                      new Field("value", map.value(), true, "")));
          default -> throw new IllegalArgumentException("not a list: " + type.text());
        };
    for (int i = list.start(row); i < list.end(row); i++) {
      text.add(String.valueOf(of(list.elements(), element, i)));
    }
    return text.toString();
  }

  private static String struct(StructColumn struct, DataType type, int row) {
    StringJoiner text = new StringJoiner("|", "(", ")");
    for (int i = 0; i < struct.fields(); i++) {
      DataType field =
          type instanceof DataType.Struct fields
              ? fields.fields().get(i).type()
              : new DataType.Text();
      text.add(String.valueOf(of(struct.field(i), field, row)));
    }
    return text.toString();
  }
}
