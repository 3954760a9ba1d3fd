package dpone.connector.kafka.format.avro;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.spi.error.DponeException;
import dpone.toolkit.format.codec.ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the JSON of a default as an Avro value. */
final class AvroValues {
  private AvroValues() {}

  /** A default of a union is one of its first branch. */
  static void write(AvroType type, JsonNode value, ByteOutput out, int depth) {
    if (depth > 100) {
      throw bad(value);
    }
    switch (type.kind) {
      case NULL -> {}
      case BOOLEAN -> out.write(value.asBoolean() ? 1 : 0);
      case INT, LONG -> {
        if (!value.isIntegralNumber()) {
          throw bad(value);
        }
        out.zigzag(value.longValue());
      }
      case FLOAT -> out.int32Little(Float.floatToRawIntBits((float) value.doubleValue()));
      case DOUBLE -> out.int64Little(Double.doubleToRawLongBits(value.doubleValue()));
      case STRING -> bytes(value.asText().getBytes(StandardCharsets.UTF_8), out);
      // Each character of the JSON is one byte.
      case BYTES -> bytes(value.asText().getBytes(StandardCharsets.ISO_8859_1), out);
      case FIXED -> {
        byte[] bytes = value.asText().getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length != type.size) {
          throw bad(value);
        }
        out.write(bytes);
      }
      case ENUM -> {
        int index = type.symbols.indexOf(value.asText());
        if (index < 0) {
          throw bad(value);
        }
        out.zigzag(index);
      }
      case ARRAY -> {
        if (!value.isEmpty()) {
          out.zigzag(value.size());
          for (JsonNode element : value) {
            write(type.element(), element, out, depth + 1);
          }
        }
        out.zigzag(0);
      }
      case MAP -> {
        if (!value.isEmpty()) {
          out.zigzag(value.size());
          for (Map.Entry<String, JsonNode> entry : value.properties()) {
            bytes(entry.getKey().getBytes(StandardCharsets.UTF_8), out);
            write(type.element(), entry.getValue(), out, depth + 1);
          }
        }
        out.zigzag(0);
      }
      case RECORD -> {
        for (AvroType.Member member : type.members) {
          JsonNode inner = value.get(member.name());
          JsonNode known = inner == null ? member.defaultValue() : inner;
          if (known == null) {
            throw bad(value);
          }
          write(member.type(), known, out, depth + 1);
        }
      }
      case UNION -> {
        if (type.branches.isEmpty()) {
          throw bad(value);
        }
        int branch = 0;
        // Newer schemas may have a default of another branch; null is told from the rest.
        for (int i = 0; i < type.branches.size(); i++) {
          if (value.isNull() == (type.branches.get(i).kind == AvroType.Kind.NULL)) {
            branch = i;
            break;
          }
        }
        out.zigzag(branch);
        write(type.branches.get(branch), value, out, depth + 1);
      }
    }
  }

  private static void bytes(byte[] bytes, ByteOutput out) {
    out.zigzag(bytes.length);
    out.write(bytes);
  }

  private static DponeException bad(JsonNode value) {
    return RegistryCode.SCHEMA_INVALID
        .error("a default of the Avro schema does not fit its type: " + value)
        .build();
  }
}
