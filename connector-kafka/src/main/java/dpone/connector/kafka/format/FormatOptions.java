package dpone.connector.kafka.format;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import java.util.ArrayList;
import java.util.List;

/** The options of formats: groups of a stream at the source, and of the sink. */
public final class FormatOptions {
  /** The group {@code value} of a source's stream. */
  public static final Option SOURCE_VALUE = group("value", "How record values are read.", source());

  /** The group {@code key} of a source's stream. */
  public static final Option SOURCE_KEY = group("key", "How record keys are read.", source());

  /** The group {@code value} of a sink. */
  public static final Option SINK_VALUE = group("value", "How record values are written.", sink());

  /** The group {@code key_format} of a sink. */
  public static final Option SINK_KEY = group("key_format", "How record keys are written.", sink());

  private FormatOptions() {}

  private static Option group(String name, String description, List<Option> fields) {
    return Option.group(name, description, fields.toArray(Option[]::new));
  }

  private static List<Option> common() {
    return new ArrayList<>(
        List.of(
            Option.of("format", OptionType.STRING, "Format of the bytes.")
                .oneOf("json", "json_schema", "avro", "protobuf", "csv", "text", "bytes")
                .defaultsTo("json"),
            Option.of(
                    "envelope",
                    OptionType.STRING,
                    "flat: the value is the row. dpone: the value has op, data, metadata, source.")
                .oneOf("flat", "dpone")
                .defaultsTo("flat"),
            Option.of(
                    "framing",
                    OptionType.STRING,
                    "schema_id: a zero byte and four bytes of schema id come first; none: neither."
                        + " The default is schema_id for json_schema, avro and protobuf.")
                .oneOf("schema_id", "none"),
            Option.of(
                    "subject_name_strategy",
                    OptionType.STRING,
                    "Which subject of the registry belongs to a topic.")
                .oneOf("topic", "record", "topic_record")
                .defaultsTo("topic"),
            Option.of(
                    "record_name",
                    OptionType.STRING,
                    "Full name of the record or message; needed by the strategies record and"
                        + " topic_record.")
                .example("shop.Order"),
            Option.of("delimiter", OptionType.STRING, "csv: character between two fields.")
                .defaultsTo(","),
            Option.of("quote", OptionType.STRING, "csv: character around a field; empty for none.")
                .defaultsTo("\""),
            Option.of("null_text", OptionType.STRING, "csv: an unquoted field that means null.")
                .defaultsTo(""),
            Option.of("binary", OptionType.STRING, "json, csv: how bytes are written as text.")
                .oneOf("base64", "hex")
                .defaultsTo("base64")));
  }

  private static List<Option> source() {
    List<Option> options = common();
    options.add(
        Option.groups(
            "columns",
            "Columns of the records, in order; without them the registry tells.",
            Option.of("name", OptionType.STRING, "Field of the record.").require(),
            Option.of("type", OptionType.STRING, "Logical type.")
                .require()
                .example("decimal(18,4)"),
            Option.of("nullable", OptionType.BOOLEAN, "Whether the field may be null or missing.")
                .defaultsTo("true"),
            Option.of(
                    "epoch",
                    OptionType.STRING,
                    "Unit of a date or timestamp that is a number; without it, text by ISO 8601.")
                .oneOf("days", "seconds", "millis", "micros", "nanos")));
    options.add(
        Option.of("unknown_fields", OptionType.STRING, "What happens to a field without column.")
            .oneOf("ignore", "fail", "rest")
            .defaultsTo("ignore"));
    options.add(
        Option.of(
                "rest_column",
                OptionType.STRING,
                "json: column that takes the fields without column, as JSON.")
            .defaultsTo("_rest"));
    options.add(
        Option.of("duplicate_fields", OptionType.STRING, "json: what a field given twice means.")
            .oneOf("fail", "last")
            .defaultsTo("fail"));
    options.add(
        Option.of(
                "schema_sample_size",
                OptionType.INTEGER,
                "json: records looked at to find the columns; 0 means never.")
            .between(0, 1_000_000)
            .defaultsTo("0"));
    options.add(
        Option.of("validate", OptionType.BOOLEAN, "json_schema: hold each record to its schema.")
            .defaultsTo("true"));
    options.add(
        Option.of(
                "unions",
                OptionType.STRING,
                "avro: what a union of several types becomes: a struct with a field for each, or"
                    + " an error.")
            .oneOf("fail", "struct")
            .defaultsTo("fail"));
    return options;
  }

  private static List<Option> sink() {
    List<Option> options = common();
    options.add(
        Option.of(
                "auto_register_schemas",
                OptionType.BOOLEAN,
                "Register the schema that follows from the columns.")
            .defaultsTo("true"));
    options.add(
        Option.of(
                "use_latest",
                OptionType.BOOLEAN,
                "Write by the newest schema under the subject instead of registering one.")
            .defaultsTo("false"));
    return options;
  }
}
