package dpone.connector.kafka.format.protobuf;

import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of a .proto text and of those that it imports. */
final class ProtoSchema {
  private final Map<String, ProtoMessage> messages = new HashMap<>();
  private final Map<String, ProtoMessage.Enumeration> enums = new HashMap<>();
  private final List<Runnable> later = new ArrayList<>();
  private List<ProtoMessage> top = List.of();

  private ProtoSchema() {}

  /**
   * The schema of a text.
   *
   * @param imports texts that it imports, in any order; those of google/protobuf are known
   */
  static ProtoSchema parse(String text, Collection<String> imports) {
    ProtoSchema schema = new ProtoSchema();
    try {
      WellKnown.FILES.forEach(schema::file);
      imports.forEach(schema::file);
      schema.top = schema.file(text);
      schema.later.forEach(Runnable::run);
    } catch (DponeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return schema;
  }

  /** The message at a path of indexes, as in the framing; null when there is none. */
  @Nullable ProtoMessage at(int[] path) {
    List<ProtoMessage> level = top;
    ProtoMessage found = null;
    for (int index : path) {
      if (index < 0 || index >= level.size()) {
        return null;
      }
      found = level.get(index);
      level = found.nested;
    }
    return found;
  }

  /** The path to a message by its full or bare name, or to the first one; null without it. */
  int @Nullable [] path(String name) {
    return path(name, top, new int[0]);
  }

  private static int @Nullable [] path(String name, List<ProtoMessage> level, int[] prefix) {
    for (int i = 0; i < level.size(); i++) {
      int[] path = java.util.Arrays.copyOf(prefix, prefix.length + 1);
      path[prefix.length] = i;
      String full = level.get(i).name;
      if (name.isEmpty() || full.equals(name) || full.endsWith("." + name)) {
        return path;
      }
      int[] deeper = path(name, level.get(i).nested, path);
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }

  private List<ProtoMessage> file(String text) {
    ProtoFileElement file = ProtoParser.Companion.parse(Location.get("schema.proto"), text);
    String space = file.getPackageName() == null ? "" : file.getPackageName() + ".";
    boolean proto3 = "proto3".equals(String.valueOf(file.getSyntax()));
    return types(file.getTypes(), space, proto3);
  }

  private List<ProtoMessage> types(List<TypeElement> elements, String prefix, boolean proto3) {
    List<ProtoMessage> found = new ArrayList<>();
    for (TypeElement element : elements) {
      if (element instanceof MessageElement message) {
        ProtoMessage made = new ProtoMessage(prefix + message.getName());
        messages.put(made.name, made);
        found.add(made);
        made.nested.addAll(types(message.getNestedTypes(), made.name + ".", proto3));
        later.add(() -> fields(message, made, proto3));
      } else if (element instanceof EnumElement enumeration) {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (EnumConstantElement constant : enumeration.getConstants()) {
          names.putIfAbsent(constant.getTag(), constant.getName());
        }
        String name = prefix + enumeration.getName();
        enums.put(name, new ProtoMessage.Enumeration(name, names));
      }
    }
    return found;
  }

  private void fields(MessageElement element, ProtoMessage message, boolean proto3) {
    for (FieldElement field : element.getFields()) {
      add(message, field, false, proto3);
    }
    for (OneOfElement oneOf : element.getOneOfs()) {
      for (FieldElement field : oneOf.getFields()) {
        add(message, field, true, proto3);
      }
    }
    element
        .getReserveds()
        .forEach(r ->
            r.getValues()
                .forEach(v -> message.highestReserved = highest(v, message.highestReserved)));
  }

  private static int highest(Object reserved, int known) {
    if (reserved instanceof Integer number) {
      return Math.max(known, number);
    }
    // A range up to "max" leaves no numbers to give; the range itself is not looked at then.
    return reserved instanceof kotlin.ranges.IntRange range && range.getLast() < 1 << 28
        ? Math.max(known, range.getLast())
        : known;
  }

  private void add(ProtoMessage message, FieldElement field, boolean oneOf, boolean proto3) {
    Field.Label label = field.getLabel();
    boolean repeated = label == Field.Label.REPEATED;
    String type = field.getType();
    if (type.startsWith("map<")) {
      int comma = type.indexOf(',');
      ProtoMessage entry = new ProtoMessage(message.name + "." + field.getName());
      String key = type.substring(4, comma).strip();
      String value = type.substring(comma + 1, type.length() - 1).strip();
      entry.members.put("key", member("key", 1, key, message, true));
      entry.members.put("value", member("value", 2, value, message, true));
      put(
          message,
          new ProtoMessage.Member(
              field.getName(),
              field.getTag(),
              ProtoMessage.Kind.MESSAGE,
              entry,
              null,
              true,
              true,
              false,
              false,
              null));
      return;
    }
    ProtoMessage.Member plain = member(field.getName(), field.getTag(), type, message, true);
    boolean presence =
        !repeated
            && (!proto3
                || oneOf
                || label == Field.Label.OPTIONAL
                || plain.kind() == ProtoMessage.Kind.MESSAGE);
    put(
        message,
        new ProtoMessage.Member(
            plain.name(),
            plain.number(),
            plain.kind(),
            plain.message(),
            plain.enumeration(),
            repeated,
            false,
            label == Field.Label.REQUIRED,
            presence,
            field.getDefaultValue()));
  }

  private static void put(ProtoMessage message, ProtoMessage.Member member) {
    if (message.members.put(member.name(), member) != null) {
      throw bad("message " + message.name + " has two fields " + member.name());
    }
  }

  private ProtoMessage.Member member(
      String name, int number, String type, ProtoMessage scope, boolean presence) {
    ProtoMessage message = null;
    ProtoMessage.Enumeration enumeration = null;
    ProtoMessage.Kind kind = scalar(type);
    if (kind == null) {
      message = resolve(type, scope.name, messages);
      enumeration = message == null ? resolve(type, scope.name, enums) : null;
      if (message == null && enumeration == null) {
        throw bad("the type " + type + " of field " + name + " is not defined");
      }
      kind = message != null ? ProtoMessage.Kind.MESSAGE : ProtoMessage.Kind.ENUM;
    }
    return new ProtoMessage.Member(
        name, number, kind, message, enumeration, false, false, false, presence, null);
  }

  private static ProtoMessage.@Nullable Kind scalar(String type) {
    return switch (type) {
      case "double",
          "float",
          "int32",
          "int64",
          "uint32",
          "uint64",
          "sint32",
          "sint64",
          "fixed32",
          "fixed64",
          "sfixed32",
          "sfixed64",
          "bool",
          "string",
          "bytes" ->
          ProtoMessage.Kind.valueOf(type.toUpperCase(Locale.ROOT));
      default -> null;
    };
  }

  /** The innermost scope that knows the name wins. */
  private static <T> @Nullable T resolve(String type, String scope, Map<String, T> known) {
    if (type.startsWith(".")) {
      return known.get(type.substring(1));
    }
    for (String prefix = scope; !prefix.isEmpty(); ) {
      T found = known.get(prefix + "." + type);
      if (found != null) {
        return found;
      }
      int dot = prefix.lastIndexOf('.');
      prefix = dot < 0 ? "" : prefix.substring(0, dot);
    }
    return known.get(type);
  }

  private static DponeException bad(String reason) {
    return RegistryCode.SCHEMA_INVALID.error("the .proto text cannot be read: " + reason).build();
  }
}
