package dpone.runtime.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Role;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The JSON Schema (2020-12) of a manifest, for editors: made from the keys and options that also
 * validate it. What holds between keys is left to {@code dpone check}.
 */
public final class ManifestJsonSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String REFERENCE = "\\$\\{.+\\}";
  private static final Set<Role> READABLE = Set.of(Role.SOURCE, Role.CDC);

  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

  private ManifestJsonSchema() {}

  /**
   * Makes the schema.
   *
   * @param connectors connectors it is to know
   * @return JSON text, equal for equal connectors in whatever order
   */
  public static String generate(Collection<ConnectorDescriptor> connectors) {
    List<ConnectorDescriptor> ordered =
        connectors.stream().sorted(Comparator.comparing(ConnectorDescriptor::id)).toList();
    return new ManifestJsonSchema().root(ordered).toPrettyString() + "\n";
  }

  private ObjectNode root(List<ConnectorDescriptor> connectors) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", DIALECT);
    root.put("title", "dpone manifest");
    ObjectNode kind = root.putObject("if").put("type", "object");
    kind.putObject("properties").putObject("kind").put("const", "batch");
    kind.putArray("required").add("kind");
    root.putObject("then").put("$ref", "#/$defs/batch");
    root.putObject("else").put("$ref", "#/$defs/pipeline");
    ObjectNode pipeline = object(ManifestKeys.PIPELINE);
    ObjectNode properties = (ObjectNode) pipeline.get("properties");
    with(properties, "source", byType(connectors, "source", READABLE, ManifestKeys::source));
    with(properties, "sink", byType(connectors, "sink", Set.of(Role.SINK), ManifestKeys::sink));
    ObjectNode state = byType(connectors, "state", Set.of(Role.STATE), ManifestKeys::state);
    files(state);
    with(properties, "state", state);
    definitions.set("pipeline", pipeline);
    definitions.set("batch", object(ManifestKeys.BATCH));
    open("defaults");
    open("tables");
    root.set("$defs", definitions);
    return root;
  }

  private static void with(ObjectNode properties, String key, ObjectNode schema) {
    schema.set("description", properties.get(key).get("description"));
    properties.set(key, schema);
  }

  /** What is completed by a merge cannot be judged before it. */
  private void open(String key) {
    ObjectNode property = (ObjectNode) definitions.at("/batch/properties/" + key);
    boolean list = property.has("items");
    ObjectNode partial = JsonNodeFactory.instance.objectNode();
    partial.set("description", property.get("description"));
    if (list) {
      partial.put("type", "array").put("minItems", 1);
      partial.putObject("items").putArray("type").add("object").add("string");
    } else {
      partial.put("type", "object");
    }
    ((ObjectNode) definitions.at("/batch/properties")).set(key, partial);
  }

  private ObjectNode byType(
      List<ConnectorDescriptor> connectors,
      String part,
      Set<Role> roles,
      BiFunction<ConnectorDescriptor, Boolean, OptionSpec> keys) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putArray("required").add("type");
    ArrayNode ids = schema.putObject("properties").putObject("type").putArray("enum");
    ArrayNode branches = schema.putArray("allOf");
    for (ConnectorDescriptor connector : connectors) {
      if (connector.roles().stream().anyMatch(roles::contains)) {
        ids.add(connector.id());
        String name = part + "-" + connector.id();
        definitions.set(name, object(keys.apply(connector, false)));
        ((ObjectNode) definitions.get(name).get("properties"))
            .set("connection", connection(connector));
        branch(branches, connector.id(), name);
      }
    }
    return schema;
  }

  private static void branch(ArrayNode branches, String id, String name) {
    ObjectNode branch = branches.addObject();
    ObjectNode condition = branch.putObject("if");
    condition.putObject("properties").putObject("type").put("const", id);
    condition.putArray("required").add("type");
    branch.putObject("then").put("$ref", "#/$defs/" + name);
  }

  private void files(ObjectNode state) {
    state.remove("required");
    ((ArrayNode) state.at("/properties/type/enum")).insert(0, ManifestKeys.FILE_STATE);
    definitions.set("state-files", object(ManifestKeys.fileState()));
    ObjectNode branch = ((ArrayNode) state.get("allOf")).insertObject(0);
    branch
        .putObject("if")
        .putObject("properties")
        .putObject("type")
        .put("const", ManifestKeys.FILE_STATE);
    branch.putObject("then").put("$ref", "#/$defs/state-files");
  }

  private ObjectNode connection(ConnectorDescriptor connector) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", "How to reach the system.");
    ObjectNode byService = schema.putObject("if").put("type", "object");
    byService.putArray("required").add("service");
    schema.set("then", object(ManifestKeys.connection(connector, true)));
    schema.set("else", object(ManifestKeys.connection(connector, false)));
    return schema;
  }

  private ObjectNode object(OptionSpec spec) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Option option : spec.options()) {
      properties.set(option.name(), property(option));
      if (option.required()) {
        required.add(option.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode property(Option option) {
    ObjectNode schema =
        switch (option.type()) {
          case STRING, SECRET -> text(option);
          case INTEGER -> integer(option);
          case BOOLEAN -> either("boolean", "^" + REFERENCE + "$");
          case DURATION -> pattern("^\\d+ ?(ms|s|m|h|d)$|" + REFERENCE);
          case BYTES -> pattern("^\\d+ ?(B|KB|MB|GB|TB)$|" + REFERENCE);
          case STRING_LIST -> list(option, scalar());
          case STRING_MAP -> typed("object").set("additionalProperties", scalar());
          case OBJECT -> object(new OptionSpec(option.fields()));
          case OBJECT_LIST -> list(option, object(new OptionSpec(option.fields())));
        };
    schema.put("description", option.description());
    // A default of several words has no one JSON form; the description says it.
    if (option.type() == OptionType.STRING) {
      option.defaultValue().ifPresent(text -> schema.put("default", text));
    }
    return schema;
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** Text may be written without quotes, also where YAML then sees a number. */
  private static ObjectNode scalar() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("string").add("number").add("boolean");
    return schema;
  }

  private static ObjectNode pattern(String regex) {
    return typed("string").put("pattern", regex);
  }

  private static ObjectNode either(String type, String regex) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add(type).add("string");
    return schema.put("pattern", regex);
  }

  private static ObjectNode text(Option option) {
    ObjectNode schema = option.allowed().isEmpty() ? scalar() : typed("string");
    if (!option.allowed().isEmpty()) {
      ArrayNode allowed = schema.putArray("enum");
      option.allowed().forEach(allowed::add);
    }
    return schema;
  }

  private static ObjectNode integer(Option option) {
    ObjectNode schema = either("integer", REFERENCE);
    Long min = option.min();
    Long max = option.max();
    if (min != null) {
      schema.put("minimum", min);
    }
    if (max != null) {
      schema.put("maximum", max);
    }
    option
        .defaultValue()
        .filter(text -> text.matches("-?\\d{1,18}"))
        .ifPresent(text -> schema.put("default", Long.parseLong(text)));
    return schema;
  }

  private static ObjectNode list(Option option, ObjectNode items) {
    ObjectNode schema = typed("array");
    if (option.required()) {
      schema.put("minItems", 1);
    }
    return schema.set("items", items);
  }
}
