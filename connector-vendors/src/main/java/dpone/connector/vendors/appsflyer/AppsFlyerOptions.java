package dpone.connector.vendors.appsflyer;

import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.List;

/** The options, as data. */
public final class AppsFlyerOptions {
  static final String API_TOKEN = "api_token";
  static final String APP_IDS = "app_ids";
  static final String DOWNLOAD_HOSTS = "download_hosts";
  static final String WINDOW = "window";
  static final String SETTLE = "settle";
  static final String TIMEZONE = "timezone";
  static final String MAXIMUM_ROWS = "maximum_rows";
  static final String MAX_REPORTS = "max_reports";
  static final String ADDITIONAL_FIELDS = "additional_fields";
  static final String EVENT_COLUMNS = "event_columns";
  static final String RETARGETING = "reattr";
  static final String EVENT_NAME = "event_name";

  /** Rows that a report has when nobody asks for more; also where some plans cut it off. */
  static final long USUAL_ROWS = 200_000;

  /** Rows that a report can be asked for at most. */
  static final long MOST_ROWS = 1_000_000;

  /** As good as no bound on the reports of a run. */
  static final long MOST_REPORTS = 100_000;

  /** Parameters of the API that go through as they are. */
  static final List<String> FILTERS =
      List.of("media_source", "category", "geo", "currency", "attribution_touch_type");

  /** Options of a connection. A report is made while its caller waits, which takes minutes. */
  public static final OptionSpec CONNECTION =
      patient(
          ConnectionOptions.of(
              "https://hq1.appsflyer.com",
              Option.of(
                      API_TOKEN,
                      OptionType.SECRET,
                      "The API V2 token; an administrator finds it under Security center, AppsFlyer API"
                          + " tokens.")
                  .require()
                  .example("${APPSFLYER_TOKEN}"),
              Option.of(
                      APP_IDS,
                      OptionType.STRING_LIST,
                      "The apps whose reports are read, each with a quota of its own.")
                  .require()
                  .example("[id123456789, com.example.app]"),
              Option.of(
                      DOWNLOAD_HOSTS,
                      OptionType.STRING_LIST,
                      "Hosts that a report is fetched from without the token, where the API sends there;"
                          + " without it rawdata.appsflyer.com.")
                  .example("[rawdata.appsflyer.com]")));

  /** Options of a stream. */
  public static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 30 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          Option.of(
                  WINDOW,
                  OptionType.STRING,
                  "Span of time that one report is asked for, which is what the daily quota counts;"
                      + " without it 7d, and 1d for partners_report and geo_report, whose rows are"
                      + " about the whole span.")
              .example("1d"),
          Option.of(
                  SETTLE,
                  OptionType.DURATION,
                  "How long a report may still change: an append ends so much earlier, a merge"
                      + " begins so much earlier. Without it, by how often the vendor refreshes the"
                      + " report.")
              .example("2d"),
          Option.of(
                  TIMEZONE,
                  OptionType.STRING,
                  "Time zone of the report; the API takes UTC and the one in the app's settings.")
              .defaultsTo("UTC")
              .example("Europe/Berlin"),
          Option.of(
                  MAXIMUM_ROWS,
                  OptionType.INTEGER,
                  "Raw reports: rows that one report is asked for; one that has as many is cut off,"
                      + " and the rest of its window is asked for.")
              .between(1, MOST_ROWS)
              .defaultsTo(Long.toString(MOST_ROWS)),
          Option.of(
                  MAX_REPORTS,
                  OptionType.INTEGER,
                  "Reports that a run asks for at most, of all apps together; where it needs more,"
                      + " it fails before the daily quota of other readers is spent.")
              .between(1, MOST_REPORTS)
              .defaultsTo(Long.toString(MOST_REPORTS)),
          Option.of(
                  ADDITIONAL_FIELDS,
                  OptionType.STRING_LIST,
                  "Raw reports: further fields, each a column more.")
              .example("[device_model, store_reinstall]"),
          Option.of(
                  EVENT_COLUMNS,
                  OptionType.STRING_LIST,
                  "Aggregate reports: columns of the app's own events as the report names them.")
              .example("[\"af_purchase (Unique users)\"]"),
          Option.of(
                  RETARGETING, OptionType.BOOLEAN, "Aggregate reports: the numbers of retargeting.")
              .defaultsTo("false"),
          Option.of(
              EVENT_NAME, OptionType.STRING_LIST, "Reports of in-app events: only these events."),
          Option.of(
                  "media_source",
                  OptionType.STRING,
                  "Only this media source; raw reports need category, too.")
              .example("facebook"),
          Option.of(
              "category",
              OptionType.STRING,
              "Goes with media_source: facebook, twitter, or standard for all others."),
          Option.of("geo", OptionType.STRING, "Raw reports: only this country.").example("FR"),
          Option.of("currency", OptionType.STRING, "Raw reports: currency of amounts.")
              .oneOf("preferred", "USD"),
          Option.of(
                  "attribution_touch_type",
                  OptionType.STRING,
                  "Aggregate reports: the numbers of view-through attribution.")
              .oneOf("impression"));

  private AppsFlyerOptions() {}

  private static OptionSpec patient(OptionSpec spec) {
    return new OptionSpec(
        spec.options().stream()
            .map(option ->
                switch (option.name()) {
                  case "timeout" -> option.defaultsTo("10m");
                  case "total_timeout" -> option.defaultsTo("30m");
                  default -> option;
                })
            .toList());
  }
}
