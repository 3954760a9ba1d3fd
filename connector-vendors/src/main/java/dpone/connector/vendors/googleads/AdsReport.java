package dpone.connector.vendors.googleads;

import java.util.ArrayList;
import java.util.List;

/**
 * A stream that needs no query.
 *
 * @param name as a manifest writes it
 * @param resource that it is read from
 * @param fields of it, in order
 * @param key fields that identify a row
 * @see <a href="https://developers.google.com/google-ads/api/fields/v23/overview">which fields go
 *     together</a>
 */
record AdsReport(String name, String resource, List<String> fields, List<String> key) {
  private static final List<String> METRICS =
      List.of(
          "metrics.impressions",
          "metrics.clicks",
          "metrics.cost_micros",
          "metrics.conversions",
          "metrics.conversions_value",
          "metrics.all_conversions");

  private static final List<String> CAMPAIGN = List.of("campaign.id", "campaign.name");

  private static final List<String> AD_GROUP =
      List.of("campaign.id", "campaign.name", "ad_group.id", "ad_group.name");

  /** All of them, in order. */
  static final List<AdsReport> ALL =
      List.of(
          daily(
              "campaign_performance",
              "campaign",
              with(
                  CAMPAIGN,
                  "campaign.status",
                  "campaign.advertising_channel_type",
                  "segments.device",
                  "segments.ad_network_type"),
              "campaign.id",
              "segments.device",
              "segments.ad_network_type"),
          daily(
              "ad_group_performance",
              "ad_group",
              with(AD_GROUP, "ad_group.status", "ad_group.type", "segments.device"),
              "ad_group.id",
              "segments.device"),
          daily(
              "ad_performance",
              "ad_group_ad",
              with(
                  AD_GROUP,
                  "ad_group_ad.ad.id",
                  "ad_group_ad.ad.name",
                  "ad_group_ad.ad.type",
                  "ad_group_ad.ad.final_urls",
                  "ad_group_ad.status",
                  "segments.device"),
              "ad_group.id",
              "ad_group_ad.ad.id",
              "segments.device"),
          daily(
              "keyword_performance",
              "keyword_view",
              with(
                  AD_GROUP,
                  "ad_group_criterion.criterion_id",
                  "ad_group_criterion.keyword.text",
                  "ad_group_criterion.keyword.match_type",
                  "ad_group_criterion.status",
                  "ad_group_criterion.quality_info.quality_score",
                  "segments.device"),
              "ad_group.id",
              "ad_group_criterion.criterion_id",
              "segments.device"),
          daily(
              "search_term_performance",
              "search_term_view",
              with(
                  AD_GROUP,
                  "search_term_view.search_term",
                  "search_term_view.status",
                  "segments.search_term_match_type"),
              "ad_group.id",
              "search_term_view.search_term",
              "search_term_view.status",
              "segments.search_term_match_type"),
          daily(
              "shopping_performance",
              "shopping_performance_view",
              with(
                  CAMPAIGN,
                  "segments.product_merchant_id",
                  "segments.product_item_id",
                  "segments.product_title",
                  "segments.product_brand",
                  "segments.product_channel",
                  "segments.product_type_l1")),
          daily(
              "performance_max",
              "asset_group",
              with(CAMPAIGN, "asset_group.id", "asset_group.name", "asset_group.status"),
              "asset_group.id"),
          daily(
              "display_placement_performance",
              "group_placement_view",
              with(
                  AD_GROUP,
                  "group_placement_view.placement",
                  "group_placement_view.display_name",
                  "group_placement_view.target_url",
                  "group_placement_view.placement_type")),
          daily(
              "landing_page_performance",
              "landing_page_view",
              with(CAMPAIGN, "landing_page_view.unexpanded_final_url"),
              "campaign.id",
              "landing_page_view.unexpanded_final_url"),
          daily(
              "geographic_performance",
              "geographic_view",
              with(
                  CAMPAIGN,
                  "geographic_view.country_criterion_id",
                  "geographic_view.location_type"),
              "campaign.id",
              "geographic_view.country_criterion_id",
              "geographic_view.location_type"),
          state(
              "customers",
              "customer",
              List.of(
                  "customer.descriptive_name",
                  "customer.currency_code",
                  "customer.time_zone",
                  "customer.manager",
                  "customer.status")),
          state(
              "campaigns",
              "campaign",
              List.of(
                  "campaign.id",
                  "campaign.name",
                  "campaign.status",
                  "campaign.serving_status",
                  "campaign.advertising_channel_type",
                  "campaign.advertising_channel_sub_type",
                  "campaign.bidding_strategy_type",
                  "campaign.start_date_time",
                  "campaign.end_date_time",
                  "campaign_budget.amount_micros",
                  "campaign.labels"),
              "campaign.id"),
          state(
              "ad_groups",
              "ad_group",
              List.of(
                  "campaign.id",
                  "ad_group.id",
                  "ad_group.name",
                  "ad_group.status",
                  "ad_group.type",
                  "ad_group.cpc_bid_micros"),
              "ad_group.id"));

  AdsReport {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
  }

  private static List<String> with(List<String> fields, String... more) {
    List<String> all = new ArrayList<>(fields);
    all.addAll(List.of(more));
    return all;
  }

  /** Numbers of days. */
  private static AdsReport daily(String name, String resource, List<String> fields, String... key) {
    List<String> all = new ArrayList<>(List.of("customer.id", Gaql.DATE));
    all.addAll(fields);
    all.addAll(METRICS);
    return new AdsReport(name, resource, all, keyed(key.length > 0, Gaql.DATE, key));
  }

  /** What there is at present. */
  private static AdsReport state(String name, String resource, List<String> fields, String... key) {
    List<String> all = new ArrayList<>(List.of("customer.id"));
    all.addAll(fields);
    return new AdsReport(name, resource, all, keyed(true, "", key));
  }

  private static List<String> keyed(boolean known, String day, String... key) {
    List<String> all = new ArrayList<>();
    if (known) {
      all.add("customer.id");
      if (!day.isEmpty()) {
        all.add(day);
      }
      all.addAll(List.of(key));
    }
    return all;
  }

  /** The query that reads it. */
  Gaql query() {
    return new Gaql(fields, resource, "", "");
  }
}
