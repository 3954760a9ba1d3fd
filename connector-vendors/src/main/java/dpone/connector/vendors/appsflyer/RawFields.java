package dpone.connector.vendors.appsflyer;

import static dpone.connector.vendors.appsflyer.Headers.NUMBER;
import static dpone.connector.vendors.appsflyer.Headers.TEXT;
import static dpone.connector.vendors.appsflyer.Headers.TIME;
import static dpone.connector.vendors.appsflyer.Headers.column;
import static dpone.connector.vendors.appsflyer.Headers.columns;
import static java.util.Map.entry;

import dpone.toolkit.http.api.ColumnDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fields of raw data reports.
 *
 * @see <a href="https://support.appsflyer.com/hc/en-us/articles/208387843">Raw data field
 *     dictionary</a>
 */
final class RawFields {
  /** The column of time that a report's window is about, unless it says otherwise. */
  static final String EVENT_TIME = "event_time";

  /** What every raw data report has. */
  static final List<ColumnDefinition> STANDARD =
      Stream.of(
              columns(TEXT, "Attributed Touch Type"),
              columns(TIME, "Attributed Touch Time", "Install Time", "Event Time"),
              columns(TEXT, "Event Name", "Event Value"),
              columns(NUMBER, "Event Revenue"),
              columns(TEXT, "Event Revenue Currency"),
              columns(NUMBER, "Event Revenue USD"),
              columns(TEXT, "Event Source", "Is Receipt Validated", "Partner"),
              columns(TEXT, "Media Source", "Channel", "Keywords", "Campaign", "Campaign ID"),
              columns(TEXT, "Adset", "Adset ID", "Ad", "Ad ID", "Ad Type"),
              columns(TEXT, "Site ID", "Sub Site ID"),
              columns(TEXT, "Sub Param 1", "Sub Param 2", "Sub Param 3"),
              columns(TEXT, "Sub Param 4", "Sub Param 5", "Cost Model"),
              columns(NUMBER, "Cost Value"),
              columns(TEXT, "Cost Currency"),
              IntStream.rangeClosed(1, 3).boxed().flatMap(RawFields::contributor),
              columns(TEXT, "Region", "Country Code", "State", "City", "Postal Code", "DMA"),
              columns(TEXT, "IP", "WIFI", "Operator", "Carrier", "Language"),
              columns(TEXT, "AppsFlyer ID", "Advertising ID", "IDFA", "Android ID"),
              columns(TEXT, "Customer User ID", "IMEI", "IDFV", "Platform", "Device Type"),
              columns(TEXT, "OS Version", "App Version", "SDK Version"),
              columns(TEXT, "App ID", "App Name", "Bundle ID", "Is Retargeting"),
              columns(TEXT, "Retargeting Conversion Type", "Attribution Lookback"),
              columns(TEXT, "Reengagement Window", "Is Primary Attribution"),
              columns(TEXT, "User Agent", "HTTP Referrer", "Original URL"))
          .flatMap(group -> group)
          .toList();

  /** Fields that are asked for by name, and what they are called in the report. */
  private static final Map<String, ColumnDefinition> ADDITIONAL =
      ordered(
          entry("app_type", column("App Type", TEXT)),
          entry("custom_data", column("Custom Data", TEXT)),
          entry("network_account_id", column("Network Account ID", TEXT)),
          entry("install_app_store", column("Install App Store", TEXT)),
          entry("contributor1_match_type", column("Contributor 1 Match Type", TEXT)),
          entry("contributor2_match_type", column("Contributor 2 Match Type", TEXT)),
          entry("contributor3_match_type", column("Contributor 3 Match Type", TEXT)),
          entry("campaign_type", column("Campaign Type", TEXT)),
          entry("conversion_type", column("Conversion Type", TEXT)),
          entry("match_type", column("Match Type", TEXT)),
          entry("gp_referrer", column("Google Play Referrer", TEXT)),
          entry("gp_click_time", column("Google Play Click Time", TIME)),
          entry("gp_install_begin", column("Google Play Install Begin Time", TIME)),
          entry("gp_broadcast_referrer", column("Google Play Broadcast Referrer", TEXT)),
          entry("keyword_match_type", column("Keyword Match Type", TEXT)),
          entry("keyword_id", column("Keyword ID", TEXT)),
          entry("att", column("ATT", TEXT)),
          entry("amazon_aid", column("Amazon Fire ID", TEXT)),
          entry("device_category", column("Device Category", TEXT)),
          entry("device_model", column("Device Model", TEXT)),
          entry("device_download_time", column("Device Download Time", TIME)),
          entry("deeplink_url", column("Deeplink URL", TEXT)),
          entry("oaid", column("OAID", TEXT)),
          entry("is_lat", column("Is LAT", TEXT)),
          entry("store_reinstall", column("Store Reinstall", TEXT)),
          entry("placement", column("Placement", TEXT)),
          entry("mediation_network", column("Mediation Network", TEXT)),
          entry("segment", column("Segment", TEXT)),
          entry("ad_unit", column("Ad Unit", TEXT)),
          entry("monetization_network", column("Monetization Network", TEXT)),
          entry("impressions", column("Impressions", NUMBER)),
          entry("blocked_reason", column("Blocked Reason", TEXT)),
          entry("blocked_reason_value", column("Blocked Reason Value", TEXT)),
          entry("blocked_reason_rule", column("Blocked Reason Rule", TEXT)),
          entry("blocked_sub_reason", column("Blocked Sub Reason", TEXT)),
          entry("rejected_reason", column("Rejected Reason", TEXT)),
          entry("rejected_reason_value", column("Rejected Reason Value", TEXT)));

  private RawFields() {}

  private static Stream<ColumnDefinition> contributor(int number) {
    String prefix = "Contributor " + number + " ";
    return Stream.concat(
        columns(
            TEXT,
            prefix + "Partner",
            prefix + "Media Source",
            prefix + "Campaign",
            prefix + "Touch Type"),
        columns(TIME, prefix + "Touch Time"));
  }

  @SafeVarargs
  private static Map<String, ColumnDefinition> ordered(
      Map.Entry<String, ColumnDefinition>... entries) {
    Map<String, ColumnDefinition> map = new LinkedHashMap<>();
    for (Map.Entry<String, ColumnDefinition> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return Collections.unmodifiableMap(map);
  }

  /** Fields that can be asked for, by the name that asks for them. */
  static Map<String, ColumnDefinition> additional() {
    return ADDITIONAL;
  }
}
