package dpone.connector.kafka.format;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.Int128;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Fills columns of any type, the ends of each range above all, and shows cells for comparison. */
public final class RandomCells {
  private static final long DAY = 86_400_000_000L;
  private static final String[] TEXTS = {
    "",
    "a",
    "\"",
    "\\",
    "\n\r\t\b\f\u0001",
    "é",
    "жук",
    "漢字",
    "😀",
    "a,b;c|d",
    "null",
    "NaN",
    " x ",
    "\u0000",
    "\u007f",
    "\u2028",
    "\uffff",
    "'",
    "{\"a\":1}"
  };

  private final Random random;
  private final boolean nullElements;

  public RandomCells(long seed) {
    this(seed, true);
  }

  /** With or without nulls inside of lists and maps. */
  public RandomCells(long seed, boolean nullElements) {
    this.random = new Random(seed);
    this.nullElements = nullElements;
  }

  /** Appends a cell, a null one now and then. */
  public void append(DataType type, Column column, boolean nullable) {
    if (nullable && random.nextInt(5) == 0) {
      column.appendNull();
      return;
    }
    switch (type) {
      case DataType.Bool t -> ((IntColumn) column).append(random.nextInt(2));
      case DataType.Int t when t.bits() == 64 -> ((LongColumn) column).append(int64());
      case DataType.Int t -> ((IntColumn) column).append((int) bits(t.bits()));
      case DataType.UInt64 t -> ((LongColumn) column).append(int64());
      case DataType.FloatingPoint t -> ((DoubleColumn) column).append(floating(t.bits()));
      case DataType.Decimal t when t.precision() <= 38 -> {
        BigInteger value = unscaled(t.precision());
        ((Int128Column) column).append(value.shiftRight(64).longValue(), value.longValue());
      }
      case DataType.Decimal t ->
          ((BytesColumn) column)
              .append(new BigDecimal(unscaled(t.precision()), t.scale()).toPlainString());
      case DataType.AnyDecimal t ->
          ((BytesColumn) column)
              .append(new BigDecimal(unscaled(60), random.nextInt(40)).toPlainString());
      case DataType.Text t -> ((BytesColumn) column).append(text());
      case DataType.Json t -> ((BytesColumn) column).append(json());
      case DataType.Bytes t -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        ((BytesColumn) column).append(bytes, 0, bytes.length);
      }
      case DataType.Date t ->
          ((IntColumn) column).append(pick(-719_162, 2_932_896, 0, -1, random.nextInt(40_000)));
      case DataType.Time t ->
          ((LongColumn) column).append(round(Math.floorMod(random.nextLong(), DAY), t.precision()));
      case DataType.Timestamp t -> ((LongColumn) column).append(timestamp(t.precision()));
      case DataType.TimestampTz t -> ((LongColumn) column).append(timestamp(t.precision()));
      case DataType.Interval t ->
          ((IntervalColumn) column)
              .append(pick(0, -5, 12, random.nextInt()), pick(0, 3, random.nextInt()), micros());
      case DataType.Uuid t -> ((Int128Column) column).append(random.nextLong(), random.nextLong());
      case DataType.Enumeration t ->
          ((BytesColumn) column).append(t.values().get(random.nextInt(t.values().size())));
      case DataType.Array t -> {
        ListColumn list = (ListColumn) column;
        for (int i = random.nextInt(4); i > 0; i--) {
          append(t.element(), list.elements(), nullElements);
        }
        list.endList();
      }
      case DataType.Mapping t -> {
        ListColumn list = (ListColumn) column;
        StructColumn entries = (StructColumn) list.elements();
        for (int i = random.nextInt(4); i > 0; i--) {
          if (t.key() instanceof DataType.Text) {
            ((BytesColumn) entries.field(0)).append("k" + i + text());
          } else {
            append(t.key(), entries.field(0), false);
          }
          append(t.value(), entries.field(1), nullElements);
          entries.endStruct();
        }
        list.endList();
      }
      case DataType.Struct t -> {
        StructColumn struct = (StructColumn) column;
        for (int i = 0; i < t.fields().size(); i++) {
          append(t.fields().get(i).type(), struct.field(i), t.fields().get(i).nullable());
        }
        struct.endStruct();
      }
    }
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private long bits(int bits) {
    long bound = 1L << (bits - 1);
    return switch (random.nextInt(4)) {
      case 0 -> -bound;
      case 1 -> bound - 1;
      case 2 -> 0;
      default -> random.nextLong() % bound;
    };
  }

  private long int64() {
    return switch (random.nextInt(5)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> (1L << 53) + 1;
      case 3 -> random.nextInt(100) - 50;
      default -> random.nextLong();
    };
  }

  private long micros() {
    return switch (random.nextInt(4)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> -1;
      case 2 -> 0;
      default -> random.nextLong();
    };
  }

  private double floating(int bits) {
    double value =
        switch (random.nextInt(7)) {
          case 0 -> -0.0;
          case 1 -> Double.POSITIVE_INFINITY;
          case 2 -> Double.NaN;
          case 3 -> bits == 32 ? Float.MIN_VALUE : Double.MIN_VALUE;
          case 4 -> bits == 32 ? Float.MAX_VALUE : -Double.MAX_VALUE;
          case 5 -> 0.1;
          default -> random.nextGaussian() * 1e6;
        };
    return bits == 32 ? (float) value : value;
  }

  private BigInteger unscaled(int precision) {
    BigInteger bound = BigInteger.TEN.pow(precision);
    BigInteger value =
        switch (random.nextInt(5)) {
          case 0 -> bound.subtract(BigInteger.ONE);
          case 1 -> BigInteger.ZERO;
          case 2 -> BigInteger.TEN.pow(random.nextInt(precision));
          case 3 -> BigInteger.valueOf(random.nextInt(1000)).mod(bound);
          default -> new BigInteger(bound.bitLength(), random).mod(bound);
        };
    return random.nextBoolean() ? value : value.negate();
  }

  private String text() {
    return random.nextInt(3) == 0
        ? TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)]
        : TEXTS[random.nextInt(TEXTS.length)];
  }

  private String json() {
    String[] texts = {"{\"a\":[1,2.50,\"x\"]}", "[]", "12345678901234567890.10", "\"s\"", "true"};
    return texts[random.nextInt(texts.length)];
  }

  private long timestamp(int precision) {
    long unit = Int128.power(Math.max(6, precision) - 6);
    long micros =
        switch (random.nextInt(5)) {
          case 0 -> -62_135_596_800_000_000L;
          case 1 -> 253_402_300_799_999_999L;
          case 2 -> -1;
          case 3 -> 0;
          default -> random.nextLong() % 4_000_000_000_000_000L;
        };
    if (precision > 6) {
      return micros % 4_000_000_000_000_000L * unit + random.nextInt((int) unit);
    }
    return round(micros, precision);
  }

  private static long round(long micros, int precision) {
    if (precision > 6) {
      return micros * Int128.power(precision - 6);
    }
    return micros - micros % Int128.power(6 - precision);
  }

  /** A cell in full, for comparison. */
  public static String show(DataType type, Column column, int row) {
    if (column.state(row) != CellState.VALUE) {
      return column.state(row).toString();
    }
    return switch (column) {
      case IntColumn c -> Integer.toString(c.get(row));
      case LongColumn c -> Long.toString(c.get(row));
      case DoubleColumn c -> Double.toString(c.get(row));
      case Int128Column c -> c.high(row) + ":" + c.low(row);
      case IntervalColumn c -> c.months(row) + "/" + c.days(row) + "/" + c.micros(row);
      case BytesColumn c ->
          type instanceof DataType.Bytes
              ? HexFormat.of().formatHex(c.data(), c.start(row), c.end(row))
              : new String(
                  c.data(), c.start(row), c.end(row) - c.start(row), StandardCharsets.UTF_8);
      case ListColumn c -> {
        List<String> parts = new ArrayList<>();
        for (int i = c.start(row); i < c.end(row); i++) {
          parts.add(
              type instanceof DataType.Array array
                  ? show(array.element(), c.elements(), i)
                  : entry((DataType.Mapping) type, (StructColumn) c.elements(), i));
        }
        yield parts.toString();
      }
      case StructColumn c -> {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < c.fields(); i++) {
          parts.add(show(((DataType.Struct) type).fields().get(i).type(), c.field(i), row));
        }
        yield "(" + String.join(", ", parts) + ")";
      }
    };
  }

  private static String entry(DataType.Mapping type, StructColumn entries, int row) {
    return show(type.key(), entries.field(0), row)
        + "="
        + show(type.value(), entries.field(1), row);
  }
}
