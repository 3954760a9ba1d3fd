package dpone.toolkit.format.cell;

import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.util.Optional;

/** Puts whole numbers of binary formats into columns of any type that can hold them. */
@FunctionalInterface
public interface Whole {
  /** Appends a number, or refuses it. */
  void append(long value, Column column);

  /**
   * How a number becomes a cell.
   *
   * @param digits of a second that one unit stands for, where the column is a time
   * @return empty when the type takes no whole numbers
   */
  static Optional<Whole> of(DataType type, int digits) {
    Whole whole =
        switch (type) {
          case DataType.Int t when t.bits() == 64 -> (v, c) -> ((LongColumn) c).append(v);
          case DataType.Int t when t.bits() == 32 ->
              (v, c) -> ((IntColumn) c).append(Numbers.narrow(v, 32));
          case DataType.Int t -> (v, c) -> ((IntColumn) c).append(Numbers.narrow(v, t.bits()));
          case DataType.UInt64 t -> (v, c) -> ((LongColumn) c).append(unsigned(v));
          case DataType.FloatingPoint t ->
              (v, c) -> ((DoubleColumn) c).append(floating(v, t.bits()));
          case DataType.Decimal t when t.precision() <= 38 && t.scale() == 0 ->
              (v, c) -> {
                if (!Int128.fits(v >> 63, v, t.precision())) {
                  throw Refusal.tooLarge(t.text(), Long.toString(v));
                }
                ((Int128Column) c).append(v);
              };
          case DataType.Decimal t -> (v, c) -> Decimals.append(BigDecimal.valueOf(v), t, c);
          case DataType.AnyDecimal t -> (v, c) -> Decimals.append(BigDecimal.valueOf(v), t, c);
          case DataType.Date t -> (v, c) -> ((IntColumn) c).append(TextCells.date(v, Epoch.DAYS));
          case DataType.Time t ->
              (v, c) ->
                  ((LongColumn) c).append(TextCells.timeOfDay(v, digits, t.precision(), t.text()));
          case DataType.Timestamp t -> moved(digits, t.precision(), t.text());
          case DataType.TimestampTz t -> moved(digits, t.precision(), t.text());
          default -> null;
        };
    return Optional.ofNullable(whole);
  }

  private static Whole moved(int digits, int precision, String type) {
    return (v, c) -> ((LongColumn) c).append(Units.move(v, digits, precision, type));
  }

  private static long unsigned(long value) {
    if (value < 0) {
      throw Refusal.tooLarge("uint64", Long.toString(value));
    }
    return value;
  }

  private static double floating(long value, int bits) {
    double result = bits == 32 ? (double) (float) value : (double) value;
    if ((long) result != value || result == 0x1p63) {
      throw Refusal.tooLarge("float" + bits, Long.toString(value));
    }
    return result;
  }
}
