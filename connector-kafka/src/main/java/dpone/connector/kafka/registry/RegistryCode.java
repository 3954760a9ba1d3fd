package dpone.connector.kafka.registry;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** Every code of the schema registry: its category, what it means and what to do. */
public enum RegistryCode {
  REGISTRY_MISSING(
      ErrorCategory.CONFIG,
      "The format needs a schema registry, and the connection names none.",
      "set connection.schema_registry.url"),
  REGISTRY_UNREACHABLE(
      ErrorCategory.TRANSIENT,
      "Nothing answers at the registry's address, or the connection broke.",
      "check connection.schema_registry.url, and that the registry runs"),
  REGISTRY_FAILED(
      ErrorCategory.TRANSIENT,
      "The registry failed at its own work.",
      "run again; if it repeats, look into the registry's log"),
  REGISTRY_THROTTLED(
      ErrorCategory.THROTTLED,
      "The registry asks to slow down.",
      "wait, or ask for a higher limit"),
  REGISTRY_AUTHENTICATION(
      ErrorCategory.AUTHENTICATION,
      "The registry refused the credential, or it may not do this.",
      "check connection.schema_registry.username and password, or token"),
  REGISTRY_TLS(
      ErrorCategory.AUTHENTICATION,
      "An encrypted connection to the registry could not be made or its certificate not verified.",
      "set connection.schema_registry.ssl_root_cert to the authority's certificate"),
  REGISTRY_ANSWER(
      ErrorCategory.CONFIG,
      "The answer is not one of a schema registry.",
      "check the path of connection.schema_registry.url"),
  SUBJECT_UNKNOWN(
      ErrorCategory.NOT_FOUND,
      "The registry has no schema under the subject.",
      "check the topic and subject_name_strategy, register a schema, or declare the columns"),
  SCHEMA_INVALID(
      ErrorCategory.SCHEMA,
      "A schema cannot be read, or the registry does not take it as one.",
      "mend the schema under the subject"),
  SCHEMA_INCOMPATIBLE(
      ErrorCategory.SCHEMA,
      "The registry does not take the schema: it is not compatible with what is under the subject.",
      "change the columns back, write to another topic, or change the subject's compatibility"),
  SCHEMA_NOT_REGISTERED(
      ErrorCategory.SCHEMA,
      "The schema is not registered, and auto_register_schemas is false.",
      "register it, or set auto_register_schemas to true");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  RegistryCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code KAFKA_SUBJECT_UNKNOWN}. */
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
