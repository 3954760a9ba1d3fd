package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.services.GoogleAdsServiceGrpc;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamRequest;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.sink.Fidelity;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.exchange.HttpRetries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the connector does, told without a network. */
final class AdsOffline {
  private AdsOffline() {}

  /** The request of each report, as gRPC carries it; the login's header is not shown. */
  static Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>();
    for (AdsReport report : AdsReport.ALL) {
      Gaql query = report.query();
      all.put(
          report.name() + ".txt",
          request(
              query.hasWindows() ? query.text("2026-01-01", "2026-01-07") : query.text("", "")));
    }
    Gaql own =
        Gaql.parse(
            "own",
            "SELECT campaign.id, segments.date, metrics.clicks FROM campaign"
                + " WHERE campaign.status = 'ENABLED' ORDER BY metrics.clicks DESC");
    all.put("query.txt", request(own.text("2026-01-01", "2026-01-07")));
    return all;
  }

  private static String request(String query) {
    SearchGoogleAdsStreamRequest message =
        SearchGoogleAdsStreamRequest.newBuilder()
            .setCustomerId("1234567890")
            .setQuery(query)
            .build();
    return "POST /"
        + GoogleAdsServiceGrpc.getSearchStreamMethod().getFullMethodName()
        + "\ndeveloper-token: ***\nlogin-customer-id: 9876543210\nAuthorization: Bearer ***\n\n"
        + "customer_id: "
        + message.getCustomerId()
        + "\nquery: "
        + message.getQuery()
        + "\n";
  }

  /** The calls that are tried again. */
  static List<RetriedCalls.Row> retries() {
    return List.of(
        HttpRetries.repeatable(
            AdsClient.OPERATION, "asking for rows, until the first answer is there"),
        HttpRetries.token());
  }

  /** Fields of every kind, and the columns that they become. */
  static List<TypeTable.Row> types() {
    List<TypeTable.Row> rows = new ArrayList<>();
    kind(rows, "metrics.cost_micros", "every digit; micros are not divided");
    kind(rows, "segments.hour", "");
    kind(rows, "metrics.conversions", "");
    kind(rows, "campaign_criterion.bid_modifier", "");
    kind(rows, "customer.manager", "");
    kind(rows, "campaign.name", "");
    kind(rows, "segments.date", "also week, month and quarter");
    kind(rows, "campaign.status", "its name");
    kind(rows, "asset.image_asset.data", "");
    kind(rows, "campaign.network_settings", "names as in the API's definition");
    kind(rows, "campaign.labels", "");
    kind(rows, "campaign.shopping_setting.advertising_partner_ids", "");
    kind(rows, "ad_group_ad.primary_status_reasons", "their names");
    kind(rows, "ad_group_ad.ad.responsive_search_ad.headlines", "a JSON array");
    return rows;
  }

  private static void kind(List<TypeTable.Row> rows, String field, String note) {
    ColumnDefinition column = RowFields.of("types", List.of(field)).columns().getFirst();
    String example = "such as " + field;
    rows.add(
        new TypeTable.Row(
            column.field().nativeType(),
            column.field().type().text(),
            Fidelity.EXACT,
            note.isEmpty() ? example : example + "; " + note));
  }
}
