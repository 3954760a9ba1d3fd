package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Int128;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.cell.Units;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the value of a cell, without its tag. Used by one thread. */
@FunctionalInterface
interface ProtoWriter {
  /** Appends a value that is not null. */
  void write(Column column, int row, ByteOutput out);

  /** How one value of a column is written to a field. */
  static ProtoWriter of(DataType type, ProtoMessage.Member member, String path) {
    return switch (member.kind()) {
      case DOUBLE -> {
        require(type instanceof DataType.FloatingPoint, type, member, path);
        yield (c, r, o) -> o.int64Little(Double.doubleToRawLongBits(((DoubleColumn) c).get(r)));
      }
      case FLOAT -> {
        require(type instanceof DataType.FloatingPoint f && f.bits() == 32, type, member, path);
        yield (c, r, o) ->
            o.int32Little(Float.floatToRawIntBits((float) ((DoubleColumn) c).get(r)));
      }
      case BOOL -> {
        require(type instanceof DataType.Bool, type, member, path);
        yield (c, r, o) -> o.write(((IntColumn) c).get(r));
      }
      case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64, UINT32, UINT64, FIXED32, FIXED64 ->
          whole(type, member, path);
      case STRING -> string(type, member, path);
      case BYTES -> {
        require(type instanceof DataType.Bytes, type, member, path);
        yield (c, r, o) -> {
          BytesColumn b = (BytesColumn) c;
          o.varint(b.end(r) - b.start(r));
          o.write(b.data(), b.start(r), b.end(r) - b.start(r));
        };
      }
      case ENUM -> enumeration(type, member, path);
      case MESSAGE -> message(type, member, path);
    };
  }

  private static ProtoWriter whole(DataType type, ProtoMessage.Member member, String path) {
    boolean unsigned = type instanceof DataType.UInt64;
    require(type instanceof DataType.Int || unsigned, type, member, path);
    boolean small = type instanceof DataType.Int t && t.bits() <= 32;
    long least =
        switch (member.kind()) {
          case INT32, SINT32, SFIXED32 -> Integer.MIN_VALUE;
          case INT64, SINT64, SFIXED64 -> Long.MIN_VALUE;
          default -> 0;
        };
    long most =
        switch (member.kind()) {
          case INT32, SINT32, SFIXED32 -> Integer.MAX_VALUE;
          case UINT32, FIXED32 -> 0xFFFF_FFFFL;
          default -> Long.MAX_VALUE;
        };
    boolean same =
        unsigned
            && (member.kind() == ProtoMessage.Kind.UINT64
                || member.kind() == ProtoMessage.Kind.FIXED64);
    return (c, r, o) -> {
      long value = small ? ((IntColumn) c).get(r) : ((LongColumn) c).get(r);
      if (!same && (value < least || value > most || (unsigned && value < 0))) {
        throw Refusal.tooLarge(
            member.kind().name(), unsigned ? Long.toUnsignedString(value) : Long.toString(value));
      }
      switch (member.kind()) {
        case SINT32, SINT64 -> o.zigzag(value);
        case FIXED32, SFIXED32 -> o.int32Little((int) value);
        case FIXED64, SFIXED64 -> o.int64Little(value);
        default -> o.varint(value);
      }
    };
  }

  private static ProtoWriter string(DataType type, ProtoMessage.Member member, String path) {
    boolean isText = type instanceof DataType.Text || type instanceof DataType.Json;
    TextForms.Form form =
        TextForms.of(isText ? new DataType.Text() : type, false)
            .orElseThrow(() -> refused(type, member, path));
    require(!(type instanceof DataType.Bytes), type, member, path);
    ByteOutput text = new ByteOutput(64);
    return (c, r, o) -> {
      text.truncate(0);
      form.write(c, r, text);
      if (isText) {
        Utf8.check(text.array(), 0, text.length());
      }
      o.varint(text.length());
      o.write(text.array(), 0, text.length());
    };
  }

  private static ProtoWriter enumeration(DataType type, ProtoMessage.Member member, String path) {
    require(
        type instanceof DataType.Enumeration || type instanceof DataType.Text, type, member, path);
    Map<String, Integer> numbers = new HashMap<>();
    member.values().names().forEach((number, name) -> numbers.put(name, number));
    return (c, r, o) -> {
      String name = ((BytesColumn) c).text(r);
      Integer number = numbers.get(name);
      if (number == null) {
        throw new PoisonException(
            FormatCode.VALUE_WRONG_TYPE, name, "the value is none of the enum");
      }
      o.varint(number);
    };
  }

  private static ProtoWriter message(DataType type, ProtoMessage.Member member, String path) {
    ProtoMessage message = member.type();
    if (WellKnown.isWrapper(message)) {
      ProtoMessage.Member value = message.required("value");
      ProtoWriter writer = of(type, value, path);
      return framed((c, r, o) -> {
        o.varint(1 << 3 | value.kind().wire());
        writer.write(c, r, o);
      });
    }
    if (message.name.equals(WellKnown.TIMESTAMP) && type instanceof DataType.TimestampTz t) {
      return framed((c, r, o) -> timestamp(((LongColumn) c).get(r), t, o));
    }
    if (type instanceof DataType.Struct struct) {
      ProtoFieldWriter[] fields =
          fields(struct.fields(), message, path).toArray(ProtoFieldWriter[]::new);
      return framed((c, r, o) -> {
        for (ProtoFieldWriter field : fields) {
          field.write(((StructColumn) c).field(field.source()), r, o);
        }
      });
    }
    throw refused(type, member, path);
  }

  private static void timestamp(long value, DataType.TimestampTz type, ByteOutput out) {
    int digits = Units.digits(type.precision());
    long unit = Int128.power(digits);
    long seconds = Math.floorDiv(value, unit);
    long nanos = Math.floorMod(value, unit) * Int128.power(9 - digits);
    if (seconds < -62_135_596_800L || seconds > 253_402_300_799L) {
      throw Refusal.tooLarge("google.protobuf.Timestamp", Long.toString(value));
    }
    if (seconds != 0) {
      out.write(1 << 3);
      out.varint(seconds);
    }
    if (nanos != 0) {
      out.write(2 << 3);
      out.varint(nanos);
    }
  }

  /** Puts the length before what is written, which nobody knows until then. */
  private static ProtoWriter framed(ProtoWriter content) {
    return (column, row, out) -> {
      int start = out.length();
      content.write(column, row, out);
      frame(start, out);
    };
  }

  /** Puts the length of what was written since {@code start} before it. */
  static void frame(int start, ByteOutput out) {
    int length = out.length() - start;
    int size = (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    out.insert(start, size);
    int rest = length;
    for (int i = 0; i < size; i++) {
      out.set(start + i, i == size - 1 ? rest : (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
  }

  /** Matches columns with a message's fields by name. */
  static List<ProtoFieldWriter> fields(List<Field> columns, ProtoMessage message, String path) {
    List<ProtoFieldWriter> writers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      String inner = path.isEmpty() ? column.name() : path + "." + column.name();
      ProtoMessage.Member member =
          message
              .member(column.name())
              .orElseThrow(() ->
                  FormatCode.TYPE_UNSUPPORTED
                      .error("message " + message.name + " has no field for column " + inner)
                      .remedy("add the field to the schema, or leave the column out")
                      .build());
      writers.add(ProtoFieldWriter.of(i, column.type(), member, inner));
    }
    List<String> names = columns.stream().map(Field::name).toList();
    for (ProtoMessage.Member member : message.members.values()) {
      if (member.required() && !names.contains(member.name())) {
        throw FormatCode.TYPE_UNSUPPORTED
            .error("no column serves the required field " + message.name + "." + member.name())
            .build();
      }
    }
    return writers;
  }

  /** Refuses a pair of types that cannot be. */
  static void require(boolean possible, DataType type, ProtoMessage.Member member, String path) {
    if (!possible) {
      throw refused(type, member, path);
    }
  }

  /** The error of such a pair. */
  static RuntimeException refused(DataType type, ProtoMessage.Member member, String path) {
    return FormatCode.TYPE_UNSUPPORTED
        .error(
            "column "
                + path
                + " of type "
                + type.text()
                + " cannot be written as "
                + (member.kind() == ProtoMessage.Kind.MESSAGE
                    ? member.type().name
                    : member.kind().name()))
        .build();
  }

  /** Writes elements, which must not be null, each behind the tag; 0 for no tag. */
  static void elements(
      ListColumn list, int row, int tag, ProtoWriter element, Column cells, ByteOutput out) {
    for (int i = list.start(row); i < list.end(row); i++) {
      if (cells.state(i) != CellState.VALUE) {
        throw new PoisonException(
            FormatCode.VALUE_MISSING, null, "an element is null, which a message cannot hold");
      }
      if (tag != 0) {
        out.varint(tag);
      }
      element.write(cells, i, out);
    }
  }
}
