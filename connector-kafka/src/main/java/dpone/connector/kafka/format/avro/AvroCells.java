package dpone.connector.kafka.format.avro;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Decimals;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.cell.Whole;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a value of a writer's type becomes a cell of a column's type; what does not fit is poison.
 */
final class AvroCells {
  private AvroCells() {}

  /**
   * A reader.
   *
   * @param writer the type the value was written by
   * @param reader the type of the newest schema, for its defaults; null without one
   */
  static AvroCell of(AvroType writer, DataType type, @Nullable AvroType reader) {
    return switch (writer.kind) {
      case NULL -> (in, column) -> column.appendNull();
      case BOOLEAN ->
          type instanceof DataType.Bool
              ? (in, column) -> ((IntColumn) column).append(in.bool() ? 1 : 0)
              : mismatch(writer, type);
      case INT, LONG -> whole(writer, type);
      case FLOAT, DOUBLE -> floating(writer, type);
      case STRING -> string(writer, type);
      case BYTES -> bytes(writer, type);
      case FIXED -> fixed(writer, type);
      case ENUM -> enumeration(writer, type, reader);
      case ARRAY, MAP, RECORD, UNION -> AvroNested.of(writer, type, reader);
    };
  }

  static AvroCell mismatch(AvroType writer, DataType type) {
    String reason =
        "the record was written as "
            + writer.branchName()
            + ", which a column of type "
            + type.text()
            + " does not take";
    return (in, column) -> {
      throw new PoisonException(FormatCode.VALUE_WRONG_TYPE, null, reason);
    };
  }

  private static AvroCell whole(AvroType writer, DataType type) {
    int digits =
        switch (writer.logical) {
          case "time-millis", "timestamp-millis", "local-timestamp-millis" -> 3;
          case "time-micros", "timestamp-micros", "local-timestamp-micros" -> 6;
          case "timestamp-nanos", "local-timestamp-nanos" -> 9;
          default -> writer.dponeType.isEmpty() ? -1 : 9;
        };
    boolean counts = digits >= 0 && !(type instanceof DataType.Int);
    boolean clock =
        type instanceof DataType.Time
            || type instanceof DataType.Timestamp
            || type instanceof DataType.TimestampTz;
    // A number without unit is no time, and a time is no amount.
    if (clock ? !counts : type instanceof DataType.Date && !writer.logical.equals("date")) {
      return mismatch(writer, type);
    }
    Optional<Whole> whole = Whole.of(type, digits);
    if (whole.isEmpty()) {
      return mismatch(writer, type);
    }
    if (type instanceof DataType.Int t && t.bits() == 64) {
      return (in, column) -> ((dpone.spi.batch.LongColumn) column).append(in.int64());
    }
    if (type instanceof DataType.Int t && t.bits() == 32 && writer.kind == AvroType.Kind.INT) {
      return (in, column) -> ((IntColumn) column).append(in.int32());
    }
    Whole target = whole.get();
    return writer.kind == AvroType.Kind.INT
        ? (in, column) -> target.append(in.int32(), column)
        : (in, column) -> target.append(in.int64(), column);
  }

  private static AvroCell floating(AvroType writer, DataType type) {
    if (!(type instanceof DataType.FloatingPoint f)) {
      return mismatch(writer, type);
    }
    if (writer.kind == AvroType.Kind.FLOAT) {
      return (in, column) -> ((DoubleColumn) column).append(Float.intBitsToFloat(in.bits32()));
    }
    if (f.bits() == 64) {
      return (in, column) -> ((DoubleColumn) column).append(Double.longBitsToDouble(in.bits64()));
    }
    return (in, column) -> {
      double value = Double.longBitsToDouble(in.bits64());
      if ((float) value != value && !Double.isNaN(value)) {
        throw Refusal.tooLarge(type.text(), Double.toString(value));
      }
      ((DoubleColumn) column).append(value);
    };
  }

  private static AvroCell string(AvroType writer, DataType type) {
    if (type instanceof DataType.Bytes) {
      return AvroCells::raw;
    }
    if (type instanceof DataType.Text || type instanceof DataType.Json) {
      return AvroCells::text;
    }
    // A text that a column of numbers would take is a text all the same, unless it was made of one.
    boolean taken =
        type instanceof DataType.Uuid
            || type instanceof DataType.Interval
            || type instanceof DataType.Enumeration
            || type instanceof DataType.AnyDecimal
            || type instanceof DataType.Decimal;
    Optional<TextCell> cell =
        taken ? TextCells.of(type, CellForm.STANDARD, false) : Optional.empty();
    if (cell.isEmpty()) {
      return mismatch(writer, type);
    }
    TextCell target = cell.get();
    return (in, column) -> {
      int length = in.length();
      int from = in.skip(length);
      target.append(in.data(), from, from + length, column);
    };
  }

  private static void raw(AvroInput in, dpone.spi.batch.Column column) {
    int length = in.length();
    ((BytesColumn) column).append(in.data(), in.skip(length), length);
  }

  private static void text(AvroInput in, dpone.spi.batch.Column column) {
    int length = in.length();
    int from = in.skip(length);
    Utf8.check(in.data(), from, from + length);
    ((BytesColumn) column).append(in.data(), from, length);
  }

  private static AvroCell bytes(AvroType writer, DataType type) {
    boolean decimal = isDecimal(type);
    if (writer.logical.equals("decimal") && decimal) {
      return (in, column) -> {
        int length = in.length();
        Decimals.appendBinary(in.data(), in.skip(length), length, writer.scale, type, column);
      };
    }
    if (writer.logical.equals("decimal") && type instanceof DataType.UInt64) {
      return AvroCells::unsigned;
    }
    if (writer.logical.equals("big-decimal") && decimal) {
      return (in, column) -> bigDecimal(in, type, column);
    }
    return switch (type) {
      case DataType.Bytes t -> AvroCells::raw;
      case DataType.Text t -> AvroCells::text;
      default -> mismatch(writer, type);
    };
  }

  private static boolean isDecimal(DataType type) {
    return type instanceof DataType.Decimal || type instanceof DataType.AnyDecimal;
  }

  private static void unsigned(AvroInput in, dpone.spi.batch.Column column) {
    int length = in.length();
    int from = in.skip(length);
    BigInteger value =
        length == 0 || length > 32 ? BigInteger.ZERO : new BigInteger(in.data(), from, length);
    if (length > 32 || value.signum() < 0 || value.bitLength() > 64) {
      throw Refusal.tooLarge("uint64", value.toString());
    }
    ((dpone.spi.batch.LongColumn) column).append(value.longValue());
  }

  /** Bytes that hold the unscaled number with its length, and the scale. */
  private static void bigDecimal(AvroInput in, DataType type, dpone.spi.batch.Column column) {
    int end = in.length() + in.position();
    int length = in.length();
    int from = in.skip(length);
    int scale = in.int32();
    if (in.position() != end || length > 10_000 || Math.abs((long) scale) > 20_000) {
      throw Refusal.malformed("a big-decimal of the Avro value cannot be read");
    }
    BigInteger unscaled = length == 0 ? BigInteger.ZERO : new BigInteger(in.data(), from, length);
    Decimals.append(new BigDecimal(unscaled, scale), type, column);
  }

  private static AvroCell fixed(AvroType writer, DataType type) {
    int size = writer.size;
    if (writer.logical.equals("decimal") && isDecimal(type)) {
      return (in, column) ->
          Decimals.appendBinary(in.data(), in.skip(size), size, writer.scale, type, column);
    }
    if (writer.logical.equals("duration") && type instanceof DataType.Interval) {
      return AvroCells::duration;
    }
    if (type instanceof DataType.Uuid && size == 16) {
      return (in, column) -> {
        // Most significant byte first, unlike the numbers of Avro.
        long high = Long.reverseBytes(in.bits64());
        ((Int128Column) column).append(high, Long.reverseBytes(in.bits64()));
      };
    }
    return type instanceof DataType.Bytes
        ? (in, column) -> ((BytesColumn) column).append(in.data(), in.skip(size), size)
        : mismatch(writer, type);
  }

  private static void duration(AvroInput in, dpone.spi.batch.Column column) {
    int months = in.bits32();
    int days = in.bits32();
    long millis = in.bits32() & 0xFFFF_FFFFL;
    if (months < 0 || days < 0) {
      throw Refusal.tooLarge(
          "interval",
          Integer.toUnsignedString(months)
              + " months, "
              + Integer.toUnsignedString(days)
              + " days");
    }
    ((IntervalColumn) column).append(months, days, millis * 1000);
  }

  private static AvroCell enumeration(AvroType writer, DataType type, @Nullable AvroType reader) {
    byte[][] symbols = new byte[writer.symbols.size()][];
    for (int i = 0; i < symbols.length; i++) {
      String symbol = writer.symbols.get(i);
      if (type instanceof DataType.Enumeration e && !e.values().contains(symbol)) {
        symbol = reader == null ? "" : reader.enumDefault;
      }
      symbols[i] = symbol.getBytes(StandardCharsets.UTF_8);
    }
    if (!(type instanceof DataType.Enumeration) && !(type instanceof DataType.Text)) {
      return mismatch(writer, type);
    }
    return (in, column) -> {
      int index = AvroSkip.symbol(writer, in);
      if (symbols[index].length == 0) {
        throw new PoisonException(
            FormatCode.VALUE_WRONG_TYPE,
            writer.symbols.get(index),
            "the value is none of the enum");
      }
      ((BytesColumn) column).append(symbols[index], 0, symbols[index].length);
    };
  }
}
