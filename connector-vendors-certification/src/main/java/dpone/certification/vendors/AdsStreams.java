package dpone.certification.vendors;

import dpone.certification.vendors.AdsStream.Cell;
import dpone.spi.type.DataType;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams that are tried: a report as the connector knows it, and queries; between them they
 * have fields of every kind.
 */
final class AdsStreams {
  /** The accounts, which share the rows. */
  static final List<String> CUSTOMERS = List.of("1111111111", "2222222222");

  /** Every day of a row lies between them, so that the present means nothing. */
  private static final Map<String, Object> DAYS =
      Map.of("start_date", "2024-01-01", "end_date", "2025-12-31", "window_days", 366);

  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final String LEAP_DAY = "2024-02-29";
  private static final String LAST_DAY = "2025-12-31";
  private static final String LARGEST = "9223372036854775807";
  private static final String NO_DOUBLE = "9007199254740993";

  private static final Map<String, Integer> STATUS =
      Map.of("UNKNOWN", 1, "ENABLED", 2, "PAUSED", 3, "REMOVED", 4);
  private static final Map<String, Integer> CHANNEL =
      Map.of("UNKNOWN", 1, "SEARCH", 2, "DISPLAY", 3, "DEMAND_GEN", 14);
  private static final Map<String, Integer> DEVICE =
      Map.of("MOBILE", 2, "TABLET", 3, "DESKTOP", 4, "OTHER", 5);
  private static final Map<String, Integer> NETWORK =
      Map.of("SEARCH", 2, "CONTENT", 4, "YOUTUBE", 8, "MAPS", 13);
  private static final Map<String, Integer> REASON =
      Map.of("CAMPAIGN_PAUSED", 3, "AD_GROUP_PAUSED", 6, "AD_GROUP_AD_UNDER_APPEAL", 16);

  private static final String ONE_NETWORK =
      "{\"target_google_search\":true,\"target_youtube\":false}";
  private static final String NO_NETWORK = "{}";
  private static final Map<String, List<ProtoWriter>> NETWORKS =
      Map.of(
          ONE_NETWORK,
          List.of(new ProtoWriter().number(5, 1).number(9, 0)),
          NO_NETWORK,
          List.of(new ProtoWriter()));

  private static final String TWO_HEADLINES =
      "[{\"pinned_field\":\"HEADLINE_1\",\"text\":\"Söt \\\"sale\\\"\"},{\"text\":\"второй\"}]";
  private static final String ONE_HEADLINE = "[{\"text\":\"one\"}]";
  private static final Map<String, List<ProtoWriter>> HEADLINES =
      Map.of(
          TWO_HEADLINES,
          List.of(
              new ProtoWriter().number(2, 2).text(4, "Söt \"sale\""),
              new ProtoWriter().text(4, "второй")),
          ONE_HEADLINE,
          List.of(new ProtoWriter().text(4, "one")));

  private AdsStreams() {}

  /** All of them, without rows. */
  static List<AdsStream> all() {
    return List.of(campaigns(), ads(), bids(), assets());
  }

  private static AdsStream campaigns() {
    AdsField status = AdsField.oneOf("campaign.status", STATUS, 2, 5);
    AdsField channel = AdsField.oneOf("campaign.advertising_channel_type", CHANNEL, 2, 9);
    AdsField device = AdsField.oneOf("segments.device", DEVICE, 102, 1);
    AdsField network = AdsField.oneOf("segments.ad_network_type", NETWORK, 102, 3);
    return AdsStream.of(
        "campaign_performance",
        "campaign",
        List.of(
            AdsStream.CUSTOMER,
            "segments_date",
            "campaign_id",
            "segments_device",
            "segments_ad_network_type"),
        DAYS,
        List.of(
            customer(),
            date(),
            id("campaign.id", 2, 59),
            name("campaign.name", 2, 58),
            Cell.required(
                status, (n, m, v) -> v % 2 == 0 ? "ENABLED" : "PAUSED", "REMOVED", "UNKNOWN"),
            Cell.required(channel, (n, m, v) -> "SEARCH", "DEMAND_GEN", "UNKNOWN"),
            Cell.required(
                device, (n, m, v) -> n % 3 == 0 ? "MOBILE" : "DESKTOP", "TABLET", "OTHER"),
            Cell.required(
                network, (n, m, v) -> n % 5 == 0 ? "SEARCH" : "CONTENT", "YOUTUBE", "MAPS"),
            whole("metrics.impressions", "0", 4, 221),
            whole("metrics.clicks", NO_DOUBLE, 4, 131),
            whole("metrics.cost_micros", "-9223372036854775808", 4, 169),
            measure("metrics.conversions", 1.7976931348623157e308, 4, 168),
            measure("metrics.conversions_value", 4.9e-324, 4, 165),
            measure("metrics.all_conversions", -0.1, 4, 193)),
        List.of());
  }

  private static AdsStream ads() {
    AdsField manager = AdsField.bool("customer.manager", 1, 27);
    AdsField week = AdsField.day("segments.week", 102, 130);
    AdsField networks = AdsField.messages("campaign.network_settings", NETWORKS, 2, 14);
    AdsField urls = AdsField.texts("ad_group_ad.ad.final_urls", 16, 5, 41);
    AdsField reasons = AdsField.manyOf("ad_group_ad.primary_status_reasons", REASON, 16, 17);
    AdsField headlines =
        AdsField.messages("ad_group_ad.ad.responsive_search_ad.headlines", HEADLINES, 16, 5, 25, 1);
    return query(
        "ads",
        "ad_group_ad",
        " WHERE campaign.status != 'REMOVED'",
        List.of(AdsStream.CUSTOMER, "segments_date", "ad_group_ad_ad_id"),
        DAYS,
        List.of(
            customer(),
            date(),
            id("ad_group_ad.ad.id", 16, 5, 40),
            Cell.of(manager, (n, m, v) -> n % 2 == 0 ? "t" : "f", "t"),
            Cell.of(week, (n, m, v) -> Cells.day(FIRST, m % 365), "1900-01-01"),
            Cell.of(networks, (n, m, v) -> v % 2 == 0 ? ONE_NETWORK : NO_NETWORK, ONE_NETWORK),
            Cell.required(
                urls,
                (n, m, v) -> "[https://shop.example/" + n + "|https://shop.example/?v=" + v + "]",
                "[https://shop.example/путь?a=1&b=\"2\"]",
                "[]"),
            Cell.required(
                reasons,
                (n, m, v) -> "[CAMPAIGN_PAUSED|AD_GROUP_PAUSED]",
                "[AD_GROUP_AD_UNDER_APPEAL]",
                "[]"),
            Cell.of(headlines, (n, m, v) -> ONE_HEADLINE, TWO_HEADLINES),
            whole("metrics.clicks", LARGEST, 4, 131)),
        List.of());
  }

  private static AdsStream bids() {
    AdsField modifier = AdsField.float32("campaign_criterion.bid_modifier", 20, 39);
    AdsField priority = AdsField.int32("campaign.shopping_setting.campaign_priority", 2, 36, 7);
    AdsField partners =
        AdsField.wholes("campaign.shopping_setting.advertising_partner_ids", 2, 36, 11);
    return query(
        "bids",
        "campaign_criterion",
        "",
        List.of(AdsStream.CUSTOMER, "campaign_id", "campaign_criterion_criterion_id"),
        Map.of(),
        List.of(
            id("campaign.id", 2, 59),
            Cell.required(
                AdsField.int64("campaign_criterion.criterion_id", 20, 38),
                (n, m, v) -> Integer.toString(30_000 + n % 7),
                "0",
                "1"),
            Cell.of(modifier, (n, m, v) -> single(1 + v * 0.1f), single(3.4028235e38f)),
            Cell.of(priority, (n, m, v) -> Integer.toString(n % 3), "-2147483648"),
            Cell.of(
                partners,
                (n, m, v) -> "[" + n + "|" + v + "]",
                "[" + LARGEST + "|-9223372036854775808|0]")),
        List.of(account()));
  }

  private static AdsStream assets() {
    AdsField image = AdsField.bytes("asset.image_asset.data", 105, 7, 5);
    return query(
        "assets",
        "asset",
        "",
        List.of(AdsStream.CUSTOMER, "asset_id"),
        Map.of(),
        List.of(
            id("asset.id", 105, 11),
            name("asset.name", 105, 12),
            Cell.of(image, (n, m, v) -> "%08x".formatted(n), "00ff80c3280a")),
        List.of(account()));
  }

  private static AdsStream query(
      String name,
      String resource,
      String where,
      List<String> key,
      Map<String, Object> options,
      List<Cell> cells,
      List<VendorColumn> last) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    List<String> fields = cells.stream().map(cell -> cell.field().name()).toList();
    all.put("query", "SELECT " + String.join(", ", fields) + " FROM " + resource + where);
    return AdsStream.of(name, resource, key, all, cells, last);
  }

  private static VendorColumn account() {
    return VendorColumn.required(
        AdsStream.CUSTOMER,
        new DataType.Int(64),
        (n, m, v) -> CUSTOMERS.get(n % CUSTOMERS.size()),
        CUSTOMERS.getFirst(),
        CUSTOMERS.getLast());
  }

  private static Cell customer() {
    return new Cell(AdsField.int64("customer.id", 1, 19), account());
  }

  private static Cell date() {
    return Cell.required(
        AdsField.day("segments.date", 102, 79),
        (n, m, v) -> Cells.day(FIRST, m % 365),
        LEAP_DAY,
        LAST_DAY);
  }

  private static Cell id(String name, int... path) {
    return Cell.required(
        AdsField.int64(name, path), (n, m, v) -> Integer.toString(10_000 + n), LARGEST, NO_DOUBLE);
  }

  private static Cell name(String name, int... path) {
    return Cell.of(
        AdsField.text(name, path), (n, m, v) -> name + " " + n + "/" + v, Cells.TEXT + "\n\t€");
  }

  private static Cell whole(String name, String edge, int... path) {
    return Cell.of(AdsField.int64(name, path), (n, m, v) -> Integer.toString(n + v), edge);
  }

  private static Cell measure(String name, double edge, int... path) {
    return Cell.of(
        AdsField.float64(name, path), (n, m, v) -> Cells.measure(n * 0.1), Cells.measure(edge));
  }

  private static String single(float value) {
    return "%08x".formatted(Float.floatToRawIntBits(value));
  }
}
