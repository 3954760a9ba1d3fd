package dpone.toolkit.format.codec;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/**
 * What can be wrong with a record or with the columns declared for it: the same code for the same
 * problem in every connector.
 */
public enum FormatCode implements PoisonCode {
  MALFORMED(
      ErrorCategory.DATA,
      "The bytes are not a value of the format.",
      "check that the declared format is that of the data; set such records aside"),
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
      "A record has a field without a column, and such fields are to fail.",
      "declare the column, or let fields without a column be ignored or collected"),
  FIELD_TWICE(
      ErrorCategory.DATA,
      "A record has one field twice.",
      "mend the producer, or let the last of the two count"),
  COLUMNS_UNKNOWN(
      ErrorCategory.CONFIG, "Nothing tells which columns a stream has.", "declare its columns"),
  TYPE_TEXT(
      ErrorCategory.CONFIG,
      "A column's type cannot be read.",
      "write it as in the table of types, such as decimal(18,4) or array<int64>"),
  OPTION(
      ErrorCategory.CONFIG,
      "An option does not fit the format.",
      "see the options of the format on the connector's page"),
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

  /** The stable code, such as {@code FORMAT_MALFORMED}. */
  @Override
  public String code() {
    return "FORMAT_" + name();
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
