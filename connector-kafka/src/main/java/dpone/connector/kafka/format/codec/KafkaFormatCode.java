package dpone.connector.kafka.format.codec;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.toolkit.format.codec.PoisonCode;

/** What can be wrong with a record of a schema registry, beside what can be with any record. */
public enum KafkaFormatCode implements PoisonCode {
  SCHEMA_VIOLATED(
      ErrorCategory.DATA,
      "A record does not satisfy its JSON Schema.",
      "mend the producer, or set value.validate to false"),
  FRAMING(
      ErrorCategory.DATA,
      "A record does not begin with the magic byte and schema id of the registry's framing.",
      "set value.framing to none if the producer uses no registry"),
  SCHEMA_ID_UNKNOWN(
      ErrorCategory.DATA,
      "The registry has no schema of the id in the record.",
      "check that schema_registry.url is the registry of the producer");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  KafkaFormatCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code KAFKA_FRAMING}. */
  @Override
  public String code() {
    return "KAFKA_" + name();
  }

  /** What kind of failure it is. */
  public ErrorCategory category() {
    return category;
  }

  /** What it means, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do, as an imperative phrase. */
  public String remedy() {
    return remedy;
  }

  @Override
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
