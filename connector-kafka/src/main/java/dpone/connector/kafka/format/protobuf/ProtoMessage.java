package dpone.connector.kafka.format.protobuf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message type. Messages may contain themselves, so their fields are set afterwards. */
final class ProtoMessage {
  /** What a field is on the wire. */
  enum Kind {
    DOUBLE(1),
    FLOAT(5),
    INT32(0),
    INT64(0),
    UINT32(0),
    UINT64(0),
    SINT32(0),
    SINT64(0),
    FIXED32(5),
    FIXED64(1),
    SFIXED32(5),
    SFIXED64(1),
    BOOL(0),
    STRING(2),
    BYTES(2),
    ENUM(0),
    MESSAGE(2);

    private final int wire;

    Kind(int wire) {
      this.wire = wire;
    }

    /** The wire type of one value. */
    int wire() {
      return wire;
    }
  }

  /**
   * A field.
   *
   * @param message its type where the kind is MESSAGE; a map is a repeated message of key and value
   * @param enumeration its type where the kind is ENUM
   * @param hasPresence whether an absent value differs from the default one
   * @param defaultText what an absent value means, by proto2; null without one
   */
  record Member(
      String name,
      int number,
      Kind kind,
      @Nullable ProtoMessage message,
      @Nullable Enumeration enumeration,
      boolean repeated,
      boolean map,
      boolean required,
      boolean hasPresence,
      @Nullable String defaultText) {
    /** Its message. */
    ProtoMessage type() {
      ProtoMessage known = message;
      if (known == null) {
        throw new IllegalStateException(name + " is no message");
      }
      return known;
    }

    /** Its enum. */
    Enumeration values() {
      Enumeration known = enumeration;
      if (known == null) {
        throw new IllegalStateException(name + " is no enum");
      }
      return known;
    }

    /** The same field once. */
    Member single() {
      return new Member(name, number, kind, message, enumeration, false, false, false, true, null);
    }
  }

  /** An enum: its names by number; of several names of one number the first counts. */
  record Enumeration(String name, Map<Integer, String> names) {}

  final String name;
  final List<ProtoMessage> nested = new ArrayList<>();
  final Map<String, Member> members = new LinkedHashMap<>();
  int highestReserved;

  ProtoMessage(String name) {
    this.name = name;
  }

  Optional<Member> member(String wanted) {
    return Optional.ofNullable(members.get(wanted));
  }

  Member required(String wanted) {
    return member(wanted).orElseThrow(() -> new IllegalStateException(name + "." + wanted));
  }
}
