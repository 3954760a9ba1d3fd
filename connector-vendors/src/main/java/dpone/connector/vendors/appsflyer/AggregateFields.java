package dpone.connector.vendors.appsflyer;

import static dpone.connector.vendors.appsflyer.Headers.COUNT;
import static dpone.connector.vendors.appsflyer.Headers.DAY;
import static dpone.connector.vendors.appsflyer.Headers.NUMBER;
import static dpone.connector.vendors.appsflyer.Headers.TEXT;
import static dpone.connector.vendors.appsflyer.Headers.columns;

import dpone.toolkit.http.api.ColumnDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fields of aggregate reports. Those of an app's own events are not among them: each app has
 * others.
 *
 * @see <a href="https://support.appsflyer.com/hc/en-us/articles/207034346">Pull API aggregate
 *     data</a>
 */
final class AggregateFields {
  private AggregateFields() {}

  /**
   * Columns of a report.
   *
   * @param byDay whether a row is about a day
   * @param byCountry whether it is about a country
   * @param retargeting whether it is about retargeting
   */
  static List<ColumnDefinition> of(boolean byDay, boolean byCountry, boolean retargeting) {
    return Stream.of(
            byDay ? columns(DAY, "Date").map(ColumnDefinition::required) : none(),
            byCountry ? columns(TEXT, "Country") : none(),
            columns(TEXT, "Agency/PMD (af_prt)", "Media Source (pid)", "Campaign (c)"),
            retargeting ? clicks() : impressions(),
            columns(COUNT, "Sessions", "Loyal Users"),
            columns(NUMBER, "Loyal Users/Installs", "Total Revenue", "Total Cost", "ROI"),
            columns(NUMBER, "ARPU", "Average eCPI"))
        .flatMap(group -> group)
        .toList();
  }

  private static Stream<ColumnDefinition> impressions() {
    return Stream.of(
            columns(COUNT, "Impressions", "Clicks"),
            columns(NUMBER, "CTR"),
            columns(COUNT, "Installs"),
            columns(NUMBER, "Conversion Rate"))
        .flatMap(group -> group);
  }

  private static Stream<ColumnDefinition> clicks() {
    return Stream.of(
            columns(COUNT, "Clicks"),
            columns(TEXT, "Conversion Type"),
            columns(COUNT, "Conversions"),
            columns(NUMBER, "Conversion Rate"))
        .flatMap(group -> group);
  }

  private static Stream<ColumnDefinition> none() {
    return Stream.empty();
  }
}
