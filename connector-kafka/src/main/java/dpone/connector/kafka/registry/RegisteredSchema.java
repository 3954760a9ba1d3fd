package dpone.connector.kafka.registry;

/**
 * A schema that a registry keeps.
 *
 * @param id what records name it by
 * @param version its number under the subject it was asked by; 0 when it was asked by id
 * @param schema the schema
 */
public record RegisteredSchema(int id, int version, SchemaText schema) {}
