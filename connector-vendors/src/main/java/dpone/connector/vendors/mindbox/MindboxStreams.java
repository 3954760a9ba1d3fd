package dpone.connector.vendors.mindbox;

import static dpone.connector.vendors.mindbox.MindboxOptions.DELIMITER;
import static dpone.connector.vendors.mindbox.MindboxOptions.FORMAT;
import static dpone.connector.vendors.mindbox.MindboxOptions.OPERATION;
import static dpone.connector.vendors.mindbox.MindboxOptions.PARAMS;
import static dpone.connector.vendors.mindbox.MindboxOptions.RECORDS;
import static dpone.connector.vendors.mindbox.MindboxOptions.SETTLE;
import static dpone.connector.vendors.mindbox.MindboxOptions.TIMEZONE;
import static dpone.connector.vendors.mindbox.MindboxOptions.UNIQUE;
import static dpone.connector.vendors.mindbox.MindboxOptions.WINDOW;
import static dpone.connector.vendors.mindbox.MindboxOptions.WINDOWED;

import dpone.connector.vendors.common.ColumnOptions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Template;
import dpone.toolkit.http.page.FeedCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an operation exports, as the options of its stream ask for it. */
final class MindboxStreams {
  private static final String PATH = "v3/operations/sync";
  private static final Step FIRST = Step.parse("30d");

  private final String name;
  private final Options options;
  private final Optional<KnownExport> known;

  private MindboxStreams(String name, Options options) {
    this.name = name;
    this.options = options;
    this.known = KnownExport.find(name);
  }

  /** The names of the documented exports. */
  static List<String> names() {
    return KnownExport.ALL.stream().map(KnownExport::name).toList();
  }

  /**
   * The stream of that name; its request is the one that starts an export.
   *
   * @param endpoint point of integration
   * @throws DponeException when its options do not say enough
   */
  static StreamDefinition define(String name, String endpoint, Options options) {
    return new MindboxStreams(name, options).define(endpoint);
  }

  /** The request that asks how far an export is; its id is the variable {@code export}. */
  static Request poll(StreamDefinition stream) {
    Request start = stream.request();
    Request poll = Request.ask(PATH, "{\"exportId\":\"{export}\"}");
    for (Map.Entry<String, Template> param : start.params().entrySet()) {
      poll = poll.param(param.getKey(), param.getValue().toString());
    }
    return poll.header("Accept", "application/json");
  }

  private StreamDefinition define(String endpoint) {
    boolean windowed = !options.has(WINDOWED) || options.bool(WINDOWED);
    StreamDefinition.Builder stream =
        StreamDefinition.named(name)
            .request(start(endpoint, windowed))
            .format(format())
            .bounds(bounds())
            .key(key().toArray(String[]::new));
    if (windowed) {
      stream
          .slicedBy(
              new Slicing.Windows(Slicing.Unit.SECOND, window(), zone(), FIRST, settle(), null))
          .increment(SpanOptions.increment(options));
    }
    columns().forEach(stream::column);
    return stream
        .note("each window is an export of its own; a run that is cut off asks for the same one")
        .build();
  }

  private Request start(String endpoint, boolean windowed) {
    Map<String, String> fields = new TreeMap<>(options.map(PARAMS));
    if (windowed) {
      fields.put("sinceDateTimeUtc", "{from:yyyy-MM-dd HH:mm}");
      fields.put("tillDateTimeUtc", "{to:yyyy-MM-dd HH:mm}");
    }
    StringBuilder body = new StringBuilder("{");
    fields.forEach((field, value) ->
        body.append(body.length() == 1 ? "" : ",")
            .append('"')
            .append(text(field))
            .append("\":\"")
            .append(options.map(PARAMS).containsKey(field) ? text(value) : value)
            .append('"'));
    Request start =
        new Request(
            "POST",
            Template.of(PATH),
            Map.of(),
            Map.of(),
            Template.of(body.append('}').toString()),
            "application/json",
            false);
    return start
        .param("endpointId", literal(endpoint))
        .param("operation", literal(options.findString(OPERATION).orElse(name)))
        .header("Accept", "application/json");
  }

  private BodyFormat format() {
    return switch (options.findString(FORMAT).orElse("json")) {
      case "csv" -> {
        String delimiter = options.findString(DELIMITER).orElse(";");
        if (delimiter.length() != 1) {
          throw wrong(DELIMITER + " is not one character: " + delimiter, DELIMITER);
        }
        yield new BodyFormat.Csv(delimiter.charAt(0), '"', null, true, List.of(""));
      }
      case "xml" -> new BodyFormat.Xml(records());
      default -> BodyFormat.Json.at(records());
    };
  }

  private String records() {
    return options
        .findString(RECORDS)
        .or(() -> known.map(KnownExport::records))
        .orElseThrow(() -> wrong("nothing tells where the records are in a file", RECORDS));
  }

  private List<ColumnDefinition> columns() {
    List<ColumnDefinition> declared = ColumnOptions.read(name, options);
    if (!declared.isEmpty()) {
      return declared;
    }
    if (!options.findString(FORMAT).orElse("json").equals("json")) {
      throw wrong("nothing tells which columns the files have", ColumnOptions.SCHEMA);
    }
    return known
        .map(KnownExport::columns)
        .orElseThrow(() ->
            FeedCode.STREAM_UNKNOWN
                .error("there is no documented export " + name + ", and no schema is declared")
                .at(Place.stream(name))
                .remedy("declare schema and records, or name one of " + names())
                .build());
  }

  private List<String> key() {
    List<String> declared = options.strings(UNIQUE);
    boolean documented = options.groups(ColumnOptions.SCHEMA).isEmpty();
    return declared.isEmpty() && documented
        ? known.map(KnownExport::key).orElse(List.of())
        : declared;
  }

  /** An export that was waited for is committed at once, and so is the one that was started. */
  private Bounds bounds() {
    return SpanOptions.bounds(name, options, zone()).checkpoints(1);
  }

  private Step window() {
    try {
      return Step.parse(options.findString(WINDOW).orElse("1d"));
    } catch (IllegalArgumentException malformed) {
      throw wrong(String.valueOf(malformed.getMessage()), WINDOW);
    }
  }

  private Duration settle() {
    return options.has(SETTLE) ? options.duration(SETTLE) : Duration.ofMinutes(10);
  }

  private ZoneId zone() {
    String text = options.findString(TIMEZONE).orElse("UTC");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw wrong("there is no time zone " + text, TIMEZONE);
    }
  }

  private String literal(String value) {
    if (value.indexOf('{') >= 0) {
      throw wrong("braces are no part of a name: " + value, OPERATION);
    }
    return value;
  }

  /** A text inside of a string of JSON. */
  private String text(String value) {
    if (value.indexOf('{') >= 0 || value.chars().anyMatch(c -> c < ' ')) {
      throw wrong("neither braces nor line breaks can be sent: " + value, PARAMS);
    }
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private DponeException wrong(String what, String option) {
    return FeedCode.STREAM_OPTION
        .error(what)
        .at(Place.stream(name))
        .remedy("set " + option + " of the stream")
        .build();
  }
}
