package dpone.connector.postgres.definition;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.postgres.definition.TypeDefinition.Attribute;
import dpone.connector.postgres.definition.TypeDefinition.Check;
import dpone.connector.postgres.error.PgCode;
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
    JsonNode tree = JSON.tree(type.definition());
    String name = type.name();
    return switch (JSON.text(tree, "kind")) {
      case "enum" ->
          new TypeDefinition.Enumeration(
              name, JSON.text(tree, "schema"), JSON.list(tree, "labels"));
      case "domain" ->
          new TypeDefinition.Domain(
              name,
              JSON.text(tree, "schema"),
              JSON.text(tree, "base"),
              JSON.required(tree, "not_null").asBoolean(),
              JSON.text(tree, "collation"),
              checks(tree));
      case "composite" ->
          new TypeDefinition.Composite(name, JSON.text(tree, "schema"), attributes(tree));
      case "range" ->
          new TypeDefinition.Range(
              name,
              JSON.text(tree, "schema"),
              JSON.text(tree, "subtype"),
              JSON.text(tree, "operator_class"),
              JSON.text(tree, "collation"),
              JSON.text(tree, "canonical"),
              JSON.text(tree, "difference"),
              JSON.text(tree, "multirange"));
      case "multirange" -> new TypeDefinition.Multirange(name, JSON.text(tree, "range"));
      case "extension" ->
          new TypeDefinition.Extended(name, JSON.text(tree, "extension"), JSON.text(tree, "type"));
      case "other" ->
          new TypeDefinition.Unmakeable(name, JSON.text(tree, "what"), attributes(tree));
      default ->
          throw PgCode.PAYLOAD_UNREADABLE
              .error("the definition of the type " + name + " is of an unknown kind")
              .build();
    };
  }

  private static List<Check> checks(JsonNode tree) {
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : JSON.required(tree, "checks")) {
      checks.add(new Check(JSON.text(check, "name"), JSON.text(check, "check")));
    }
    return checks;
  }

  private static List<Attribute> attributes(JsonNode tree) {
    List<Attribute> attributes = new ArrayList<>();
    for (JsonNode attribute : JSON.required(tree, "attributes")) {
      attributes.add(
          new Attribute(
              JSON.text(attribute, "name"),
              JSON.text(attribute, "type"),
              JSON.text(attribute, "collation")));
    }
    return attributes;
  }
}
