package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.IsoDate;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.cell.Units;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.cell.Whole;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How one value of a field becomes a cell of a column's type; what does not fit is poison. */
final class ProtoCells {
  private ProtoCells() {}

  static ProtoCell of(ProtoMessage.Member member, DataType type) {
    return switch (member.kind()) {
      case DOUBLE ->
          type instanceof DataType.FloatingPoint f && f.bits() == 64
              ? (in, c) -> ((DoubleColumn) c).append(Double.longBitsToDouble(in.bits64()))
              : mismatch(member, type);
      case FLOAT ->
          type instanceof DataType.FloatingPoint
              ? (in, c) -> ((DoubleColumn) c).append(Float.intBitsToFloat(in.bits32()))
              : mismatch(member, type);
      case BOOL ->
          type instanceof DataType.Bool
              ? (in, c) -> ((IntColumn) c).append(in.varint() == 0 ? 0 : 1)
              : mismatch(member, type);
      case STRING -> string(member, type);
      case BYTES -> type instanceof DataType.Bytes ? ProtoCells::raw : mismatch(member, type);
      case ENUM -> enumeration(member, type);
      case MESSAGE -> message(member, type);
      default -> whole(member, type);
    };
  }

  static ProtoCell mismatch(ProtoMessage.Member member, DataType type) {
    String what =
        member.kind() == ProtoMessage.Kind.MESSAGE ? member.type().name : "" + member.kind();
    String reason =
        "the schema has " + what + ", which a column of type " + type.text() + " does not take";
    return (in, column) -> {
      throw new PoisonException(FormatCode.VALUE_WRONG_TYPE, null, reason);
    };
  }

  private static ProtoCell whole(ProtoMessage.Member member, DataType type) {
    boolean isTime =
        type instanceof DataType.Date
            || type instanceof DataType.Time
            || type instanceof DataType.Timestamp
            || type instanceof DataType.TimestampTz;
    Optional<Whole> whole = isTime ? Optional.empty() : Whole.of(type, 0);
    if (whole.isEmpty()) {
      return mismatch(member, type);
    }
    Whole to = whole.get();
    return switch (member.kind()) {
      case INT32 -> (in, c) -> to.append(in.varint() << 32 >> 32, c);
      case INT64 -> (in, c) -> to.append(in.varint(), c);
      case UINT32 -> (in, c) -> to.append(in.varint() & 0xFFFF_FFFFL, c);
      case SINT32, SINT64 -> (in, c) -> to.append(zigzag(in.varint()), c);
      case FIXED32 -> (in, c) -> to.append(in.bits32() & 0xFFFF_FFFFL, c);
      case SFIXED32 -> (in, c) -> to.append(in.bits32(), c);
      case SFIXED64 -> (in, c) -> to.append(in.bits64(), c);
      case FIXED64 ->
          type instanceof DataType.UInt64
              ? (in, c) -> ((LongColumn) c).append(in.bits64())
              : (in, c) -> to.append(positive(in.bits64(), type), c);
      default ->
          type instanceof DataType.UInt64
              ? (in, c) -> ((LongColumn) c).append(in.varint())
              : (in, c) -> to.append(positive(in.varint(), type), c);
    };
  }

  private static long zigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  private static long positive(long value, DataType type) {
    if (value < 0) {
      throw Refusal.tooLarge(type.text(), Long.toUnsignedString(value));
    }
    return value;
  }

  private static void raw(ProtoInput in, Column column) {
    int length = in.length();
    ((BytesColumn) column).append(in.data(), in.skip(length), length);
  }

  private static ProtoCell string(ProtoMessage.Member member, DataType type) {
    if (type instanceof DataType.Text || type instanceof DataType.Json) {
      return (in, column) -> {
        int length = in.length();
        int from = in.skip(length);
        Utf8.check(in.data(), from, from + length);
        ((BytesColumn) column).append(in.data(), from, length);
      };
    }
    Optional<TextCell> cell = TextCells.of(type, CellForm.STANDARD, false);
    if (cell.isEmpty() || type instanceof DataType.Bytes) {
      return mismatch(member, type);
    }
    TextCell target = cell.get();
    return (in, column) -> {
      int length = in.length();
      int from = in.skip(length);
      target.append(in.data(), from, from + length, column);
    };
  }

  private static ProtoCell enumeration(ProtoMessage.Member member, DataType type) {
    if (!(type instanceof DataType.Enumeration) && !(type instanceof DataType.Text)) {
      return mismatch(member, type);
    }
    Map<Integer, byte[]> names = new HashMap<>();
    member
        .values()
        .names()
        .forEach((number, name) -> {
          if (!(type instanceof DataType.Enumeration e) || e.values().contains(name)) {
            names.put(number, name.getBytes(StandardCharsets.UTF_8));
          }
        });
    return (in, column) -> {
      int number = (int) in.varint();
      byte[] name = names.get(number);
      if (name == null) {
        throw new PoisonException(
            FormatCode.VALUE_WRONG_TYPE,
            Integer.toString(number),
            "the number is none of the enum");
      }
      ((BytesColumn) column).append(name, 0, name.length);
    };
  }

  private static ProtoCell message(ProtoMessage.Member member, DataType type) {
    ProtoMessage message = member.type();
    if (WellKnown.isWrapper(message)) {
      return wrapper(message.required("value"), type);
    }
    if (WellKnown.isJson(message) && type instanceof DataType.Json) {
      return new ProtoJson(message)::read;
    }
    if (message.name.equals(WellKnown.TIMESTAMP) && type instanceof DataType.TimestampTz t) {
      return pair((s, n, c) -> ((LongColumn) c).append(timestamp(s, n, t)));
    }
    if (message.name.equals(WellKnown.DURATION) && type instanceof DataType.Interval) {
      return pair(ProtoCells::duration);
    }
    if (message.name.equals(WellKnown.DATE) && type instanceof DataType.Date) {
      return ProtoCells::date;
    }
    if (type instanceof DataType.Struct struct) {
      MessagePlan plan = MessagePlan.of(message, struct.fields());
      return (in, column) -> {
        StructColumn target = (StructColumn) column;
        int outer = in.enter();
        plan.bind(target);
        plan.read(in, target.rows());
        in.leave(outer);
        target.endStruct();
      };
    }
    return mismatch(member, type);
  }

  private static ProtoCell wrapper(ProtoMessage.Member value, DataType type) {
    ProtoCell cell = of(value.single(), type);
    ProtoCell zero = MessagePlan.zero(value, type);
    return (in, column) -> {
      int before = column.rows();
      int outer = in.enter();
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == (1 << 3 | value.kind().wire())) {
          column.truncate(before);
          cell.read(in, column);
        } else {
          in.skipValue(tag);
        }
      }
      in.leave(outer);
      if (column.rows() == before) {
        zero.read(in, column);
      }
    };
  }

  /** Takes seconds and nanoseconds. */
  @FunctionalInterface
  private interface Pair {
    void append(long seconds, int nanos, Column column);
  }

  private static ProtoCell pair(Pair target) {
    return (in, column) -> {
      int outer = in.enter();
      long seconds = 0;
      int nanos = 0;
      while (in.hasMore()) {
        int tag = in.tag();
        switch (tag) {
          case 1 << 3 -> seconds = in.varint();
          case 2 << 3 -> nanos = (int) in.varint();
          default -> in.skipValue(tag);
        }
      }
      in.leave(outer);
      target.append(seconds, nanos, column);
    };
  }

  private static long timestamp(long seconds, int nanos, DataType.TimestampTz type) {
    if (nanos < 0 || nanos > 999_999_999) {
      throw Refusal.malformed("a timestamp of the message has " + nanos + " nanoseconds");
    }
    long base = Units.move(seconds, 0, type.precision(), type.text());
    long rest = Units.move(nanos, 9, type.precision(), type.text());
    return Units.check(base + rest, type.precision(), type.text());
  }

  private static void duration(long seconds, int nanos, Column column) {
    long micros = Units.move(seconds, 0, 6, "interval") + Units.move(nanos, 9, 6, "interval");
    ((IntervalColumn) column).append(0, 0, micros);
  }

  private static void date(ProtoInput in, Column column) {
    int[] parts = new int[4];
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      if ((tag & 7) == 0 && tag >>> 3 <= 3) {
        parts[tag >>> 3] = (int) in.varint();
      } else {
        in.skipValue(tag);
      }
    }
    in.leave(outer);
    boolean whole = parts[1] > 0 && parts[1] < 10_000 && parts[2] > 0 && parts[2] < 13;
    if (!whole
        || parts[3] < 1
        || parts[3] > java.time.YearMonth.of(parts[1], parts[2]).lengthOfMonth()) {
      throw Refusal.tooLarge("date", parts[1] + "-" + parts[2] + "-" + parts[3]);
    }
    ((IntColumn) column).append((int) IsoDate.days(parts[1], parts[2], parts[3]));
  }
}
