package dpone.certification.kafka;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kit's canonical text as JSON and back, by Jackson and the JDK. */
final class CanonicalJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private CanonicalJson() {}

  static byte[] value(TestTable table, TestRow row) {
    ObjectNode tree = JSON.createObjectNode();
    for (int i = 0; i < table.columns().size(); i++) {
      TestTable.Column column = table.columns().get(i);
      tree.set(column.name(), node(column.type(), i < row.cells().size() ? row.cell(i) : null));
    }
    return bytes(tree);
  }

  static byte[] key(TestTable table, TestRow row) {
    ObjectNode tree = JSON.createObjectNode();
    for (String column : table.key()) {
      int index = table.index(column);
      tree.set(column, node(table.columns().get(index).type(), row.cell(index)));
    }
    return bytes(tree);
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode node(DataType type, @Nullable String cell) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (cell == null) {
      return nodes.nullNode();
    }
    return switch (type) {
      case DataType.Bool ignored -> nodes.booleanNode(cell.equals("t"));
      case DataType.Int ignored -> nodes.numberNode(new BigInteger(cell));
      case DataType.Decimal ignored -> nodes.numberNode(new BigDecimal(cell));
      case DataType.FloatingPoint floating -> floating(nodes, floating.bits(), cell);
      case DataType.Timestamp ignored -> nodes.textNode(time(cell).toString());
      case DataType.TimestampTz ignored -> nodes.textNode(time(cell) + "Z");
      case DataType.Bytes ignored ->
          nodes.textNode(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(cell)));
      default -> nodes.textNode(cell);
    };
  }

  private static JsonNode floating(JsonNodeFactory nodes, int bits, String hex) {
    double value =
        bits == 32
            ? Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16))
            : Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
    String text = bits == 32 ? Float.toString((float) value) : Double.toString(value);
    return Double.isFinite(value) && !text.equals("-0.0")
        ? nodes.numberNode(new BigDecimal(text))
        : nodes.textNode(text);
  }

  private static LocalDateTime time(String micros) {
    long value = Long.parseLong(micros);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(value, 1_000_000L),
        (int) Math.floorMod(value, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  /** The cells of a record's value, each from its own characters: a number would lose its sign. */
  static TestRow row(TestTable table, byte[] value) throws IOException {
    Map<String, @Nullable String> fields = new HashMap<>();
    try (JsonParser in = JSON.createParser(value)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        fields.put(name, token == JsonToken.VALUE_NULL ? null : in.getText());
        in.skipChildren();
      }
    }
    List<@Nullable String> cells = new ArrayList<>();
    for (TestTable.Column column : table.columns()) {
      String cell = fields.get(column.name());
      cells.add(cell == null ? null : text(column.type(), cell));
    }
    return new TestRow(cells);
  }

  private static String text(DataType type, String cell) {
    return switch (type) {
      case DataType.Bool ignored -> cell.equals("true") ? "t" : "f";
      case DataType.Decimal ignored -> plain(new BigDecimal(cell));
      case DataType.FloatingPoint floating ->
          floating.bits() == 32
              ? String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(Float.parseFloat(cell)))
              : String.format(
                  Locale.ROOT, "%016x", Double.doubleToRawLongBits(Double.parseDouble(cell)));
      case DataType.Timestamp ignored ->
          micros(LocalDateTime.parse(cell).toInstant(ZoneOffset.UTC));
      case DataType.TimestampTz ignored -> micros(Instant.parse(cell));
      case DataType.Bytes ignored -> HexFormat.of().formatHex(Base64.getDecoder().decode(cell));
      default -> cell;
    };
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String micros(Instant instant) {
    return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
