package dpone.connector.kafka.format;

import dpone.connector.kafka.format.avro.AvroFormat;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.format.csv.CsvFormat;
import dpone.connector.kafka.format.json.JsonFormat;
import dpone.connector.kafka.format.jsonschema.JsonSchemaFormat;
import dpone.connector.kafka.format.protobuf.ProtobufFormat;
import dpone.connector.kafka.format.raw.RawFormat;
import dpone.connector.kafka.registry.SchemaRegistry;
import dpone.connector.kafka.registry.Subjects;
import dpone.spi.option.Options;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.json.JsonRules;
import java.util.Locale;

/** Makes formats out of options. */
public final class Formats {
  private Formats() {}

  /**
   * A format.
   *
   * @param options values of one of the groups of {@link FormatOptions}
   * @param isKey whether it is for keys, which have subjects of their own
   * @param registry asked only by formats that need one
   */
  public static ValueFormat open(Options options, boolean isKey, SchemaRegistry registry) {
    DeclaredColumns declared = DeclaredColumns.of(options.groups("columns"));
    boolean envelope = options.findString("envelope").orElse("flat").equals("dpone");
    String format = options.findString("format").orElse("json");
    return switch (format) {
      case "json" ->
          new JsonFormat(
              declared,
              rules(options),
              envelope,
              Math.toIntExact(options.findInteger("schema_sample_size").orElse(0L)));
      case "avro" ->
          new AvroFormat(
              subjects(options, isKey, registry),
              declared,
              envelope,
              options.findString("unions").orElse("fail").equals("struct"));
      case "json_schema" ->
          new JsonSchemaFormat(
              subjects(options, isKey, registry),
              declared,
              rules(options),
              envelope,
              !options.has("validate") || options.bool("validate"));
      case "protobuf" -> new ProtobufFormat(subjects(options, isKey, registry), declared, envelope);
      case "csv" -> new CsvFormat(declared, csv(options, envelope));
      case "text", "bytes" ->
          new RawFormat(flat(envelope, format).equals("text"), isKey ? "key" : "value");
      default -> throw FormatCode.OPTION.error("no such format: " + format).build();
    };
  }

  private static CsvRules csv(Options options, boolean envelope) {
    flat(envelope, "csv");
    return CsvRules.of(
        options.findString("delimiter").orElse(","),
        options.findString("quote").orElse("\""),
        options.findString("null_text").orElse(""),
        options.findString("binary").orElse("base64").equals("hex"));
  }

  private static String flat(boolean envelope, String format) {
    if (envelope) {
      throw FormatCode.OPTION
          .error("records of format " + format + " have no envelope")
          .remedy("set value.envelope to flat")
          .build();
    }
    return format;
  }

  private static Subjects subjects(Options options, boolean isKey, SchemaRegistry registry) {
    if (options.findString("framing").orElse("schema_id").equals("none")) {
      throw FormatCode.OPTION
          .error("records of this format without schema id tell nobody what they are")
          .remedy("leave value.framing out")
          .build();
    }
    return new Subjects(
        registry,
        options.findString("subject_name_strategy").orElse("topic"),
        options.findString("record_name").orElse(""),
        isKey,
        !options.has("auto_register_schemas") || options.bool("auto_register_schemas"),
        options.has("use_latest") && options.bool("use_latest"));
  }

  private static JsonRules rules(Options options) {
    String unknown = options.findString("unknown_fields").orElse("ignore");
    return new JsonRules(
        JsonRules.Unknown.valueOf(unknown.toUpperCase(Locale.ROOT)),
        unknown.equals("rest") ? options.findString("rest_column").orElse("_rest") : "",
        options.findString("duplicate_fields").orElse("fail").equals("last"),
        options.findString("binary").orElse("base64").equals("hex"));
  }
}
