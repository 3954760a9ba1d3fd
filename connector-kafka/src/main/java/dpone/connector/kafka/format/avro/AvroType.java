package dpone.connector.kafka.format.avro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of an Avro schema. Records may contain themselves, so their fields are set afterwards. */
final class AvroType {
  /** What a value is on the wire. */
  enum Kind {
    NULL,
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BYTES,
    STRING,
    FIXED,
    ENUM,
    ARRAY,
    MAP,
    RECORD,
    UNION
  }

  /**
   * A field of a record.
   *
   * @param aliases names it had before
   * @param defaultValue what stands for a value that a writer did not write; null without one
   */
  record Member(
      String name, List<String> aliases, AvroType type, @Nullable JsonNode defaultValue) {}

  final Kind kind;
  String name = "";
  String logical = "";
  String dponeType = "";
  int precision;
  int scale;
  int size;
  List<String> symbols = List.of();
  String enumDefault = "";
  List<AvroType> branches = List.of();
  int branchCount;
  List<Member> members = List.of();
  private @Nullable AvroType element;

  AvroType(Kind kind) {
    this.kind = kind;
  }

  /** Type of the elements of an array or the values of a map. */
  AvroType element() {
    AvroType known = element;
    if (known == null) {
      throw new IllegalStateException(kind + " has no elements");
    }
    return known;
  }

  void element(AvroType type) {
    element = type;
  }

  /** Of a union of null and one type, that type; of any other type itself; else empty. */
  Optional<AvroType> single() {
    if (kind != Kind.UNION) {
      return Optional.of(this);
    }
    List<AvroType> others = branches.stream().filter(b -> b.kind != Kind.NULL).toList();
    return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
  }

  /** Whether a null may stand for it. */
  boolean isNullable() {
    return kind == Kind.NULL
        || (kind == Kind.UNION && branches.stream().anyMatch(b -> b.kind == Kind.NULL));
  }

  Optional<Member> member(String wanted) {
    return members.stream().filter(m -> m.name().equals(wanted)).findFirst();
  }

  /** The name of a branch in a union: a full name, or that of the primitive. */
  String branchName() {
    return name.isEmpty() ? kind.name().toLowerCase(java.util.Locale.ROOT) : name;
  }
}
