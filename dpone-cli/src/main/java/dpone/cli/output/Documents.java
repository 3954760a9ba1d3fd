package dpone.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.runtime.json.Json;
import dpone.runtime.receipt.ErrorReceipt;
import dpone.spi.error.DponeException;
import java.util.function.UnaryOperator;

/** What all documents for machines have in common. */
public final class Documents {
  private Documents() {}

  /** An empty document. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A record as a document. */
  public static ObjectNode of(Object value) {
    return (ObjectNode) Json.tree(Json.write(value));
  }

  /** The error as it stands under the key {@code error}. */
  public static ObjectNode error(DponeException e) {
    return of(ErrorReceipt.of(e, UnaryOperator.identity()));
  }

  /** A document that says only what went wrong. */
  public static ObjectNode failure(DponeException e) {
    ObjectNode document = object();
    document.set("error", error(e));
    return document;
  }

  /** Masks every text; numbers and keys stay, so that a short secret cannot break the document. */
  public static JsonNode redact(JsonNode node, UnaryOperator<String> redact) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode clean = object();
        object
            .properties()
            .forEach(entry -> clean.set(entry.getKey(), redact(entry.getValue(), redact)));
        yield clean;
      }
      case ArrayNode array -> {
        ArrayNode clean = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> clean.add(redact(item, redact)));
        yield clean;
      }
      case JsonNode text when text.isTextual() ->
          JsonNodeFactory.instance.textNode(redact.apply(text.textValue()));
      case JsonNode other -> other;
    };
  }
}
