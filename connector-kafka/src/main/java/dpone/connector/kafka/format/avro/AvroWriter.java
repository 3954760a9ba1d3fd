package dpone.connector.kafka.format.avro;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.error.DponeException;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.Decimals;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.cell.Units;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes a cell as a value of an Avro type. Used by one thread. */
@FunctionalInterface
interface AvroWriter {
  /** Appends the cell, which may be null only where the type is a union with null. */
  void write(Column column, int row, ByteOutput out);

  /**
   * How cells of a column become values.
   *
   * @throws DponeException FORMAT_TYPE_UNSUPPORTED when they cannot
   */
  static AvroWriter of(DataType type, AvroType target, String path) {
    return switch (target.kind) {
      case NULL -> throw refused(type, target, path);
      case BOOLEAN -> {
        require(type instanceof DataType.Bool, type, target, path);
        yield (c, r, out) -> out.write(((IntColumn) c).get(r));
      }
      case INT -> whole(type, target, path, 32);
      case LONG -> whole(type, target, path, 64);
      case FLOAT -> {
        require(type instanceof DataType.FloatingPoint f && f.bits() == 32, type, target, path);
        yield (c, r, out) ->
            out.int32Little(Float.floatToRawIntBits((float) ((DoubleColumn) c).get(r)));
      }
      case DOUBLE -> {
        require(type instanceof DataType.FloatingPoint, type, target, path);
        yield (c, r, out) -> out.int64Little(Double.doubleToRawLongBits(((DoubleColumn) c).get(r)));
      }
      case STRING -> string(type, target, path);
      case BYTES, FIXED -> bytes(type, target, path);
      case ENUM -> enumeration(type, target, path);
      case ARRAY, MAP, RECORD, UNION -> AvroNestedWriter.of(type, target, path);
    };
  }

  private static AvroWriter whole(DataType type, AvroType target, String path, int bits) {
    int digits =
        switch (target.logical) {
          case "time-millis", "timestamp-millis", "local-timestamp-millis" -> 3;
          case "time-micros", "timestamp-micros", "local-timestamp-micros" -> 6;
          case "timestamp-nanos", "local-timestamp-nanos" -> 9;
          default -> target.dponeType.isEmpty() ? -1 : 9;
        };
    AvroWriter writer =
        switch (type) {
          case DataType.Int t when t.bits() == 64 && bits == 64 ->
              (c, r, out) -> out.zigzag(((LongColumn) c).get(r));
          case DataType.Int t when t.bits() <= 32 ->
              (c, r, out) -> out.zigzag(((IntColumn) c).get(r));
          case DataType.Date t when target.logical.equals("date") -> AvroWriter::date;
          case DataType.Time t when digits >= 0 -> time(t.precision(), digits, t.text());
          case DataType.Timestamp t when digits >= 0 && target.logical.startsWith("local-") ->
              time(t.precision(), digits, t.text());
          case DataType.TimestampTz t when digits >= 0 && target.logical.startsWith("timestamp") ->
              time(t.precision(), digits, t.text());
          default -> throw refused(type, target, path);
        };
    return writer;
  }

  private static void date(Column column, int row, ByteOutput out) {
    int days = ((IntColumn) column).get(row);
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      throw Refusal.tooLarge("a date of Avro", days > 0 ? "infinity" : "-infinity");
    }
    out.zigzag(days);
  }

  private static AvroWriter time(int precision, int digits, String type) {
    return (c, r, out) -> out.zigzag(Units.back(((LongColumn) c).get(r), precision, digits, type));
  }

  private static AvroWriter string(DataType type, AvroType target, String path) {
    TextForms.Form form =
        TextForms.of(type instanceof DataType.Json ? new DataType.Text() : type, false)
            .orElseThrow(() -> refused(type, target, path));
    boolean utf8 = type instanceof DataType.Text || type instanceof DataType.Json;
    ByteOutput text = new ByteOutput(64);
    return (c, r, out) -> {
      text.truncate(0);
      form.write(c, r, text);
      if (utf8) {
        Utf8.check(text.array(), 0, text.length());
      }
      out.zigzag(text.length());
      out.write(text.array(), 0, text.length());
    };
  }

  private static AvroWriter bytes(DataType type, AvroType target, String path) {
    boolean fixed = target.kind == AvroType.Kind.FIXED;
    if (type instanceof DataType.Bytes && target.logical.isEmpty()) {
      return (c, r, out) -> {
        BytesColumn b = (BytesColumn) c;
        int length = b.end(r) - b.start(r);
        if (!fixed) {
          out.zigzag(length);
        } else if (length != target.size) {
          throw Refusal.tooLarge("fixed of " + target.size + " bytes", length + " bytes");
        }
        out.write(b.data(), b.start(r), length);
      };
    }
    if (type instanceof DataType.Uuid && fixed && target.size == 16) {
      return (c, r, out) -> {
        out.int64Little(Long.reverseBytes(((Int128Column) c).high(r)));
        out.int64Little(Long.reverseBytes(((Int128Column) c).low(r)));
      };
    }
    require(target.logical.equals("decimal"), type, target, path);
    DataType.Decimal decimal = new DataType.Decimal(target.precision, target.scale);
    if (type instanceof DataType.Decimal t
        && t.precision() <= 38
        && t.scale() == target.scale
        && t.precision() <= target.precision
        && !fixed) {
      return (c, r, out) -> int128(((Int128Column) c).high(r), ((Int128Column) c).low(r), out);
    }
    TextForms.Form form = TextForms.of(type, false).orElseThrow(() -> refused(type, target, path));
    require(
        type instanceof DataType.Decimal
            || type instanceof DataType.AnyDecimal
            || type instanceof DataType.UInt64
            || type instanceof DataType.Int,
        type,
        target,
        path);
    ByteOutput text = new ByteOutput(64);
    return (c, r, out) -> {
      text.truncate(0);
      form.write(c, r, text);
      BigInteger unscaled =
          Decimals.unscaled(Decimals.parse(text.array(), 0, text.length()), decimal);
      binary(unscaled.toByteArray(), target, fixed, out);
    };
  }

  private static void binary(byte[] bytes, AvroType target, boolean fixed, ByteOutput out) {
    if (!fixed) {
      out.zigzag(bytes.length);
    } else if (bytes.length > target.size) {
      throw Refusal.tooLarge(
          "fixed of " + target.size + " bytes",
          new BigDecimal(new BigInteger(bytes), target.scale).toString());
    } else {
      for (int i = bytes.length; i < target.size; i++) {
        out.write(bytes[0] < 0 ? -1 : 0);
      }
    }
    out.write(bytes);
  }

  /** The shortest two's complement, the most significant byte first. */
  private static void int128(long high, long low, ByteOutput out) {
    int length = 16;
    long sign = high == low >> 63 ? low : high;
    if (high == low >> 63) {
      length = 8;
    }
    int redundant = (Long.numberOfLeadingZeros(sign ^ (sign >> 63)) - 1) / 8;
    length -= redundant;
    out.zigzag(length);
    for (int i = length - 1; i >= 0; i--) {
      out.write((int) (i >= 8 ? high >> (8 * (i - 8)) : low >> (8 * i)));
    }
  }

  private static AvroWriter enumeration(DataType type, AvroType target, String path) {
    require(
        type instanceof DataType.Enumeration || type instanceof DataType.Text, type, target, path);
    byte[][] symbols =
        target.symbols.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return (c, r, out) -> {
      BytesColumn b = (BytesColumn) c;
      for (int i = 0; i < symbols.length; i++) {
        byte[] symbol = symbols[i];
        if (java.util.Arrays.equals(symbol, 0, symbol.length, b.data(), b.start(r), b.end(r))) {
          out.zigzag(i);
          return;
        }
      }
      throw new PoisonException(
          FormatCode.VALUE_WRONG_TYPE, b.text(r), "the value is none of the enum");
    };
  }

  /** Refuses a pair of types that cannot be. */
  static void require(boolean possible, DataType type, AvroType target, String path) {
    if (!possible) {
      throw refused(type, target, path);
    }
  }

  /** The error of such a pair. */
  static DponeException refused(DataType type, AvroType target, String path) {
    return FormatCode.TYPE_UNSUPPORTED
        .error(
            "column "
                + path
                + " of type "
                + type.text()
                + " cannot be written as "
                + target.branchName()
                + (target.logical.isEmpty() ? "" : " (" + target.logical + ")"))
        .build();
  }
}
