package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A double of Similarweb (https://developers.similarweb.com/reference): a key in the query, months
 * as spans, errors by a code in the body.
 */
public final class SimilarwebDouble implements VendorDouble {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  /** Let in beside the one that a trial of logins chooses. */
  private static final String STANDARD = "invented-api-key";

  private static final int DOMAINS = 20;
  private static final String EDGE = "edge.example";
  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType MEASURE = new DataType.FloatingPoint(64);
  private static final DataType DATE = new DataType.Date();

  private static final Map<String, String> METRICS =
      Map.of(
          "visits", "visits",
          "pages_per_visit", "pages-per-visit",
          "average_visit_duration", "average-visit-duration",
          "bounce_rate", "bounce-rate");

  private final List<VendorStream> traffic =
      METRICS.keySet().stream().sorted().map(SimilarwebDouble::traffic).toList();

  private final VendorStream keywords =
      new VendorStream(
          "keywords",
          List.of("month", "domain", "country", "keyword"),
          List.of(
              VendorColumn.required(
                  "month", DATE, (n, m, v) -> "2025-01-01", "2025-02-01", "2025-02-01"),
              VendorColumn.required("domain", TEXT, (n, m, v) -> domain(0), domain(0), domain(0)),
              country(),
              VendorColumn.required("keyword", TEXT, (n, m, v) -> "key " + n, Cells.TEXT, "€ \t"),
              measure("clicks"),
              measure("traffic_share"),
              measure("difficulty"),
              measure("competition"),
              VendorColumn.of("primary_intent", TEXT, (n, m, v) -> "Informational", "Navigational"),
              VendorColumn.of("secondary_intent", TEXT, (n, m, v) -> "Local", "Transactional"),
              measure("volume"),
              measure("cpc"),
              measure("cpc_low_bid"),
              measure("cpc_high_bid"),
              measure("zero_clicks_share"),
              VendorColumn.of(
                  "position", NUMBER, (n, m, v) -> Integer.toString(n % 100), "9007199254740993"),
              VendorColumn.of("serp_features", new DataType.Json(), (n, m, v) -> "[\"faq\"]", "[]"),
              VendorColumn.of("top_url", TEXT, (n, m, v) -> "shop.example/" + n, "x/ж?a=b&c")),
          Map.of("domains", List.of(domain(0)), "start_date", "2025-01", "end_date", "2025-02"),
          true,
          1);

  private volatile String key = STANDARD;

  private static VendorStream traffic(String metric) {
    List<String> domains =
        Stream.concat(
                IntStream.range(0, DOMAINS).mapToObj(SimilarwebDouble::domain), Stream.of(EDGE))
            .toList();
    return new VendorStream(
        metric,
        List.of("domain", "country", "date"),
        List.of(
            VendorColumn.required("domain", TEXT, (n, m, v) -> domain(n % DOMAINS), EDGE, EDGE),
            country(),
            VendorColumn.required(
                "date",
                DATE,
                (n, m, v) -> Cells.day(FIRST, n / DOMAINS % 181),
                "2025-01-01",
                "2025-06-30"),
            measure(metric)),
        Map.of(
            "domains", domains,
            "granularity", "daily",
            "start_date", "2025-01",
            "end_date", "2025-06"),
        true,
        1);
  }

  private static String domain(int number) {
    return "site" + number + ".example";
  }

  private static VendorColumn country() {
    return VendorColumn.required("country", TEXT, (n, m, v) -> "world", "world", "world");
  }

  private static VendorColumn measure(String name) {
    return VendorColumn.of(
        name,
        MEASURE,
        (n, m, v) -> Cells.measure(n * 0.1 + v + name.length()),
        Cells.measure(1.7976931348623157e308));
  }

  @Override
  public List<VendorStream> streams() {
    List<VendorStream> all = new ArrayList<>(traffic);
    all.add(keywords);
    return all;
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    return Map.copyOf(secrets);
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    key = secrets.getOrDefault("api_key", "");
  }

  /** An error as the vendor writes it. */
  public static DoubleAnswer error(int status, int code, String message) {
    return DoubleAnswer.json(
        status,
        "{\"meta\": {\"status\": \"Error\", \"error_code\": "
            + code
            + ", \"error_message\": "
            + Cells.quote(message)
            + "}}");
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    String given = request.parameter("api_key").orElse("");
    if (!given.equals(key) && !given.equals(STANDARD)) {
      return error(403, 403, "Invalid API Key");
    }
    if (request.path().equals("/v4/website-analysis/keywords")) {
      return keywords(request);
    }
    for (VendorStream stream : traffic) {
      String end = "/total-traffic-and-engagement/" + METRICS.get(stream.name());
      if (request.path().startsWith("/v1/website/") && request.path().endsWith(end)) {
        return traffic(stream, request);
      }
    }
    return error(404, 401, "Data not found");
  }

  private static DoubleAnswer traffic(VendorStream stream, DoubleRequest request) {
    String domain = request.path().split("/")[3];
    LocalDate from = YearMonth.parse(request.parameter("start_date").orElse("")).atDay(1);
    LocalDate to = YearMonth.parse(request.parameter("end_date").orElse("")).atEndOfMonth();
    List<TestRow> rows =
        stream.rows(row -> {
          LocalDate day = LocalDate.parse(String.valueOf(stream.cell(row, "date")));
          return domain.equals(stream.cell(row, "domain"))
              && !day.isBefore(from)
              && !day.isAfter(to);
        });
    String values =
        rows.stream()
            .map(row ->
                "{\"date\": \""
                    + stream.cell(row, "date")
                    + "\", \""
                    + stream.name()
                    + "\": "
                    + Cells.json(MEASURE, stream.cell(row, stream.name()))
                    + "}")
            .collect(Collectors.joining(", ", "[", "]"));
    return DoubleAnswer.json(
        "{\"meta\": {\"request\": {\"domain\": \""
            + domain
            + "\"}, \"status\": \"Success\"}, \""
            + stream.name()
            + "\": "
            + values
            + "}");
  }

  private DoubleAnswer keywords(DoubleRequest request) {
    String month = request.parameter("start_date").orElse("") + "-01";
    String domain = request.parameter("URL").orElse("");
    List<TestRow> rows =
        keywords.rows(row ->
            month.equals(keywords.cell(row, "month"))
                && domain.equals(keywords.cell(row, "domain")));
    int from = Math.min(rows.size(), request.number("offset", 0));
    int to = Math.min(rows.size(), from + request.number("limit", 100));
    String values =
        rows.subList(from, to).stream()
            .map(row -> Cells.object(keywords.table(), row, cell -> cell))
            .collect(Collectors.joining(", ", "[", "]"));
    return DoubleAnswer.json(
        "{\"meta\": {\"status\": \"Success\"}, \"keywords_count\": "
            + (to - from)
            + ", \"keywords\": "
            + values
            + "}");
  }
}
