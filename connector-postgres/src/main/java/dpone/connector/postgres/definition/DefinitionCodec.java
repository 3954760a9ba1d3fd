package dpone.connector.postgres.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.postgres.definition.TypeDefinition.Attribute;
import dpone.connector.postgres.definition.TypeDefinition.Check;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.payload.Json;
import dpone.spi.type.NativeType;
import java.util.ArrayList;
import java.util.List;

/** Definitions out of the JSON in which the catalogue is asked for them. */
public final class DefinitionCodec {
  private DefinitionCodec() {}

  /**
   * Reads one.
   *
   * @throws dpone.spi.error.DponeException PG_PAYLOAD_UNREADABLE for what another release wrote
   */
  public static TypeDefinition decode(NativeType type) {
    JsonNode tree = Json.tree(type.definition());
    String name = type.name();
    return switch (Json.text(tree, "kind")) {
      case "enum" ->
          new TypeDefinition.Enumeration(
              name, Json.text(tree, "schema"), Json.list(tree, "labels"));
      case "domain" ->
          new TypeDefinition.Domain(
              name,
              Json.text(tree, "schema"),
              Json.text(tree, "base"),
              Json.required(tree, "not_null").asBoolean(),
              Json.text(tree, "collation"),
              checks(tree));
      case "composite" ->
          new TypeDefinition.Composite(name, Json.text(tree, "schema"), attributes(tree));
      case "range" ->
          new TypeDefinition.Range(
              name,
              Json.text(tree, "schema"),
              Json.text(tree, "subtype"),
              Json.text(tree, "operator_class"),
              Json.text(tree, "collation"),
              Json.text(tree, "canonical"),
              Json.text(tree, "difference"),
              Json.text(tree, "multirange"));
      case "multirange" -> new TypeDefinition.Multirange(name, Json.text(tree, "range"));
      case "extension" ->
          new TypeDefinition.Extended(name, Json.text(tree, "extension"), Json.text(tree, "type"));
      case "other" ->
          new TypeDefinition.Unmakeable(name, Json.text(tree, "what"), attributes(tree));
      default ->
          throw PgCode.PAYLOAD_UNREADABLE
              .error("the definition of the type " + name + " is of an unknown kind")
              .build();
    };
  }

  private static List<Check> checks(JsonNode tree) {
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : Json.required(tree, "checks")) {
      checks.add(new Check(Json.text(check, "name"), Json.text(check, "check")));
    }
    return checks;
  }

  private static List<Attribute> attributes(JsonNode tree) {
    List<Attribute> attributes = new ArrayList<>();
    for (JsonNode attribute : Json.required(tree, "attributes")) {
      attributes.add(
          new Attribute(
              Json.text(attribute, "name"),
              Json.text(attribute, "type"),
              Json.text(attribute, "collation")));
    }
    return attributes;
  }
}
