package dpone.connector.kafka.registry;

import java.util.Arrays;
import java.util.Optional;

/** The languages of schemas that a registry keeps. */
public enum SchemaType {
  AVRO,
  JSON,
  PROTOBUF;

  /** By the name in the registry's answers; a missing one means Avro. */
  static Optional<SchemaType> find(String name) {
    return name.isEmpty()
        ? Optional.of(AVRO)
        : Arrays.stream(values()).filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }
}
