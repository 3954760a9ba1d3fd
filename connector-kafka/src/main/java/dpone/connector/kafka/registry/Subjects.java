package dpone.connector.kafka.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which subject a topic's schema stands under, and how a schema gets there.
 *
 * @param registry the registry
 * @param strategy {@code topic}, {@code record} or {@code topic_record}
 * @param recordName full name of the record; empty when the manifest gives none
 * @param isKey whether it is about keys
 * @param autoRegister whether a schema may be registered
 * @param useLatest whether the newest schema is written by as it is
 */
public record Subjects(
    SchemaRegistry registry,
    String strategy,
    String recordName,
    boolean isKey,
    boolean autoRegister,
    boolean useLatest) {
  private static final int MOST_REFERENCES = 1000;

  /** The subject of a topic. */
  public String of(String topic) {
    return switch (strategy) {
      case "record" -> named();
      case "topic_record" -> topic + "-" + named();
      default -> topic + (isKey ? "-key" : "-value");
    };
  }

  private String named() {
    if (recordName.isEmpty()) {
      throw RegistryCode.SUBJECT_UNKNOWN
          .error("subject_name_strategy " + strategy + " needs record_name")
          .remedy("set record_name to the full name of the record")
          .build();
    }
    return recordName;
  }

  /** The newest schema of a topic. */
  public RegisteredSchema newest(String topic, SchemaType type) {
    String subject = of(topic);
    RegisteredSchema found =
        registry
            .latest(subject)
            .orElseThrow(() ->
                RegistryCode.SUBJECT_UNKNOWN
                    .error("the registry has no schema under subject " + subject)
                    .build());
    if (found.schema().type() != type) {
      throw RegistryCode.SCHEMA_INVALID
          .error("subject " + subject + " has a schema of type " + found.schema().type())
          .remedy("set value.format to the format of the subject")
          .build();
    }
    return found;
  }

  /**
   * Asks whether a topic's subject would take the schema.
   *
   * @throws dpone.spi.error.DponeException KAFKA_SCHEMA_INCOMPATIBLE with the registry's reason, or
   *     KAFKA_SCHEMA_NOT_REGISTERED when it is new and nothing may be registered
   */
  public void check(String topic, SchemaText schema) {
    String subject = of(topic);
    if (!autoRegister) {
      registered(subject, schema);
      return;
    }
    Optional<String> reason = registry.incompatibility(subject, schema);
    if (reason.isPresent()) {
      throw RegistryCode.SCHEMA_INCOMPATIBLE
          .error("subject " + subject + " does not take the schema: " + reason.get())
          .build();
    }
  }

  /** The id of a schema under a topic's subject, registered now if it may be. */
  public int publish(String topic, SchemaText schema) {
    String subject = of(topic);
    return autoRegister ? registry.register(subject, schema) : registered(subject, schema);
  }

  private int registered(String subject, SchemaText schema) {
    return registry
        .lookup(subject, schema)
        .map(RegisteredSchema::id)
        .orElseThrow(() ->
            RegistryCode.SCHEMA_NOT_REGISTERED
                .error("the schema is not registered under subject " + subject)
                .build());
  }

  /**
   * The texts of all schemas that one uses, each after those it uses itself, by the name it is
   * referred to by.
   */
  public Map<String, String> references(SchemaText schema) {
    Map<String, String> found = new LinkedHashMap<>();
    collect(schema, found, 0);
    return found;
  }

  private void collect(SchemaText schema, Map<String, String> found, int depth) {
    for (SchemaText.Reference reference : schema.references()) {
      if (depth > 100 || found.size() > MOST_REFERENCES) {
        throw RegistryCode.SCHEMA_INVALID.error("schemas refer to one another too deeply").build();
      }
      if (found.containsKey(reference.name())) {
        continue;
      }
      SchemaText text =
          registry
              .version(reference.subject(), reference.version())
              .orElseThrow(() ->
                  RegistryCode.SCHEMA_INVALID
                      .error(
                          "the registry lacks the reference "
                              + reference.subject()
                              + " version "
                              + reference.version())
                      .build())
              .schema();
      collect(text, found, depth + 1);
      found.put(reference.name(), text.text());
    }
  }
}
