package dpone.connector.kafka.format.protobuf;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns that a message stands for. */
final class ProtoColumns {
  private final Set<String> open = new HashSet<>();

  List<Field> of(ProtoMessage message) {
    if (!open.add(message.name)) {
      throw FormatCode.TYPE_UNSUPPORTED
          .error("message " + message.name + " contains itself, which no column can")
          .build();
    }
    List<Field> fields = new ArrayList<>();
    for (ProtoMessage.Member member : message.members.values()) {
      fields.add(new Field(member.name(), type(member), member.hasPresence(), ""));
    }
    open.remove(message.name);
    return fields;
  }

  private DataType type(ProtoMessage.Member member) {
    if (member.map()) {
      ProtoMessage entry = member.type();
      return new DataType.Mapping(one(entry.required("key")), one(entry.required("value")));
    }
    return member.repeated() ? new DataType.Array(one(member)) : one(member);
  }

  private DataType one(ProtoMessage.Member member) {
    return switch (member.kind()) {
      case DOUBLE -> new DataType.FloatingPoint(64);
      case FLOAT -> new DataType.FloatingPoint(32);
      case INT32, SINT32, SFIXED32 -> new DataType.Int(32);
      case INT64, SINT64, SFIXED64, UINT32, FIXED32 -> new DataType.Int(64);
      case UINT64, FIXED64 -> new DataType.UInt64();
      case BOOL -> new DataType.Bool();
      case STRING -> new DataType.Text();
      case BYTES -> new DataType.Bytes();
      case ENUM -> new DataType.Enumeration(List.copyOf(member.values().names().values()));
      case MESSAGE -> message(member.type());
    };
  }

  private DataType message(ProtoMessage message) {
    if (WellKnown.isWrapper(message)) {
      return one(message.required("value"));
    }
    if (WellKnown.isJson(message)) {
      return new DataType.Json();
    }
    return switch (message.name) {
      case WellKnown.TIMESTAMP -> new DataType.TimestampTz(9);
      case WellKnown.DURATION -> new DataType.Interval();
      case WellKnown.DATE -> new DataType.Date();
      default -> new DataType.Struct(of(message));
    };
  }
}
