package dpone.connector.kafka.registry;

import java.util.Locale;

/** The languages of schemas that a registry keeps. */
public enum SchemaType {
  AVRO,
  JSON,
  PROTOBUF;

  /** The name in the registry's answers; a missing one means Avro. */
  static SchemaType of(String name) {
    return name.isEmpty() ? AVRO : valueOf(name.toUpperCase(Locale.ROOT));
  }
}
