package dpone.connector.kafka.registry;

import java.util.Optional;

/** A registry of schemas with the API that Confluent's made common. Thread-safe. */
public interface SchemaRegistry {
  /**
   * The schema that records name by that id; remembered.
   *
   * @return empty when the registry has none
   */
  Optional<RegisteredSchema> byId(int id);

  /** The newest schema of a subject; empty when there is no such subject. */
  Optional<RegisteredSchema> latest(String subject);

  /** One version of a subject; empty when there is no such subject or version. */
  Optional<RegisteredSchema> version(String subject, int version);

  /** The same schema under a subject; empty when it is not registered there. */
  Optional<RegisteredSchema> lookup(String subject, SchemaText schema);

  /**
   * Registers a schema, or finds it registered.
   *
   * @return its id
   * @throws dpone.spi.error.DponeException KAFKA_SCHEMA_INCOMPATIBLE with the registry's reason
   */
  int register(String subject, SchemaText schema);

  /**
   * Asks whether the subject would take the schema; changes nothing.
   *
   * @return the registry's reason why not; empty when it would
   */
  Optional<String> incompatibility(String subject, SchemaText schema);
}
