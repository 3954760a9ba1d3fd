package dpone.toolkit.format.cell;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.ByteOutput;
import java.util.Optional;

/** Scalar cells as text: what {@link TextCells} reads back. */
public final class TextForms {
  /** Writes a cell that is not null. */
  @FunctionalInterface
  public interface Form {
    /** Appends the cell's text. */
    void write(Column column, int row, ByteOutput out);
  }

  private TextForms() {}

  /** The text form of a type; empty for JSON, lists, structs and maps. */
  public static Optional<Form> of(DataType type, boolean hex) {
    Form form =
        switch (type) {
          case DataType.Bool t ->
              (c, r, o) -> o.write(((IntColumn) c).get(r) == 0 ? "false" : "true");
          case DataType.Int t when t.bits() == 64 -> (c, r, o) -> int64(((LongColumn) c).get(r), o);
          case DataType.Int t -> (c, r, o) -> int64(((IntColumn) c).get(r), o);
          case DataType.UInt64 t ->
              (c, r, o) -> o.write(Long.toUnsignedString(((LongColumn) c).get(r)));
          case DataType.FloatingPoint t ->
              (c, r, o) -> o.write(floating(((DoubleColumn) c).get(r), t.bits()));
          case DataType.Decimal t when t.precision() <= 38 ->
              (c, r, o) -> {
                Int128Column column = (Int128Column) c;
                Int128.write(column.high(r), column.low(r), t.scale(), o);
              };
          case DataType.Decimal t -> TextForms::slice;
          case DataType.AnyDecimal t -> TextForms::slice;
          case DataType.Text t -> TextForms::slice;
          case DataType.Enumeration t -> TextForms::slice;
          case DataType.Bytes t ->
              (c, r, o) -> {
                BytesColumn column = (BytesColumn) c;
                if (hex) {
                  Binary.toHex(column.data(), column.start(r), column.end(r), o);
                } else {
                  Binary.toBase64(column.data(), column.start(r), column.end(r), o);
                }
              };
          case DataType.Uuid t ->
              (c, r, o) -> Binary.uuid(((Int128Column) c).high(r), ((Int128Column) c).low(r), o);
          case DataType.Interval t ->
              (c, r, o) -> {
                IntervalColumn column = (IntervalColumn) c;
                Durations.write(column.months(r), column.days(r), column.micros(r), o);
              };
          case DataType.Date t -> (c, r, o) -> date(((IntColumn) c).get(r), o);
          case DataType.Time t ->
              (c, r, o) -> IsoDate.time(((LongColumn) c).get(r), t.precision(), o);
          case DataType.Timestamp t ->
              (c, r, o) -> IsoDate.timestamp(((LongColumn) c).get(r), t.precision(), false, o);
          case DataType.TimestampTz t ->
              (c, r, o) -> IsoDate.timestamp(((LongColumn) c).get(r), t.precision(), true, o);
          case DataType.Json t -> null;
          case DataType.Array t -> null;
          case DataType.Mapping t -> null;
          case DataType.Struct t -> null;
        };
    return Optional.ofNullable(form);
  }

  private static void slice(Column column, int row, ByteOutput out) {
    BytesColumn bytes = (BytesColumn) column;
    out.write(bytes.data(), bytes.start(row), bytes.end(row) - bytes.start(row));
  }

  private static void int64(long value, ByteOutput out) {
    if (value == Long.MIN_VALUE) {
      out.write("-9223372036854775808");
    } else {
      Int128.write(value >> 63, value, 0, out);
    }
  }

  private static void date(int days, ByteOutput out) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      out.write(days > 0 ? "infinity" : "-infinity");
    } else {
      IsoDate.date(days, out);
    }
  }

  private static String floating(double value, int bits) {
    // The shortest text that reads back as the same number of that width.
    return bits == 32 ? Float.toString((float) value) : Double.toString(value);
  }
}
