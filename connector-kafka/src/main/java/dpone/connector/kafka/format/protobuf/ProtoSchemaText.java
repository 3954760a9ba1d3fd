package dpone.connector.kafka.format.protobuf;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The .proto text that follows from columns. A column keeps the number it has in the newest schema;
 * the number of one that is gone is reserved and never given again.
 */
final class ProtoSchemaText {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private final StringBuilder text = new StringBuilder();
  private boolean needsTimestamp;

  private ProtoSchemaText() {}

  /**
   * A schema.
   *
   * @param recordName full name of the message
   * @param before the message of the newest schema; null when there is none
   */
  static String of(
      String recordName, List<Field> fields, boolean envelope, @Nullable ProtoMessage before) {
    ProtoSchemaText writer = new ProtoSchemaText();
    int dot = recordName.lastIndexOf('.');
    String name = recordName.substring(dot + 1);
    if (envelope) {
      writer.envelope(name, fields, before);
    } else {
      writer.message(name, fields, before, "");
    }
    return "syntax = \"proto3\";\n"
        + (dot < 0 ? "" : "package " + recordName.substring(0, dot) + ";\n")
        + (writer.needsTimestamp ? "\nimport \"google/protobuf/timestamp.proto\";\n" : "")
        + "\n"
        + writer.text;
  }

  /** A name that a message may have, made of a topic's. */
  static String nameOf(String topic) {
    String name = topic.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "T" + name : name;
  }

  private void envelope(String name, List<Field> fields, @Nullable ProtoMessage before) {
    text.append("message ").append(name).append("Envelope {\n");
    text.append("  string op = 1;\n  ").append(name).append(" data = 2;\n");
    text.append("  map<string, string> metadata = 3;\n  map<string, string> source = 4;\n");
    ProtoMessage row = null;
    if (before != null) {
      row = before.member("data").map(ProtoMessage.Member::message).orElse(null);
    }
    message(name, fields, row, "  ");
    text.append("}\n");
  }

  private void message(
      String name, List<Field> fields, @Nullable ProtoMessage before, String indent) {
    text.append(indent).append("message ").append(name).append(" {\n");
    Map<String, Integer> numbers = numbers(fields, before);
    String inner = indent + "  ";
    reserved(fields, before, inner);
    for (Field field : fields) {
      ProtoMessage.Member known = before == null ? null : before.member(field.name()).orElse(null);
      ProtoMessage nested = known == null ? null : known.message();
      if (struct(field.type()) instanceof DataType.Struct struct) {
        message(nameOf(field.name()) + "Message", struct.fields(), nested, inner);
      }
      text.append(inner)
          .append(type(field))
          .append(' ')
          .append(field.name())
          .append(" = ")
          .append(numbers.get(field.name()))
          .append(";\n");
    }
    text.append(indent).append("}\n");
  }

  private static DataType struct(DataType type) {
    return switch (type) {
      case DataType.Array t -> t.element();
      case DataType.Mapping t -> t.value();
      default -> type;
    };
  }

  private static Map<String, Integer> numbers(List<Field> fields, @Nullable ProtoMessage before) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int highest = before == null ? 0 : before.highestReserved;
    if (before != null) {
      for (ProtoMessage.Member member : before.members.values()) {
        highest = Math.max(highest, member.number());
      }
    }
    for (Field field : fields) {
      if (!field.name().matches(NAME)) {
        throw FormatCode.TYPE_UNSUPPORTED
            .error("a message cannot have a field of the name " + field.name())
            .remedy("give the column another name in the source's query")
            .build();
      }
      ProtoMessage.Member known = before == null ? null : before.member(field.name()).orElse(null);
      // Numbers 19000 to 19999 belong to the language itself.
      highest = known == null && highest == 18_999 ? 19_999 : highest;
      numbers.put(field.name(), known == null ? ++highest : known.number());
    }
    return numbers;
  }

  private void reserved(List<Field> fields, @Nullable ProtoMessage before, String indent) {
    if (before == null) {
      return;
    }
    List<String> names = fields.stream().map(Field::name).toList();
    List<String> gone = new ArrayList<>();
    int highest = 0;
    for (ProtoMessage.Member member : before.members.values()) {
      highest = Math.max(highest, member.number());
      if (!names.contains(member.name())) {
        gone.add(Integer.toString(member.number()));
      }
    }
    if (before.highestReserved > highest) {
      gone.add(Integer.toString(before.highestReserved));
    }
    if (!gone.isEmpty()) {
      text.append(indent).append("reserved ").append(String.join(", ", gone)).append(";\n");
    }
  }

  private String type(Field field) {
    return switch (field.type()) {
      case DataType.Array t -> "repeated " + one(t.element(), field.name());
      case DataType.Mapping t -> {
        String key = one(t.key(), field.name());
        if (!List.of("string", "int32", "int64", "uint64", "bool").contains(key)) {
          throw unsupported(field.name(), t);
        }
        yield "map<" + key + ", " + one(t.value(), field.name()) + ">";
      }
      case DataType.Struct t -> one(t, field.name());
      default -> {
        String type = one(field.type(), field.name());
        yield field.nullable() && type.indexOf('.') < 0 ? "optional " + type : type;
      }
    };
  }

  private String one(DataType type, String path) {
    return switch (type) {
      case DataType.Bool t -> "bool";
      case DataType.Int t -> t.bits() == 64 ? "int64" : "int32";
      case DataType.UInt64 t -> "uint64";
      case DataType.FloatingPoint t -> t.bits() == 32 ? "float" : "double";
      case DataType.Bytes t -> "bytes";
      case DataType.TimestampTz t -> {
        needsTimestamp = true;
        yield "google.protobuf.Timestamp";
      }
      case DataType.Struct t -> nameOf(path) + "Message";
      case DataType.Array t -> throw unsupported(path, t);
      case DataType.Mapping t -> throw unsupported(path, t);
      // Exact as text: a message has no decimal, date or UUID of its own.
      default -> "string";
    };
  }

  private static RuntimeException unsupported(String path, DataType type) {
    return FormatCode.TYPE_UNSUPPORTED
        .error("column " + path + ": a message cannot hold " + type.text() + " here")
        .build();
  }
}
