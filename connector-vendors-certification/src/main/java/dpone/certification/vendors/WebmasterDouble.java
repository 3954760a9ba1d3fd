package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A double of Yandex Webmaster (https://yandex.com/dev/webmaster/doc/en/): a token in a header of
 * its own scheme, everything below a user and a site, times of Moscow.
 */
public final class WebmasterDouble implements PagedDouble {
  private static final ZoneId MOSCOW = ZoneOffset.ofHours(3);
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  /** Let in beside the one that a trial of logins chooses. */
  private static final String STANDARD = "invented-token";

  private static final String SITE = "https:shop.example:443";
  private static final String OTHER_SITE = "https:пример.рф:443";
  private static final Pattern NUMBERS = Pattern.compile("\"(offset|limit)\": (\\d+)");
  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType MEASURE = new DataType.FloatingPoint(64);
  private static final DataType DATE = new DataType.Date();
  private static final DataType TIME = new DataType.TimestampTz(3);
  private static final Map<String, Object> SPAN =
      Map.of("start_date", "2026-01-01", "end_date", "2026-03-01");

  private final VendorStream hosts =
      stream(
          "hosts",
          List.of("host_id"),
          Map.of(),
          VendorColumn.required("user_id", NUMBER, (n, m, v) -> "42", "42", "42"),
          VendorColumn.required(
              "host_id",
              TEXT,
              (n, m, v) -> "https:shop" + n + ".example:443",
              OTHER_SITE,
              "http:x.example:80"),
          VendorColumn.of(
              "ascii_host_url", TEXT, (n, m, v) -> "https://shop" + n + "/" + v, "https://a/"),
          VendorColumn.of("unicode_host_url", TEXT, (n, m, v) -> "https://ж" + n, Cells.TEXT),
          VendorColumn.of("verified", new DataType.Bool(), (n, m, v) -> "t", "f"),
          VendorColumn.of("main_mirror_host_id", TEXT, (n, m, v) -> SITE, OTHER_SITE));

  private final VendorStream indexing = indicators("indexing_history", "HTTP_2XX", "OTHER");
  private final VendorStream events =
      indicators("search_events_history", "APPEARED_IN_SEARCH", "REMOVED_FROM_SEARCH");
  private final VendorStream queries =
      indicators("search_query_history", "TOTAL_SHOWS", "AVG_CLICK_POSITION");

  private final VendorStream inSearch =
      stream(
          "in_search_history",
          List.of("host_id", "date"),
          SPAN,
          site(),
          time(),
          VendorColumn.of(
              "value", NUMBER, (n, m, v) -> Integer.toString(n + v), "9007199254740993"));

  private final VendorStream popular =
      stream(
          "popular_queries",
          List.of("host_id", "date", "query_id"),
          Map.of("start_date", "2026-01-05", "end_date", "2026-01-06"),
          site(),
          VendorColumn.required(
              "date", DATE, (n, m, v) -> "2026-01-05", "2026-01-06", "2026-01-06"),
          VendorColumn.required(
              "query_id", TEXT, (n, m, v) -> "q%06d".formatted(n), "q-edge", "q-other"),
          VendorColumn.of("query_text", TEXT, (n, m, v) -> "купить " + n, Cells.TEXT),
          measure("total_shows"),
          measure("total_clicks"),
          measure("avg_show_position"),
          measure("avg_click_position"));

  private final VendorStream analytics =
      stream(
          "query_analytics",
          List.of("host_id", "text_indicator", "date", "field"),
          Map.of(),
          site(),
          VendorColumn.required(
              "text_indicator", TEXT, (n, m, v) -> "слово %06d".formatted(n), Cells.TEXT, "€"),
          VendorColumn.required(
              "date", DATE, (n, m, v) -> "2026-01-05", "2026-01-06", "2026-01-07"),
          VendorColumn.required("field", TEXT, (n, m, v) -> "CLICKS", "POSITION", "CTR"),
          measure("value"));

  private final List<VendorStream> all =
      List.of(popular, analytics, hosts, indexing, inSearch, events, queries);
  private volatile String token = STANDARD;

  /** A double without records. */
  public WebmasterDouble() {
    // Sites of data that the kit makes without any are implied.
    hosts.whenCleared(
        () -> all.stream().filter(each -> each != hosts).forEach(VendorStream::empty));
    all.stream()
        .filter(each -> each != hosts)
        .forEach(each -> each.whenCleared(() -> all.forEach(VendorStream::empty)));
  }

  private static VendorStream stream(
      String name, List<String> key, Map<String, Object> options, VendorColumn... columns) {
    return new VendorStream(name, key, List.of(columns), options, true, 1);
  }

  private static VendorStream indicators(String name, String one, String other) {
    return stream(
        name,
        List.of("host_id", "indicator", "date"),
        SPAN,
        site(),
        VendorColumn.required("indicator", TEXT, (n, m, v) -> one, other, other),
        time(),
        measure("value"));
  }

  private static VendorColumn site() {
    return VendorColumn.required("host_id", TEXT, (n, m, v) -> SITE, OTHER_SITE, SITE);
  }

  /** Many a day, which the vendor would not give and the kit needs. */
  private static VendorColumn time() {
    return VendorColumn.required(
        "date",
        TIME,
        (n, m, v) -> Cells.second(FIRST.atStartOfDay(MOSCOW).toInstant().plusSeconds(n * 60L)),
        Cells.second(Instant.parse("2026-02-27T21:00:00Z")),
        Cells.second(Instant.parse("2026-03-01T20:59:59Z")));
  }

  private static VendorColumn measure(String name) {
    return VendorColumn.of(
        name,
        MEASURE,
        (n, m, v) -> Cells.measure(n * 0.25 + v + name.length()),
        Cells.measure(-1.5e-300));
  }

  @Override
  public List<VendorStream> streams() {
    return all;
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    return Map.copyOf(secrets);
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("oauth_token", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    token = secrets.getOrDefault("oauth_token", "");
  }

  @Override
  public String sizeOption() {
    return "page_size";
  }

  @Override
  public int mostPages() {
    return 10_000;
  }

  private static boolean path(String stream, DoubleRequest request) {
    String end =
        switch (stream) {
          case "popular_queries" -> "/search-queries/popular";
          case "query_analytics" -> "/query-analytics/list";
          default -> "/nothing";
        };
    return request.path().endsWith(end);
  }

  @Override
  public boolean isLaterPage(DoubleRequest request, String stream) {
    return path(stream, request) && number(request, "offset", 0) > 0;
  }

  /** A parameter, or the same in the body. */
  private static int number(DoubleRequest request, String name, int otherwise) {
    Matcher numbers = NUMBERS.matcher(request.body());
    while (numbers.find()) {
      if (numbers.group(1).equals(name)) {
        return Integer.parseInt(numbers.group(2));
      }
    }
    return request.number(name, otherwise);
  }

  @Override
  public DoubleRequest before(DoubleRequest request) {
    int offset = number(request, "offset", 0);
    int earlier = Math.max(0, offset - number(request, "limit", 500));
    Map<String, List<String>> query = new LinkedHashMap<>(request.query());
    query.replace("offset", List.of(Integer.toString(earlier)));
    return new DoubleRequest(
        request.method(),
        request.path(),
        query,
        request.headers(),
        request.body().replace("\"offset\": " + offset, "\"offset\": " + earlier));
  }

  /** An error as the vendor writes it. */
  public static DoubleAnswer error(int status, String code, String message) {
    return DoubleAnswer.json(
        status,
        "{\"error_code\": \"" + code + "\", \"error_message\": " + Cells.quote(message) + "}");
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request, int more) {
    String given = request.header("Authorization").orElse("");
    if (!given.equals("OAuth " + token) && !given.equals("OAuth " + STANDARD)) {
      return error(401, "INVALID_OAUTH_TOKEN", "Invalid OAuth token");
    }
    String path = request.path();
    if (path.equals("/user")) {
      return DoubleAnswer.json("{\"user_id\": 42}");
    }
    if (path.equals("/user/42/hosts")) {
      return DoubleAnswer.json(
          sites().stream()
              .map(WebmasterDouble::site)
              .collect(Collectors.joining(", ", "{\"hosts\": [", "]}")));
    }
    if (!path.startsWith("/user/42/hosts/")) {
      return error(403, "INVALID_USER_ID", "Invalid user id");
    }
    String host = path.split("/")[4];
    for (VendorStream stream : List.of(popular, analytics)) {
      if (path(stream.name(), request)) {
        return paged(stream, host, request, more);
      }
    }
    for (Map.Entry<String, VendorStream> history :
        Map.of(
                "/indexing/history", indexing,
                "/search-urls/events/history", events,
                "/search-queries/all/history", queries)
            .entrySet()) {
      if (path.endsWith(history.getKey())) {
        return history(history.getValue(), host, request);
      }
    }
    return path.endsWith("/search-urls/in-search/history")
        ? DoubleAnswer.json(
            "{\"history\": " + values(inSearch, spanned(inSearch, host, request), NUMBER) + "}")
        : error(404, "RESOURCE_NOT_FOUND", "Resource not found");
  }

  private List<TestRow> sites() {
    List<TestRow> made = hosts.rows(row -> true);
    if (!made.isEmpty()) {
      return made;
    }
    Set<String> ids = new LinkedHashSet<>();
    for (VendorStream stream : all) {
      stream.rows(row -> true).forEach(row -> ids.add(String.valueOf(row.cell(0))));
    }
    return ids.stream().sorted().map(id -> hosts.row(0, 0, 0).with(1, id)).toList();
  }

  private static String site(TestRow row) {
    return "{\"host_id\": "
        + Cells.json(TEXT, row.cell(1))
        + ", \"ascii_host_url\": "
        + Cells.json(TEXT, row.cell(2))
        + ", \"unicode_host_url\": "
        + Cells.json(TEXT, row.cell(3))
        + ", \"verified\": "
        + Cells.json(new DataType.Bool(), row.cell(4))
        + ", \"main_mirror\": "
        + (row.cell(5) == null
            ? "null"
            : "{\"host_id\": " + Cells.json(TEXT, row.cell(5)) + ", \"verified\": true}")
        + "}";
  }

  private static List<TestRow> spanned(VendorStream stream, String host, DoubleRequest request) {
    LocalDate from = LocalDate.parse(request.parameter("date_from").orElse(""));
    LocalDate to = LocalDate.parse(request.parameter("date_to").orElse(""));
    return stream.rows(row -> {
      String cell = String.valueOf(stream.cell(row, "date"));
      LocalDate day =
          cell.contains("-") && !cell.startsWith("-")
              ? LocalDate.parse(cell)
              : Cells.moment(cell).atZone(MOSCOW).toLocalDate();
      return host.equals(row.cell(0)) && !day.isBefore(from) && !day.isAfter(to);
    });
  }

  private static DoubleAnswer history(VendorStream stream, String host, DoubleRequest request) {
    Map<String, List<TestRow>> byIndicator = new LinkedHashMap<>();
    for (TestRow row : spanned(stream, host, request)) {
      byIndicator
          .computeIfAbsent(String.valueOf(stream.cell(row, "indicator")), name -> new ArrayList<>())
          .add(row);
    }
    StringJoiner indicators = new StringJoiner(", ", "{\"indicators\": {", "}}");
    byIndicator.forEach(
        (name, rows) -> indicators.add("\"" + name + "\": " + values(stream, rows, MEASURE)));
    return DoubleAnswer.json(indicators.toString());
  }

  private static String values(VendorStream stream, List<TestRow> rows, DataType type) {
    return rows.stream()
        .map(row ->
            "{\"date\": \""
                + Cells.time(
                    String.valueOf(stream.cell(row, "date")), "yyyy-MM-dd'T'HH:mm:ss,SSSZ", MOSCOW)
                + "\", \"value\": "
                + Cells.json(type, stream.cell(row, "value"))
                + "}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private DoubleAnswer paged(VendorStream stream, String host, DoubleRequest request, int more) {
    List<TestRow> rows =
        stream == popular
            ? spanned(popular, host, request)
            : analytics.rows(row -> host.equals(row.cell(0)));
    List<TestRow> sorted = sorted(stream, rows);
    int from = Math.min(sorted.size(), number(request, "offset", 0));
    int to = Math.min(sorted.size(), from + number(request, "limit", 500));
    return page(stream.name(), sorted.subList(from, to), sorted.size() + more);
  }

  private static List<TestRow> sorted(VendorStream stream, List<TestRow> rows) {
    int by =
        stream
            .table()
            .index(stream.name().equals("popular_queries") ? "query_id" : "text_indicator");
    List<TestRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> String.valueOf(row.cell(by))));
    return sorted;
  }

  @Override
  public DoubleAnswer page(String name, List<TestRow> rows, int total) {
    boolean ofQueries = name.equals("popular_queries");
    return DoubleAnswer.json(
        rows.stream()
            .map(ofQueries ? this::query : this::statistics)
            .collect(
                Collectors.joining(
                    ", ",
                    "{\"count\": "
                        + total
                        + ", \""
                        + (ofQueries ? "queries" : "text_indicator_to_statistics")
                        + "\": [",
                    "]}")));
  }

  private String query(TestRow row) {
    return "{\"query_id\": "
        + Cells.json(TEXT, popular.cell(row, "query_id"))
        + ", \"query_text\": "
        + Cells.json(TEXT, popular.cell(row, "query_text"))
        + ", \"indicators\": {\"TOTAL_SHOWS\": "
        + Cells.json(MEASURE, popular.cell(row, "total_shows"))
        + ", \"TOTAL_CLICKS\": "
        + Cells.json(MEASURE, popular.cell(row, "total_clicks"))
        + ", \"AVG_SHOW_POSITION\": "
        + Cells.json(MEASURE, popular.cell(row, "avg_show_position"))
        + ", \"AVG_CLICK_POSITION\": "
        + Cells.json(MEASURE, popular.cell(row, "avg_click_position"))
        + "}}";
  }

  private String statistics(TestRow row) {
    return "{\"text_indicator\": {\"type\": \"QUERY\", \"value\": "
        + Cells.json(TEXT, analytics.cell(row, "text_indicator"))
        + "}, \"statistics\": [{\"date\": \""
        + analytics.cell(row, "date")
        + "\", \"field\": \""
        + analytics.cell(row, "field")
        + "\", \"value\": "
        + Cells.json(MEASURE, analytics.cell(row, "value"))
        + "}]}";
  }

  @Override
  public int count(String stream) {
    return stream(stream).rows(row -> true).size();
  }

  @Override
  public TestRow first(String stream) {
    return sorted(stream(stream), stream(stream).rows(row -> true)).getFirst();
  }
}
