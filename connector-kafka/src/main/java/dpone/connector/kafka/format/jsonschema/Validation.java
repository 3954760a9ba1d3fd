package dpone.connector.kafka.format.jsonschema;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.toolkit.format.codec.Poison;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds values to one schema. Numbers are compared as decimals. */
final class Validation {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Schema schema;

  private Validation(Schema schema) {
    this.schema = schema;
  }

  /**
   * A validation.
   *
   * @param references texts of the schemas it uses, by the name it uses; nothing else is fetched
   */
  static Validation of(String text, Map<String, String> references) {
    JsonNode node = SchemaColumns.parse(text);
    SpecificationVersion version =
        SpecificationVersion.fromSchemaNode(node).orElse(SpecificationVersion.DRAFT_7);
    try {
      SchemaRegistry schemas =
          SchemaRegistry.withDefaultDialect(
              version, b -> b.schemas(references).schemaLoader(l -> l.fetchRemoteResources(false)));
      return new Validation(schemas.getSchema(node));
    } catch (RuntimeException e) {
      throw RegistryCode.SCHEMA_INVALID
          .error("the JSON Schema cannot be read: " + e.getMessage())
          .build();
    }
  }

  /** Why a value does not satisfy the schema; null when it does, or is no JSON. */
  @Nullable Poison check(byte[] data, int offset, int length) {
    JsonNode value;
    try {
      value = MAPPER.readTree(data, offset, length);
    } catch (IOException e) {
      return null;
    }
    if (value == null || value.isMissingNode()) {
      return null;
    }
    List<Error> errors;
    try {
      errors = schema.validate(value);
    } catch (RuntimeException e) {
      throw RegistryCode.SCHEMA_INVALID
          .error("the JSON Schema cannot be applied: " + e.getMessage())
          .build();
    }
    if (errors.isEmpty()) {
      return null;
    }
    Error first = errors.get(0);
    String path = String.valueOf(first.getInstanceLocation());
    JsonNode offending = first.getInstanceNode();
    return new Poison(
        KafkaFormatCode.SCHEMA_VIOLATED,
        path.replaceFirst("^/", "").replace('/', '.'),
        offending == null ? "" : offending.toString(),
        "the record does not satisfy its schema (" + first.getMessage() + ")");
  }
}
