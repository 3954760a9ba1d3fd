package dpone.certification.vendors;

import dpone.certification.vendors.testing.Bench;
import dpone.certify.kit.TestRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A stream of a vendor, for tests of all of them.
 *
 * @param id of the connector
 * @param made makes the double
 * @param stream its name
 * @param required what a record calls a value that has to be there
 */
record Case(String id, Supplier<VendorDouble> made, String stream, String required) {
  /** After every day of the doubles. */
  static final Instant LATER = Instant.parse("2026-06-15T09:00:00Z");

  static List<Case> ofEachVendor() {
    return List.of(
        new Case("appsflyer", AppsFlyerDouble::new, "daily_report", "Date"),
        new Case("cbr", CbrDouble::new, "daily_rates", " ID=\""),
        new Case("fasttrack", FastTrackDouble::new, "flex_cms_ratings", "\"id\""),
        new Case("mindbox", MindboxDouble::new, "mailings", "\"id\""),
        new Case("openexchangerates", OxrDouble::new, "historical", "\"base\""),
        new Case("omnidesk", OmnideskDouble::new, "cases", "\"case_id\""),
        new Case("similarweb", SimilarwebDouble::new, "visits", "\"date\""),
        new Case("yandex-webmaster", WebmasterDouble::new, "popular_queries", "\"query_id\""));
  }

  static List<Case> ofWindows() {
    return List.of(
        new Case("appsflyer", AppsFlyerDouble::new, "daily_report", ""),
        new Case("appsflyer", AppsFlyerDouble::new, "installs_report", ""),
        new Case("mindbox", MindboxDouble::new, "mailings", ""),
        new Case("cbr", CbrDouble::new, "daily_rates", ""),
        new Case("cbr", CbrDouble::new, "period_rates", ""),
        new Case("openexchangerates", OxrDouble::new, "historical", ""),
        new Case("openexchangerates", OxrDouble::new, "time_series", ""),
        new Case("omnidesk", OmnideskDouble::new, "cases", ""),
        new Case("omnidesk", OmnideskDouble::new, "users", ""),
        new Case("similarweb", SimilarwebDouble::new, "visits", ""),
        new Case("similarweb", SimilarwebDouble::new, "keywords", ""),
        new Case("yandex-webmaster", WebmasterDouble::new, "popular_queries", ""),
        new Case("yandex-webmaster", WebmasterDouble::new, "indexing_history", ""),
        new Case("yandex-webmaster", WebmasterDouble::new, "in_search_history", ""));
  }

  /** Opened on a double that has some rows, at a time after all of them. */
  Bench open() {
    Bench bench = new Bench(id, made.get());
    bench.context.time = InstantSource.fixed(LATER);
    VendorStream rows = bench.stream(stream);
    rows.clear();
    rows.insert(
        IntStream.range(0, 250).mapToObj(n -> rows.row(n, n / rows.rowsPerMoment(), 0)).toList());
    return bench;
  }

  List<TestRow> rows(Bench bench) {
    return bench.stream(stream).rows(row -> true);
  }

  Map<String, Object> options(Bench bench) {
    return bench.stream(stream).options();
  }

  @Override
  public String toString() {
    return id + " " + stream;
  }
}
