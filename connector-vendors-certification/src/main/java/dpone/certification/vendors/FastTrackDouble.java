package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A double of FastTrack: reports of the dashboard as text with semicolons, and pages of Flex that
 * name the next one.
 */
public final class FastTrackDouble implements PagedDouble {
  /** Always let in, beside the one of a trial. */
  private static final String STANDARD = "invented-token";

  private static final String ANY_TYPE = "ANY";
  private static final DataType TEXT = new DataType.Text();
  private static final DataType COUNT = new DataType.Int(64);
  private static final DataType MOMENT = new DataType.TimestampTz(6);
  private static final DataType LOCAL = new DataType.Timestamp(3);
  private static final DataType PRICE = new DataType.Decimal(18, 4);
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final VendorStream ratings =
      new VendorStream(
          "flex_cms_ratings",
          List.of("id"),
          List.of(
              VendorColumn.required(
                  "id",
                  COUNT,
                  (n, m, v) -> Integer.toString(n + 1),
                  "9223372036854775807",
                  "-9223372036854775808"),
              VendorColumn.of("modified", MOMENT, (n, m, v) -> moment(n), "253402300799999999"),
              VendorColumn.of("comment", TEXT, (n, m, v) -> "comment " + n + "/" + v, Cells.TEXT),
              VendorColumn.of(
                  "payload", new DataType.Json(), (n, m, v) -> "{\"score\":5}", "{\"a\":[1.50]}")),
          options("flex"),
          true,
          1);

  private final VendorStream transactions =
      new VendorStream(
          "cascade_transactions",
          List.of("transaction_uuid"),
          List.of(
              VendorColumn.required(
                  "transaction_uuid", TEXT, (n, m, v) -> "u-" + n, Cells.TEXT, "u\nv"),
              VendorColumn.of("done_at", LOCAL, (n, m, v) -> moment(n), "253402300799999000"),
              VendorColumn.of(
                  "price",
                  PRICE,
                  (n, m, v) -> Cells.decimal(BigDecimal.valueOf(n * 10L + v, 2)),
                  "-12345678901234.1234"),
              VendorColumn.of("text", TEXT, (n, m, v) -> "text; " + n, Cells.TEXT)),
          options("report"),
          true,
          1);

  private final VendorStream everyType =
      DeclaredTypes.stream(Map.of("source", "report", "report_type", ANY_TYPE, "report_id", "r-2"));

  private volatile String botKey = "invented-bot-key";
  private volatile String token = "invented-token";
  private volatile String root = "/api/";

  private static String moment(int number) {
    return Cells.second(FIRST.plusSeconds(number));
  }

  private static Map<String, Object> options(String source) {
    return source.equals("flex")
        ? Map.of(
            "category",
            "c-1",
            "total",
            "/count",
            "key",
            List.of("id"),
            "schema",
            List.of(
                Map.of("name", "id", "type", "int64", "nullable", false),
                Map.of("name", "modified", "type", "timestamptz(6)"),
                Map.of("name", "comment", "type", "string"),
                Map.of("name", "payload", "type", "json")))
        : Map.of(
            "report_id",
            "r-1",
            "key",
            List.of("transaction_uuid"),
            "schema",
            List.of(
                Map.of("name", "transaction_uuid", "type", "string", "nullable", false),
                Map.of(
                    "name", "done_at",
                    "type", "timestamp(3)",
                    "pointer", "/Дата окончания",
                    "pattern", "dd-MM-yyyy HH:mm:ss.SSS"),
                Map.of("name", "price", "type", "decimal(18,4)"),
                Map.of("name", "text", "type", "string")));
  }

  @Override
  public List<VendorStream> streams() {
    return List.of(ratings, transactions, everyType);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    return Map.copyOf(secrets);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets, String url) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("flex_url", url + "api");
    return connection;
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("bot_key", "invented-bot-key", "x_token", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    botKey = secrets.getOrDefault("bot_key", "");
    token = secrets.getOrDefault("x_token", "");
  }

  @Override
  public Map<String, String> others() {
    return Map.of("bot_key", "reports alone ask for it; the trials' stream is one of Flex");
  }

  @Override
  public String sizeOption() {
    return "page_size";
  }

  @Override
  public int mostPages() {
    return 1_000_000;
  }

  @Override
  public boolean isLaterPage(DoubleRequest request, String stream) {
    return stream.equals("flex_cms_ratings") && request.number("page", 1) > 1;
  }

  @Override
  public DoubleRequest before(DoubleRequest request) {
    Map<String, List<String>> query = new LinkedHashMap<>(request.query());
    query.put("page", List.of(Integer.toString(request.number("page", 1) - 1)));
    return new DoubleRequest(
        request.method(), request.path(), query, request.headers(), request.body());
  }

  @Override
  public int count(String stream) {
    return stream(stream).rows(row -> true).size();
  }

  @Override
  public TestRow first(String stream) {
    return stream(stream).rows(row -> true).getFirst();
  }

  @Override
  public DoubleAnswer page(String stream, List<TestRow> rows, int total) {
    return results(rows, total, root + "ticket/?page=1000&page_size=1");
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request, int more) {
    if (request.path().equals("/reports/")) {
      String given = request.header("bot-key").orElse("");
      return given.equals(botKey)
          ? request.parameter("type").orElse("").equals(ANY_TYPE) ? anyReport() : report()
          : DoubleAnswer.json(403, "{\"detail\":" + Cells.quote("no such bot: " + given) + "}");
    }
    if (!request.path().equals(root + "ticket/")) {
      return DoubleAnswer.json(404, "{\"detail\":\"not found\"}");
    }
    String given = request.header("X-Token").orElse("");
    if (!given.equals(token) && !given.equals(STANDARD)) {
      return DoubleAnswer.json(401, "{\"detail\":" + Cells.quote("no such token: " + given) + "}");
    }
    List<TestRow> rows = ratings.rows(row -> true);
    int size = request.number("page_size", 100);
    int page = request.number("page", 1);
    int from = Math.min(rows.size(), (page - 1) * size);
    int to = Math.min(rows.size(), from + size);
    String next =
        to < rows.size() ? root + "ticket/?page=" + (page + 1) + "&page_size=" + size : null;
    return results(rows.subList(from, to), rows.size() + more, next);
  }

  private DoubleAnswer results(List<TestRow> rows, int total, @Nullable String next) {
    StringJoiner records = new StringJoiner(",", "[", "]");
    rows.forEach(row ->
        records.add(
            Cells.object(
                ratings.table(),
                row,
                micros ->
                    Cells.time(micros, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", ZoneOffset.ofHours(3)))));
    return DoubleAnswer.json(
        "{\"count\":"
            + total
            + ",\"next\":"
            + (next == null ? "null" : Cells.quote(next))
            + ",\"results\":"
            + records
            + "}");
  }

  private DoubleAnswer anyReport() {
    StringBuilder text = new StringBuilder(DeclaredTypes.header(';')).append('\n');
    everyType
        .rows(row -> true)
        .forEach(row -> text.append(DeclaredTypes.line(row, ';')).append('\n'));
    return DoubleAnswer.of(200, "text/csv", text.toString(), StandardCharsets.UTF_8);
  }

  private DoubleAnswer report() {
    StringBuilder text =
        new StringBuilder("\ufefftransaction_uuid;Дата окончания;price;text;new\n");
    for (TestRow row : transactions.rows(row -> true)) {
      List<String> fields = new ArrayList<>();
      fields.add(Csv.field(transactions.cell(row, "transaction_uuid"), ';'));
      String done = transactions.cell(row, "done_at");
      fields.add(done == null ? "" : Cells.time(done, "dd-MM-yyyy HH:mm:ss.SSS", ZoneOffset.UTC));
      fields.add(Csv.field(transactions.cell(row, "price"), ';'));
      fields.add(Csv.field(transactions.cell(row, "text"), ';'));
      fields.add("x");
      text.append(String.join(";", fields)).append('\n');
    }
    return DoubleAnswer.of(200, "text/csv", text.toString(), StandardCharsets.UTF_8);
  }
}
