package dpone.connector.vendors.appsflyer;

import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.ADDITIONAL_FIELDS;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.EVENT_COLUMNS;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.EVENT_NAME;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.MAXIMUM_ROWS;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.MAX_REPORTS;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.RETARGETING;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.SETTLE;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.TIMEZONE;
import static dpone.connector.vendors.appsflyer.AppsFlyerOptions.WINDOW;

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
import dpone.toolkit.http.page.FeedCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report as the options of its stream ask for it. */
final class AppsFlyerStreams {
  private static final Step FIRST = Step.parse("30d");

  /** The span that the vendor gives in-app events for at most. */
  private static final Duration MOST = Duration.ofDays(31);

  private final Report report;
  private final Options options;
  private final ZoneId zone;

  private AppsFlyerStreams(Report report, Options options) {
    this.report = report;
    this.options = options;
    this.zone = zone(options.findString(TIMEZONE).orElse("UTC"));
  }

  /**
   * The stream of a report.
   *
   * @param apps ids of the apps
   * @param options of the stream
   * @throws DponeException when they do not fit the report
   */
  static StreamDefinition define(Report report, List<String> apps, Options options) {
    AppsFlyerStreams stream = new AppsFlyerStreams(report, options);
    return switch (report.kind()) {
      case Report.Kind.Raw raw -> stream.raw(raw, apps);
      case Report.Kind.Aggregate aggregate -> stream.aggregate(aggregate, apps);
    };
  }

  private StreamDefinition raw(Report.Kind.Raw raw, List<String> apps) {
    refuse(EVENT_COLUMNS, options.strings(EVENT_COLUMNS).isEmpty());
    refuse(RETARGETING, !retargeting());
    refuse("attribution_touch_type", !options.has("attribution_touch_type"));
    long most = options.findInteger(MAXIMUM_ROWS).orElse(AppsFlyerOptions.MOST_ROWS);
    Set<String> fields = new LinkedHashSet<>(raw.fields());
    fields.addAll(options.strings(ADDITIONAL_FIELDS));
    Request request =
        filtered(
            Request.get("api/raw-data/export/app/{app_id}/" + report.path() + "/v5")
                .param("from", "{from:yyyy-MM-dd HH:mm:ss|" + zone + "}")
                .param("to", "{to:yyyy-MM-dd HH:mm:ss|" + zone + "}"));
    request = request.param("maximum_rows", Long.toString(most));
    if (!fields.isEmpty()) {
      request = request.param("additional_fields", String.join(",", fields));
    }
    if (!options.strings(EVENT_NAME).isEmpty()) {
      request = request.param("event_name", String.join(",", options.strings(EVENT_NAME)));
    }
    Slicing.Cap cap = new Slicing.Cap(most, Duration.ofSeconds(1), RawFields.EVENT_TIME);
    StreamDefinition.Builder stream =
        begin(request, apps, Slicing.Unit.SECOND, window("7d"), settled(), cap);
    RawFields.STANDARD.forEach(stream::column);
    fields.forEach(field -> stream.column(additional(field)));
    return stream.build();
  }

  private StreamDefinition aggregate(Report.Kind.Aggregate aggregate, List<String> apps) {
    refuse(ADDITIONAL_FIELDS, options.strings(ADDITIONAL_FIELDS).isEmpty());
    refuse(EVENT_NAME, options.strings(EVENT_NAME).isEmpty());
    refuse("geo", !options.has("geo"));
    refuse("currency", !options.has("currency"));
    Request request =
        filtered(
            Request.get("api/agg-data/export/app/{app_id}/" + report.path() + "/v5")
                .param("from", "{from:yyyy-MM-dd}")
                .param("to", "{last:yyyy-MM-dd}"));
    boolean retargeting = retargeting();
    if (retargeting) {
      request = request.param("reattr", "true");
    }
    StreamDefinition.Builder stream =
        begin(
            request,
            apps,
            Slicing.Unit.DAY,
            window(aggregate.byDay() ? "7d" : "1d"),
            settled(),
            null);
    if (!aggregate.byDay()) {
      stream.column(ColumnDefinition.ofRequest("from_date", Headers.DAY, "from"));
      stream.column(ColumnDefinition.ofRequest("to_date", Headers.DAY, "last"));
    }
    AggregateFields.of(aggregate.byDay(), aggregate.byCountry(), retargeting)
        .forEach(stream::column);
    options
        .strings(EVENT_COLUMNS)
        .forEach(header -> stream.column(Headers.column(header, Headers.NUMBER)));
    return stream.note("what no column takes of the app's own events is left out").build();
  }

  private StreamDefinition.Builder begin(
      Request request,
      List<String> apps,
      Slicing.Unit unit,
      Step window,
      Duration settled,
      Slicing.@Nullable Cap cap) {
    return StreamDefinition.named(report.name())
        .request(request)
        .slicedBy(new Slicing.Windows(unit, window, zone, FIRST, settled, cap))
        .slicedBy(new Slicing.Values("app_id", apps))
        .slicedBy(new Slicing.Values("report", List.of(report.name())))
        .format(new BodyFormat.Csv(',', '"', null, true, List.of("", "N/A", "null")))
        .increment(SpanOptions.increment(options))
        .bounds(bounds())
        .column(ColumnDefinition.ofRequest("source_app_id", Headers.TEXT, "app_id"))
        .column(ColumnDefinition.ofRequest("resource_name", Headers.TEXT, "report"))
        .note("times are local times of " + zone)
        .note("each window of each app takes one report of the daily quota");
  }

  /** What was paid for is committed at once: a run that is cut off asks for none of it again. */
  private Bounds bounds() {
    return SpanOptions.bounds(report.name(), options, zone)
        .pages(options.findInteger(MAX_REPORTS).orElse(AppsFlyerOptions.MOST_REPORTS))
        .checkpoints(1);
  }

  private Request filtered(Request request) {
    Request filtered = request;
    for (String name : AppsFlyerOptions.FILTERS) {
      String value = options.findString(name).orElse(null);
      if (value != null) {
        filtered = filtered.param(name, literal(name, value));
      }
    }
    // The API's own default is UTC, and it takes no other name for it.
    return zone.equals(ZoneOffset.UTC) ? filtered : filtered.param("timezone", zone.getId());
  }

  private String literal(String option, String value) {
    if (value.indexOf('{') >= 0) {
      throw wrong(option, "braces are no part of a value: " + value);
    }
    return value;
  }

  private ColumnDefinition additional(String field) {
    ColumnDefinition column = RawFields.additional().get(field);
    if (column == null) {
      throw wrong(
          ADDITIONAL_FIELDS,
          "there is no field " + field + "; there are " + RawFields.additional().keySet());
    }
    return column;
  }

  private boolean retargeting() {
    return options.has(RETARGETING) && options.bool(RETARGETING);
  }

  private Duration settled() {
    return options.has(SETTLE) ? options.duration(SETTLE) : report.settled();
  }

  private Step window(String usual) {
    try {
      Step step = Step.parse(options.findString(WINDOW).orElse(usual));
      Duration span = Duration.between(Instant.EPOCH, step.after(Instant.EPOCH, ZoneOffset.UTC));
      if (span.compareTo(MOST) > 0) {
        throw wrong(WINDOW, "the API gives at most " + MOST.toDays() + " days at once");
      }
      if (step.amount() instanceof Duration && report.kind() instanceof Report.Kind.Aggregate) {
        throw wrong(WINDOW, "an aggregate report is about whole days");
      }
      return step;
    } catch (IllegalArgumentException malformed) {
      throw wrong(WINDOW, String.valueOf(malformed.getMessage()));
    }
  }

  private ZoneId zone(String text) {
    try {
      ZoneId id = ZoneId.of(text);
      return id.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : id;
    } catch (DateTimeException unknown) {
      throw wrong(TIMEZONE, "there is no time zone " + text);
    }
  }

  private void refuse(String option, boolean absent) {
    if (!absent) {
      List<String> fitting = new ArrayList<>(Report.names());
      boolean raw = report.kind() instanceof Report.Kind.Raw;
      List<String> rawNames = Report.rawNames().toList();
      fitting.removeIf(name -> rawNames.contains(name) == raw);
      throw wrong(option, "it is for " + String.join(", ", fitting));
    }
  }

  private DponeException wrong(String option, String what) {
    return FeedCode.STREAM_OPTION
        .error(option + ": " + what)
        .at(Place.stream(report.name()))
        .remedy("correct " + option + " of the stream")
        .build();
  }
}
