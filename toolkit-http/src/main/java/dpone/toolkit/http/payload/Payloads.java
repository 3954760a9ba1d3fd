package dpone.toolkit.http.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.payload.PayloadJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payloads of a connector behind HTTP. */
public final class Payloads {
  private Payloads() {}

  /** Writes and reads payloads of the connector with that id. */
  public static PayloadJson of(String connector) {
    return new PayloadJson(connector, FeedCode.POSITION_UNREADABLE::error);
  }

  /** Variables as an object. */
  public static ObjectNode write(Variables variables) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    variables.values().forEach(tree::put);
    return tree;
  }

  /** Variables out of an object; none when it is absent. */
  public static Variables variables(@Nullable JsonNode tree) {
    Map<String, String> values = new LinkedHashMap<>();
    if (tree != null) {
      tree.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    }
    return new Variables(values);
  }
}
