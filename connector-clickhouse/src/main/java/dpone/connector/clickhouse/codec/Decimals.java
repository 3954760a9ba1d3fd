package dpone.connector.clickhouse.codec;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.Int128Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decimals and whole numbers beyond 64 bits. Where precision and scale are those that arrive, the
 * bits are copied; elsewhere each value is taken apart, which is slow and rare.
 */
final class Decimals extends CellEncoder {
  private final int bytes;
  private final int scale;
  private final int arrivingScale;
  private final BigInteger lowest;
  private final BigInteger highest;
  private final boolean copies;

  private Decimals(
      int bytes,
      int scale,
      int arrivingScale,
      BigInteger lowest,
      BigInteger highest,
      boolean copies) {
    this.bytes = bytes;
    this.scale = scale;
    this.arrivingScale = arrivingScale;
    this.lowest = lowest;
    this.highest = highest;
    this.copies = copies;
  }

  /**
   * {@code Decimal(precision, scale)}.
   *
   * @param arrivingPrecision of what arrives; 0 for text of any size
   */
  static CellEncoder decimal(int precision, int scale, int arrivingPrecision, int arrivingScale) {
    BigInteger limit = BigInteger.TEN.pow(precision);
    return new Decimals(
        precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32,
        scale,
        arrivingScale,
        limit.subtract(BigInteger.ONE).negate(),
        limit.subtract(BigInteger.ONE),
        arrivingPrecision > 0 && scale == arrivingScale && precision >= arrivingPrecision);
  }

  /** {@code Int128}, {@code UInt256} and their like. */
  static CellEncoder whole(int bytes, boolean unsigned, int arrivingScale) {
    int bits = bytes * 8;
    BigInteger span = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1);
    return new Decimals(
        bytes,
        0,
        arrivingScale,
        unsigned ? BigInteger.ZERO : span.negate(),
        span.subtract(BigInteger.ONE),
        false);
  }

  @Override
  boolean objects() {
    return !copies;
  }

  @Override
  @Nullable String objection(Column column, int row) {
    if (copies) {
      return null;
    }
    BigDecimal value = value(column, row);
    if (value == null) {
      return ((BytesColumn) column).text(row) + " is no number that the type has";
    }
    BigInteger unscaled = unscaled(value);
    if (unscaled == null) {
      return value.toPlainString() + " has more digits after the point than the type";
    }
    return unscaled.compareTo(lowest) >= 0 && unscaled.compareTo(highest) <= 0
        ? null
        : value.toPlainString() + " is out of range";
  }

  private @Nullable BigDecimal value(Column column, int row) {
    if (column instanceof Int128Column pairs) {
      byte[] big = ByteBuffer.allocate(16).putLong(pairs.high(row)).putLong(pairs.low(row)).array();
      return new BigDecimal(new BigInteger(big), arrivingScale);
    }
    String text = ((BytesColumn) column).text(row);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private @Nullable BigInteger unscaled(BigDecimal value) {
    try {
      return value.setScale(scale).unscaledValue();
    } catch (ArithmeticException inexact) {
      return null;
    }
  }

  @Override
  void write(Column column, Rows rows, Out out) {
    if (copies) {
      copy((Int128Column) column, rows, out);
      return;
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.at(i);
      BigDecimal value = column.isNull(row) ? null : value(column, row);
      BigInteger unscaled = value == null ? null : unscaled(value);
      big(unscaled == null ? BigInteger.ZERO : unscaled, out);
    }
  }

  private void copy(Int128Column column, Rows rows, Out out) {
    long[] pairs = column.array();
    switch (bytes) {
      case 4 ->
          out.cells(
              rows.count(),
              4,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += 4) {
                  LittleEndian.int32(into, next, (int) pairs[rows.at(i) * 2 + 1]);
                }
              });
      case 8 ->
          out.cells(
              rows.count(),
              8,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += 8) {
                  LittleEndian.int64(into, next, pairs[rows.at(i) * 2 + 1]);
                }
              });
      default ->
          out.cells(
              rows.count(),
              bytes,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += bytes) {
                  long high = pairs[rows.at(i) * 2];
                  LittleEndian.int64(into, next, pairs[rows.at(i) * 2 + 1]);
                  LittleEndian.int64(into, next + 8, high);
                  for (int more = 16; more < bytes; more += 8) {
                    LittleEndian.int64(into, next + more, high >> 63);
                  }
                }
              });
    }
  }

  private void big(BigInteger value, Out out) {
    byte[] big = value.toByteArray();
    int sign = value.signum() < 0 ? 0xFF : 0;
    for (int i = 0; i < bytes; i++) {
      int from = big.length - 1 - i;
      out.u8(from >= 0 ? big[from] : sign);
    }
  }
}
