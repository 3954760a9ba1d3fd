package dpone.connector.kafka.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds columns in records: what holds all the values seen, and never a floating-point number. */
final class JsonSampler {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonSampler() {}

  static List<Field> columns(List<byte[]> records, boolean envelope) {
    Map<String, DataType> types = new LinkedHashMap<>();
    // A field that was only ever null holds its place in the order.
    DataType nothing = new DataType.Struct(List.of());
    for (byte[] record : records) {
      JsonNode node = parse(record);
      JsonNode row = envelope ? node.path("data") : node;
      if (row.isObject()) {
        row.properties().forEach(e -> see(types, nothing, e.getKey(), e.getValue()));
      }
    }
    if (types.isEmpty()) {
      throw FormatCode.COLUMNS_UNKNOWN
          .error("none of " + records.size() + " sampled records is a JSON object with fields")
          .remedy("declare value.columns, or set value.schema_sample_size to more records")
          .build();
    }
    return types.entrySet().stream()
        .map(e ->
            field(e.getKey(), e.getValue().equals(nothing) ? new DataType.Json() : e.getValue()))
        .toList();
  }

  private static JsonNode parse(byte[] record) {
    try {
      JsonNode node = MAPPER.readTree(record);
      return node == null ? MAPPER.nullNode() : node;
    } catch (IOException e) {
      // Whoever reads the record says what is wrong with it.
      return MAPPER.nullNode();
    }
  }

  private static Field field(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  private static void see(
      Map<String, DataType> types, DataType nothing, String name, JsonNode value) {
    if (value.isNull()) {
      types.putIfAbsent(name, nothing);
      return;
    }
    DataType seen = type(value);
    DataType known = types.get(name);
    if (known == null || known.equals(nothing) || known.equals(seen)) {
      types.put(name, seen);
    } else if (numeric(known) && numeric(seen)) {
      types.put(name, new DataType.AnyDecimal());
    } else {
      types.put(name, new DataType.Json());
    }
  }

  private static boolean numeric(DataType type) {
    return type instanceof DataType.Int || type instanceof DataType.AnyDecimal;
  }

  private static DataType type(JsonNode value) {
    if (value.isBoolean()) {
      return new DataType.Bool();
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return new DataType.Int(64);
    }
    if (value.isNumber()) {
      return new DataType.AnyDecimal();
    }
    return value.isTextual() ? new DataType.Text() : new DataType.Json();
  }
}
