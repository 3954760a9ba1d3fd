package dpone.acceptance.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** Orders as JSON texts, both ways. */
final class OrderJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private OrderJson() {}

  static String text(Order order) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("order_id", order.id());
    tree.put("customer", order.customer());
    tree.put("amount", order.amount());
    tree.put("paid", order.paid());
    tree.put("note", order.note());
    tree.put("day", order.day().toString());
    tree.put("updated_at", order.updatedAt().toString());
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Order order(byte[] text) {
    try {
      JsonNode row = JSON.readTree(text);
      return new Order(
          row.path("order_id").asLong(),
          row.path("customer").textValue(),
          new BigDecimal(row.path("amount").asText()),
          row.path("paid").isNull() ? null : row.path("paid").booleanValue(),
          row.path("note").textValue(),
          LocalDate.parse(row.path("day").textValue()),
          Instant.parse(row.path("updated_at").textValue()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
