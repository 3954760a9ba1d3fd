package dpone.connector.vendors.mindbox;

import dpone.connector.vendors.common.ColumnOptions;
import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options, as data. */
public final class MindboxOptions {
  static final String ENDPOINT_ID = "endpoint_id";
  static final String SECRET_KEY = "secret_key";
  static final String AUTHORIZATION = "authorization";
  static final String DOWNLOAD_HOSTS = "download_hosts";
  static final String OPERATION = "operation";
  static final String FORMAT = "format";
  static final String RECORDS = "records";
  static final String DELIMITER = "delimiter";
  static final String PARAMS = "params";
  static final String WINDOWED = "windowed";
  static final String WINDOW = "window";
  static final String TIMEZONE = "timezone";
  static final String SETTLE = "settle";
  static final String UNIQUE = "key";
  static final String RESULT = "result";
  static final String POLL_INTERVAL = "poll_interval";
  static final String EXPORT_TIMEOUT = "export_timeout";

  /** Options of a connection. */
  public static final OptionSpec CONNECTION =
      ConnectionOptions.of(
          "https://api.mindbox.ru",
          Option.of(
                  ENDPOINT_ID,
                  OptionType.STRING,
                  "The point of integration whose operations are called.")
              .require()
              .example("shop.Export"),
          Option.of(SECRET_KEY, OptionType.SECRET, "Secret key of the point of integration.")
              .require()
              .example("${MINDBOX_SECRET_KEY}"),
          Option.of(
                  AUTHORIZATION,
                  OptionType.STRING,
                  "How the key is sent: secret_key for `SecretKey ...`, as the present pages say;"
                      + " mindbox for `Mindbox secretKey=\"...\"`, as older ones do.")
              .oneOf("secret_key", "mindbox")
              .defaultsTo("secret_key"),
          Option.of(
                  DOWNLOAD_HOSTS,
                  OptionType.STRING_LIST,
                  "Hosts beside the API's own that files are fetched from, always without the key;"
                      + " a file elsewhere ends the run with the host's name.")
              .example("[storage.example]"));

  /** Options of a stream. */
  public static final OptionSpec STREAM =
      OptionSpec.of(
          Option.of(
                  OPERATION,
                  OptionType.STRING,
                  "Name of the operation with the export step, as it was set up in Mindbox; without"
                      + " it the stream's name.")
              .example("OrdersExport"),
          Option.of(FORMAT, OptionType.STRING, "What the files are written in.")
              .oneOf("json", "csv", "xml")
              .defaultsTo("json"),
          Option.of(
                  RECORDS,
                  OptionType.STRING,
                  "Path of the records in a file of JSON or XML; known for the documented exports.")
              .example("/orders"),
          Option.of(DELIMITER, OptionType.STRING, "csv: character between two fields.")
              .defaultsTo(";"),
          ColumnOptions.option(
              "those of the documented export; an export of another name needs it, since a look at"
                  + " its records would start one"),
          Option.of(UNIQUE, OptionType.STRING_LIST, "Columns that identify a record.")
              .example("[order_id]"),
          Option.of(PARAMS, OptionType.STRING_MAP, "Further fields of the request, as text."),
          Option.of(
                  WINDOWED,
                  OptionType.BOOLEAN,
                  "Whether the export takes sinceDateTimeUtc and tillDateTimeUtc; without, every"
                      + " read is of everything.")
              .defaultsTo("true"),
          SpanOptions.start("the last 30 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          Option.of(WINDOW, OptionType.STRING, "Span of time that one export is asked for.")
              .defaultsTo("1d"),
          Option.of(TIMEZONE, OptionType.STRING, "Zone whose days the windows are.")
              .defaultsTo("UTC")
              .example("Europe/Moscow"),
          Option.of(
                  SETTLE,
                  OptionType.DURATION,
                  "How long a window may still change: an append ends so much earlier, a merge begins"
                      + " so much earlier.")
              .defaultsTo("10m"),
          Option.of(
                  RESULT,
                  OptionType.STRING,
                  "Field of an answer that tells how far the export is: file for operations that"
                      + " were set up long ago.")
              .oneOf("exportResult", "file")
              .defaultsTo("exportResult"),
          Option.of(
                  POLL_INTERVAL,
                  OptionType.DURATION,
                  "Longest pause between two questions whether an export is ready; the first ones"
                      + " come sooner.")
              .defaultsTo("30s"),
          Option.of(
                  EXPORT_TIMEOUT,
                  OptionType.DURATION,
                  "How long after its start an export has to be ready; the next run asks for the same"
                      + " one.")
              .defaultsTo("1h"));

  private MindboxOptions() {}
}
