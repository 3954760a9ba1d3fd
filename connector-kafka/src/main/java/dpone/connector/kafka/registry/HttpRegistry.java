package dpone.connector.kafka.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry behind an HTTP address. What has an id never changes, so it is asked for once. */
public final class HttpRegistry implements SchemaRegistry, AutoCloseable {
  private static final int NO_SUBJECT = 40401;
  private static final int NO_VERSION = 40402;
  private static final int NO_SCHEMA = 40403;

  private final ObjectMapper mapper = new ObjectMapper();
  private final RegistryHttp http;
  private final Map<Integer, Optional<RegisteredSchema>> byId;

  private HttpRegistry(RegistryHttp http, int cacheSize) {
    this.http = http;
    this.byId =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(
              Map.Entry<Integer, Optional<RegisteredSchema>> eldest) {
            return size() > cacheSize;
          }
        };
  }

  /**
   * A registry, not contacted yet.
   *
   * @param options values of the group {@code schema_registry}; without {@code url} every call
   *     fails and says so
   */
  public static HttpRegistry of(Options options, ConnectorContext context) {
    int cacheSize = Math.toIntExact(options.findInteger("cache_size").orElse(1000L));
    return new HttpRegistry(new RegistryHttp(options, context), cacheSize);
  }

  @Override
  public Optional<RegisteredSchema> byId(int id) {
    synchronized (byId) {
      Optional<RegisteredSchema> known = byId.get(id);
      if (known != null) {
        return known;
      }
    }
    // Also that there is none is remembered: a topic may be full of one wrong id.
    Optional<RegisteredSchema> found =
        get("/schemas/ids/" + id).map(answer -> new RegisteredSchema(id, 0, schema(answer)));
    synchronized (byId) {
      byId.put(id, found);
    }
    return found;
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return get("/subjects/" + encode(subject) + "/versions/latest").map(this::registered);
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    return get("/subjects/" + encode(subject) + "/versions/" + version).map(this::registered);
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, SchemaText schema) {
    RegistryHttp.Answer answer = http.post("/subjects/" + encode(subject), body(schema));
    return isMissing(answer) ? Optional.empty() : Optional.of(registered(read(answer)));
  }

  @Override
  public int register(String subject, SchemaText schema) {
    String path = "/subjects/" + encode(subject) + "/versions";
    RegistryHttp.Answer answer = http.post(path, body(schema));
    if (answer.status() == 409) {
      throw RegistryCode.SCHEMA_INCOMPATIBLE
          .error("subject " + subject + " does not take the schema: " + message(answer))
          .build();
    }
    JsonNode id = read(answer).path("id");
    if (!id.isInt()) {
      throw RegistryCode.REGISTRY_ANSWER.error("the registry gave no id for a schema").build();
    }
    return id.intValue();
  }

  @Override
  public Optional<String> incompatibility(String subject, SchemaText schema) {
    String path = "/compatibility/subjects/" + encode(subject) + "/versions/latest?verbose=true";
    RegistryHttp.Answer answer = http.post(path, body(schema));
    if (isMissing(answer)) {
      return Optional.empty();
    }
    JsonNode node = read(answer);
    if (node.path("is_compatible").asBoolean(false)) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    node.path("messages").forEach(m -> reasons.add(m.asText()));
    return Optional.of(
        reasons.isEmpty()
            ? "it is not compatible with version latest of subject " + subject
            : String.join("; ", reasons));
  }

  /** Ends waiting calls. */
  @Override
  public void close() {
    http.close();
  }

  private Optional<JsonNode> get(String path) {
    RegistryHttp.Answer answer = http.get(path);
    return isMissing(answer) ? Optional.empty() : Optional.of(read(answer));
  }

  private boolean isMissing(RegistryHttp.Answer answer) {
    if (answer.status() != 404) {
      return false;
    }
    int code = parse(answer.body()).path("error_code").asInt();
    if (code == NO_SUBJECT || code == NO_VERSION || code == NO_SCHEMA) {
      return true;
    }
    throw RegistryCode.REGISTRY_ANSWER
        .error("the address " + http.address() + " is not that of a schema registry's API")
        .build();
  }

  private JsonNode read(RegistryHttp.Answer answer) {
    if (answer.status() == 422) {
      throw RegistryCode.SCHEMA_INVALID
          .error("the registry does not take the schema: " + message(answer))
          .build();
    }
    if (answer.status() != 200) {
      throw RegistryCode.REGISTRY_ANSWER
          .error("the registry answered " + answer.status() + ": " + message(answer))
          .build();
    }
    return parse(answer.body());
  }

  private String message(RegistryHttp.Answer answer) {
    String message = parse(answer.body()).path("message").asText("");
    return message.isEmpty() ? "status " + answer.status() : RegistryHttp.shorten(message);
  }

  private JsonNode parse(String body) {
    try {
      JsonNode node = mapper.readTree(body);
      return node == null ? mapper.nullNode() : node;
    } catch (JsonProcessingException e) {
      throw RegistryCode.REGISTRY_ANSWER
          .error("the answer of " + http.address() + " is not JSON")
          .build();
    }
  }

  private RegisteredSchema registered(JsonNode answer) {
    return new RegisteredSchema(
        answer.path("id").asInt(), answer.path("version").asInt(), schema(answer));
  }

  private static SchemaText schema(JsonNode answer) {
    List<SchemaText.Reference> references = new ArrayList<>();
    for (JsonNode reference : answer.path("references")) {
      references.add(
          new SchemaText.Reference(
              reference.path("name").asText(),
              reference.path("subject").asText(),
              reference.path("version").asInt()));
    }
    SchemaType type =
        SchemaType.find(answer.path("schemaType").asText(""))
            .orElseThrow(() ->
                RegistryCode.REGISTRY_ANSWER
                    .error("no such schema type: " + answer.path("schemaType").asText())
                    .build());
    return new SchemaText(type, answer.path("schema").asText(), references);
  }

  private String body(SchemaText schema) {
    ObjectNode node = mapper.createObjectNode();
    node.put("schema", schema.text());
    node.put("schemaType", schema.type().name());
    ArrayNode references = node.putArray("references");
    for (SchemaText.Reference reference : schema.references()) {
      references
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
    return node.toString();
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
