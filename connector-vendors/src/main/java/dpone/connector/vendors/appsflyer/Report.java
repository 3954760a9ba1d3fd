package dpone.connector.vendors.appsflyer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A report of the Pull API.
 *
 * @param name of the stream
 * @param path segment of the address that names it
 * @param kind what its rows are
 * @param settled how long after a moment rows about it may still appear, by how often the vendor
 *     refreshes the report
 * @see <a href="https://dev.appsflyer.com/hc/reference/raw_data_pull_api_tokenv2-overview">Raw data
 *     Pull API</a>
 */
record Report(String name, String path, Kind kind, Duration settled) {
  /** What the rows of a report are. */
  sealed interface Kind {
    /**
     * Events, one a row.
     *
     * @param fields further fields that the report is asked for
     */
    record Raw(List<String> fields) implements Kind {}

    /**
     * Numbers.
     *
     * @param byDay whether a row is about a day, else about the whole window
     * @param byCountry whether it is about a country
     */
    record Aggregate(boolean byDay, boolean byCountry) implements Kind {}
  }

  private static final Duration REAL_TIME = Duration.ofHours(1);
  private static final Duration CONTINUOUS = Duration.ofHours(6);
  private static final Duration DAILY = Duration.ofDays(2);

  private static final Kind EVENTS = new Kind.Raw(List.of());
  private static final Kind AD_REVENUE =
      new Kind.Raw(
          List.of(
              "ad_unit",
              "segment",
              "placement",
              "monetization_network",
              "impressions",
              "mediation_network"));
  private static final Kind BLOCKED =
      new Kind.Raw(
          List.of(
              "blocked_reason",
              "blocked_reason_value",
              "blocked_reason_rule",
              "blocked_sub_reason"));
  private static final Kind DETECTED =
      new Kind.Raw(List.of("rejected_reason", "rejected_reason_value"));

  /** Every report there is, in the order of the documentation. */
  static final List<Report> ALL =
      List.of(
          raw("installs_report", REAL_TIME),
          raw("in_app_events_report", REAL_TIME),
          raw("uninstall_events_report", DAILY),
          raw("reinstalls", REAL_TIME),
          raw("organic_installs_report", CONTINUOUS),
          raw("organic_in_app_events_report", CONTINUOUS),
          raw("organic_uninstall_events_report", DAILY),
          raw("reinstalls_organic", REAL_TIME),
          new Report("installs_retarget", "installs-retarget", EVENTS, REAL_TIME),
          new Report("in_app_events_retarget", "in-app-events-retarget", EVENTS, REAL_TIME),
          new Report("ad_revenue_raw", "ad_revenue_raw", AD_REVENUE, DAILY),
          new Report("ad_revenue_organic_raw", "ad_revenue_organic_raw", AD_REVENUE, DAILY),
          new Report("ad_revenue_raw_retarget", "ad-revenue-raw-retarget", AD_REVENUE, DAILY),
          new Report("blocked_installs_report", "blocked_installs_report", BLOCKED, REAL_TIME),
          new Report(
              "blocked_in_app_events_report", "blocked_in_app_events_report", BLOCKED, DAILY),
          new Report("detection", "detection", DETECTED, REAL_TIME),
          new Report("fraud_post_inapps", "fraud-post-inapps", DETECTED, DAILY),
          aggregate("daily_report", true, false),
          aggregate("partners_report", false, false),
          aggregate("partners_by_date_report", true, false),
          aggregate("geo_report", false, true),
          aggregate("geo_by_date_report", true, true));

  private static Report raw(String name, Duration settled) {
    return new Report(name, name, EVENTS, settled);
  }

  private static Report aggregate(String name, boolean byDay, boolean byCountry) {
    return new Report(name, name, new Kind.Aggregate(byDay, byCountry), Duration.ofDays(1));
  }

  /** The report of that name. */
  static Optional<Report> find(String name) {
    return ALL.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /** The names of all. */
  static List<String> names() {
    return ALL.stream().map(Report::name).toList();
  }

  /** The names of those whose rows are events. */
  static Stream<String> rawNames() {
    return ALL.stream().filter(r -> r.kind() instanceof Kind.Raw).map(Report::name);
  }
}
