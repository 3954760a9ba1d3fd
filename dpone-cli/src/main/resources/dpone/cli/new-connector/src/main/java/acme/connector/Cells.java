package acme.connector;

import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;

/** Text to cells of a batch and back, exactly: what a column cannot hold is an error. */
final class Cells {
  private static final BigInteger LOW = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private Cells() {}

  static void append(ColumnBatch batch, int column, String text) {
    if (text == null) {
      batch.column(column).appendNull();
      return;
    }
    DataType type = batch.schema().fields().get(column).type();
    switch (type) {
      case DataType.Bool b -> batch.ints(column).append(text.equals("t") ? 1 : 0);
      case DataType.Date d ->
          batch.ints(column).append(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
      case DataType.Int i when i.bits() == 32 -> batch.ints(column).append(Integer.parseInt(text));
      case DataType.Int i -> batch.longs(column).append(Long.parseLong(text));
      case DataType.TimestampTz t -> batch.longs(column).append(Long.parseLong(text));
      case DataType.FloatingPoint f ->
          batch.doubles(column).append(Double.longBitsToDouble(Long.parseUnsignedLong(text, 16)));
      case DataType.Decimal d -> {
        // Throws rather than rounds.
        BigInteger unscaled = new BigDecimal(text).setScale(d.scale()).unscaledValue();
        batch.int128s(column).append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
      }
      default -> batch.bytes(column).append(text);
    }
  }

  static String text(ColumnBatch batch, int column, int row) {
    Column cells = batch.column(column);
    if (cells.isNull(row)) {
      return null;
    }
    DataType type = batch.schema().fields().get(column).type();
    return switch (type) {
      case DataType.Bool b -> batch.ints(column).get(row) == 1 ? "t" : "f";
      case DataType.Date d -> LocalDate.ofEpochDay(batch.ints(column).get(row)).toString();
      case DataType.Int i when i.bits() == 32 -> Integer.toString(batch.ints(column).get(row));
      case DataType.Int i -> Long.toString(batch.longs(column).get(row));
      case DataType.TimestampTz t -> Long.toString(batch.longs(column).get(row));
      case DataType.FloatingPoint f ->
          String.format("%016x", Double.doubleToRawLongBits(batch.doubles(column).get(row)));
      case DataType.Decimal d -> decimal(batch, column, row, d.scale());
      default -> batch.bytes(column).text(row);
    };
  }

  private static String decimal(ColumnBatch batch, int column, int row, int scale) {
    BigInteger low = BigInteger.valueOf(batch.int128s(column).low(row)).and(LOW);
    BigInteger unscaled = BigInteger.valueOf(batch.int128s(column).high(row)).shiftLeft(64).or(low);
    BigDecimal value = new BigDecimal(unscaled, scale);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
