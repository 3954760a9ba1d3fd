package dpone.connector.kafka.registry;

import dpone.connector.kafka.error.KafkaCode;
import java.util.Optional;

/** Stands where the connection names no registry. */
public final class NoRegistry implements SchemaRegistry {
  @Override
  public Optional<RegisteredSchema> byId(int id) {
    throw missing();
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    throw missing();
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    throw missing();
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, SchemaText schema) {
    throw missing();
  }

  @Override
  public int register(String subject, SchemaText schema) {
    throw missing();
  }

  @Override
  public Optional<String> incompatibility(String subject, SchemaText schema) {
    throw missing();
  }

  private static RuntimeException missing() {
    return KafkaCode.INVALID_OPTION
        .error("the format needs a registry, and connection.schema_registry.url is not set")
        .remedy("set connection.schema_registry.url")
        .build();
  }
}
