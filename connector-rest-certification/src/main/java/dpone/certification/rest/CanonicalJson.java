package dpone.certification.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kit's canonical text as JSON, by Jackson and the JDK. */
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

  /** A row of which nothing is known but its key. */
  static TestRow key(TestTable table, long key) {
    List<@Nullable String> cells = new ArrayList<>();
    String name = table.key().getFirst();
    table
        .columns()
        .forEach(column -> cells.add(column.name().equals(name) ? Long.toString(key) : null));
    return new TestRow(cells);
  }
}
