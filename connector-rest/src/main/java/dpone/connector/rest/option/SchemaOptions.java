package dpone.connector.rest.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The groups {@code schema} of a stream: its columns. The constants are names of options. */
public final class SchemaOptions {
  public static final String SCHEMA = "schema";
  public static final String NAME = "name";
  public static final String TYPE = "type";
  public static final String NULLABLE = "nullable";
  public static final String POINTER = "pointer";
  public static final String OF = "of";
  public static final String VARIABLE = "variable";
  public static final String EPOCH = "epoch";
  public static final String PATTERN = "pattern";
  public static final String ZONE = "zone";
  public static final String DECIMAL = "decimal";
  public static final String EMPTY_IS_NULL = "empty_is_null";

  /** What {@link #OF} names. */
  public static final String RECORD = "record";

  public static final String OUTER = "outer";
  public static final String ENVELOPE = "envelope";

  private SchemaOptions() {}

  /** The columns, in order. */
  public static Option groups() {
    return Option.groups(
        SCHEMA,
        "Columns, in order. Without them the first records tell; what they tell is then held to.",
        Option.of(NAME, OptionType.STRING, "Name of the column.").require(),
        Option.of(TYPE, OptionType.STRING, "Logical type, as in the table of types.")
            .require()
            .example("decimal(18,4)"),
        Option.of(NULLABLE, OptionType.BOOLEAN, "Whether the value may be null or missing.")
            .defaultsTo("true"),
        Option.of(
                POINTER,
                OptionType.STRING,
                "Where the value stands in the record, as a JSON Pointer; the field of the column's"
                    + " name if left out, and the whole record if empty. csv: a slash and the name"
                    + " in the header. xml: /name of an element, /@name of an attribute.")
            .example("/address/city"),
        Option.of(
                OF,
                OptionType.STRING,
                "What the pointer leads into: the record, the record around it where explode is"
                    + " given, or the answer beside its records, before the first of them.")
            .oneOf(RECORD, OUTER, ENVELOPE)
            .defaultsTo(RECORD),
        Option.of(
                VARIABLE,
                OptionType.STRING,
                "The column shows a variable of the request instead, such as a parent's id or the"
                    + " day that was asked for.")
            .example("customer_id"),
        Option.of(EPOCH, OptionType.STRING, "Unit of a date or time that is a number since 1970.")
            .oneOf("days", "seconds", "millis", "micros", "nanos"),
        Option.of(
                PATTERN,
                OptionType.STRING,
                "How a date or time is written, where not by ISO 8601: letters as of Java's"
                    + " DateTimeFormatter.")
            .example("dd.MM.yyyy"),
        Option.of(
                ZONE,
                OptionType.STRING,
                "Time zone of times that have none, where the column is an instant.")
            .example("Europe/Moscow"),
        Option.of(
                DECIMAL,
                OptionType.STRING,
                "What stands before the fraction of numbers that are written for people, in text,"
                    + " with or without groups of digits.")
            .oneOf("point", "comma"),
        Option.of(EMPTY_IS_NULL, OptionType.BOOLEAN, "Whether an empty text means null.")
            .defaultsTo("false"));
  }
}
