package dpone.connector.kafka.format.codec;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** Every code of the formats: its category, what it means and what to do. */
public enum FormatCode {
  MALFORMED(
      ErrorCategory.DATA,
      "The bytes are not a value of the format.",
      "check value.format; send such records to a dead-letter topic or file"),
  VALUE_OUT_OF_RANGE(
      ErrorCategory.DATA,
      "A column cannot hold the value exactly.",
      "give the column a wider type"),
  VALUE_WRONG_TYPE(
      ErrorCategory.DATA,
      "The value is of another type than the column.",
      "declare the column with the type that the records have"),
  VALUE_MISSING(
      ErrorCategory.DATA,
      "A column that must not be null has no value.",
      "declare the column as nullable, or mend the producer"),
  FIELD_UNKNOWN(
      ErrorCategory.DATA,
      "A record has a field without a column, and value.unknown_fields is fail.",
      "declare the column, or set value.unknown_fields to ignore or rest"),
  FIELD_TWICE(
      ErrorCategory.DATA,
      "A record has one field twice.",
      "mend the producer, or set value.duplicate_fields to last"),
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
      "check that schema_registry.url is the registry of the producer"),
  COLUMNS_UNKNOWN(
      ErrorCategory.CONFIG,
      "Nothing tells which columns a topic has.",
      "declare value.columns, use a format with a registry, or set value.schema_sample_size"),
  TYPE_TEXT(
      ErrorCategory.CONFIG,
      "A column's type cannot be read.",
      "write it as in the table of types, such as decimal(18,4) or array<int64>"),
  FORMAT_OPTION(
      ErrorCategory.CONFIG,
      "An option does not fit the format.",
      "see the format's section in docs/connectors/kafka.md"),
  TYPE_UNSUPPORTED(
      ErrorCategory.SCHEMA,
      "The format or the connector has no such type.",
      "leave the column out, or convert it in the source's query");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  FormatCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code KAFKA_MALFORMED}. */
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

  /** Starts an error of this code. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
