package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;

/**
 * Writes one field of a message: nothing for a null, tag and value otherwise.
 *
 * @param source index of its column among those written
 * @param name the field's name
 * @param mayBeNull whether the schema tells a null from a zero
 */
record ProtoFieldWriter(int source, String name, boolean mayBeNull, ProtoWriter writer) {
  static ProtoFieldWriter of(int source, DataType type, ProtoMessage.Member member, String path) {
    int tag = member.number() << 3 | member.kind().wire();
    if (member.map()) {
      return new ProtoFieldWriter(source, member.name(), false, map(type, member, tag, path));
    }
    if (member.repeated()) {
      if (!(type instanceof DataType.Array array)) {
        throw ProtoWriter.refused(type, member, path);
      }
      ProtoWriter element = ProtoWriter.of(array.element(), member.single(), path);
      return new ProtoFieldWriter(
          source,
          member.name(),
          false,
          member.kind().wire() == 2 ? each(tag, element) : packed(member.number(), element));
    }
    ProtoWriter value = ProtoWriter.of(type, member, path);
    return new ProtoFieldWriter(
        source,
        member.name(),
        member.hasPresence() && !member.required(),
        (c, r, out) -> {
          out.varint(tag);
          value.write(c, r, out);
        });
  }

  private static ProtoWriter each(int tag, ProtoWriter element) {
    return (c, r, out) -> {
      ListColumn list = (ListColumn) c;
      ProtoWriter.elements(list, r, tag, element, list.elements(), out);
    };
  }

  /** Numbers stand together behind one tag, as proto3 does it unless told otherwise. */
  private static ProtoWriter packed(int number, ProtoWriter element) {
    return (c, r, out) -> {
      ListColumn list = (ListColumn) c;
      if (list.start(r) == list.end(r)) {
        return;
      }
      out.varint(number << 3 | 2);
      int start = out.length();
      ProtoWriter.elements(list, r, 0, element, list.elements(), out);
      ProtoWriter.frame(start, out);
    };
  }

  private static ProtoWriter map(DataType type, ProtoMessage.Member member, int tag, String path) {
    if (!(type instanceof DataType.Mapping map)) {
      throw ProtoWriter.refused(type, member, path);
    }
    ProtoMessage.Member keyMember = member.type().required("key");
    ProtoMessage.Member valueMember = member.type().required("value");
    ProtoWriter key = ProtoWriter.of(map.key(), keyMember, path);
    ProtoWriter value = ProtoWriter.of(map.value(), valueMember, path);
    ProtoWriter entry =
        (c, i, out) -> {
          StructColumn entries = (StructColumn) c;
          if (entries.field(0).isNull(i) || entries.field(1).isNull(i)) {
            throw new PoisonException(
                FormatCode.VALUE_MISSING,
                null,
                "a key or value is null, which a map of a message cannot hold");
          }
          int start = out.length();
          out.varint(1 << 3 | keyMember.kind().wire());
          key.write(entries.field(0), i, out);
          out.varint(2 << 3 | valueMember.kind().wire());
          value.write(entries.field(1), i, out);
          ProtoWriter.frame(start, out);
        };
    return (c, r, out) -> {
      ListColumn list = (ListColumn) c;
      ProtoWriter.elements(list, r, tag, entry, list.elements(), out);
    };
  }

  void write(Column column, int row, ByteOutput out) {
    try {
      if (column.state(row) == CellState.VALUE) {
        writer.write(column, row, out);
      } else if (!mayBeNull || column.state(row) == CellState.UNCHANGED) {
        throw new PoisonException(
            FormatCode.VALUE_MISSING,
            null,
            "the value is null, and the message cannot tell it from an empty one");
      }
    } catch (PoisonException e) {
      throw e.in(name);
    }
  }
}
