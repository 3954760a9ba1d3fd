package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A double of Omnidesk (https://omnidesk.ru/api/introduction/intro): objects whose keys are
 * numbers, {@code total_count} beside them, at most 500 pages of 100, both ends of a span of time
 * included.
 */
public final class OmnideskDouble implements PagedDouble {
  private static final String EMAIL = "export@shop.example";

  /** Let in beside the one that a trial of logins chooses. */
  private static final String STANDARD = "invented-api-key";

  private static final Instant FIRST = Instant.parse("2026-01-05T08:00:00Z");
  private static final String EARLY = Cells.second(Instant.parse("2026-01-02T00:00:00Z"));
  private static final String LATE = Cells.second(Instant.parse("2026-01-15T23:59:59Z"));
  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType BOOL = new DataType.Bool();
  private static final DataType JSON = new DataType.Json();
  private static final DataType TIME = new DataType.TimestampTz(0);
  private static final Map<String, Object> SPAN =
      Map.of("start_date", "2026-01-01", "end_date", "2026-01-15");

  private final VendorStream cases =
      stream(
          "cases",
          List.of("case_id"),
          SPAN,
          id("case_id"),
          text("case_number"),
          text("subject"),
          number("user_id"),
          number("staff_id"),
          number("group_id"),
          text("status"),
          text("priority"),
          text("channel"),
          text("recipient"),
          text("cc_emails"),
          text("bcc_emails"),
          bool("deleted"),
          bool("spam"),
          time("created_at"),
          VendorColumn.required(
              "updated_at", TIME, (n, m, v) -> Cells.second(FIRST.plusSeconds(n)), EARLY, LATE),
          text("closed_at"),
          text("closing_speed"),
          text("last_response_at"),
          number("language_id"),
          VendorColumn.of("custom_fields", JSON, (n, m, v) -> "{}", "{}"),
          VendorColumn.of("labels", JSON, (n, m, v) -> "[101]", "[]"),
          VendorColumn.of("locked_labels", JSON, (n, m, v) -> "[]", "[7]"),
          text("rating"),
          text("rating_comment"),
          number("rated_staff_id"));

  private final VendorStream messages =
      stream(
          "messages",
          List.of("case_id", "message_id"),
          SPAN,
          VendorColumn.required(
              "case_id", NUMBER, (n, m, v) -> Integer.toString(2_000 + n % 3), "2000", "2001"),
          id("message_id"),
          number("user_id"),
          number("staff_id"),
          text("content"),
          text("content_html"),
          VendorColumn.of("attachments", JSON, (n, m, v) -> "[]", "[]"),
          bool("note"),
          bool("sent_via_rule"),
          VendorColumn.required(
              "created_at", TIME, (n, m, v) -> Cells.second(FIRST.plusSeconds(n)), EARLY, LATE),
          time("sent_at"));

  private final VendorStream users =
      stream(
          "users",
          List.of("user_id"),
          SPAN,
          id("user_id"),
          text("user_full_name"),
          text("company_name"),
          text("company_position"),
          text("thumbnail"),
          bool("confirmed"),
          bool("active"),
          bool("deleted"),
          time("created_at"),
          VendorColumn.required(
              "updated_at", TIME, (n, m, v) -> Cells.second(FIRST.plusSeconds(n)), EARLY, LATE),
          text("type"),
          text("user_email"),
          text("user_phone"),
          text("user_custom_id"),
          text("note"),
          number("language_id"),
          VendorColumn.of("custom_fields", JSON, (n, m, v) -> "{}", "{}"),
          VendorColumn.of("linked_users", JSON, (n, m, v) -> "[]", "[1]"));

  private final VendorStream staff =
      stream(
          "staff",
          List.of("staff_id"),
          Map.of(),
          id("staff_id"),
          text("staff_email"),
          text("staff_full_name"),
          text("staff_signature"),
          text("thumbnail"),
          bool("active"),
          time("created_at"),
          time("updated_at"));

  private final VendorStream groups =
      stream(
          "groups",
          List.of("group_id"),
          Map.of(),
          id("group_id"),
          text("group_title"),
          text("group_from_name"),
          text("group_signature"),
          bool("active"),
          time("created_at"),
          time("updated_at"));

  private final VendorStream labels =
      stream("labels", List.of("label_id"), Map.of(), id("label_id"), text("label_title"));

  private final List<VendorStream> all = List.of(cases, messages, users, staff, groups, labels);
  private volatile String key = STANDARD;

  /** A double without records. */
  public OmnideskDouble() {
    // A message needs its case, which nobody has made when the kit fills the messages alone.
    cases.whenCleared(messages::empty);
    messages.whenCleared(cases::empty);
  }

  private static VendorStream stream(
      String name, List<String> key, Map<String, Object> options, VendorColumn... columns) {
    return new VendorStream(name, key, List.of(columns), options, true, 1);
  }

  private static VendorColumn id(String name) {
    return VendorColumn.required(
        name,
        NUMBER,
        (n, m, v) -> Integer.toString(10_000 + n),
        "9007199254740993",
        "9223372036854775807");
  }

  private static VendorColumn text(String name) {
    return VendorColumn.of(name, TEXT, (n, m, v) -> name + " " + n + "/" + v, Cells.TEXT + "\n\t€");
  }

  private static VendorColumn number(String name) {
    return VendorColumn.of(
        name, NUMBER, (n, m, v) -> Integer.toString(n % 97), "-9223372036854775808");
  }

  private static VendorColumn bool(String name) {
    return VendorColumn.of(name, BOOL, (n, m, v) -> n % 2 == 0 ? "t" : "f", "t");
  }

  private static VendorColumn time(String name) {
    return VendorColumn.of(
        name,
        TIME,
        (n, m, v) -> Cells.second(FIRST.plusSeconds(n)),
        Cells.second(Instant.parse("2014-05-04T21:15:17Z")));
  }

  @Override
  public List<VendorStream> streams() {
    return all;
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("domain", "shop");
    connection.put("email", EMAIL);
    return connection;
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    key = secrets.getOrDefault("api_key", "");
  }

  @Override
  public String sizeOption() {
    return "page_size";
  }

  @Override
  public int mostPages() {
    return 500;
  }

  @Override
  public boolean isLaterPage(DoubleRequest request, String stream) {
    return path(stream, request) && request.number("page", 1) > 1;
  }

  private static boolean path(String stream, DoubleRequest request) {
    return stream.equals("messages")
        ? request.path().endsWith("/messages.json")
        : request.path().equals("/" + stream + ".json");
  }

  @Override
  public DoubleRequest before(DoubleRequest request) {
    Map<String, List<String>> query = new LinkedHashMap<>(request.query());
    query.put("page", List.of(Integer.toString(request.number("page", 2) - 1)));
    return new DoubleRequest(
        request.method(), request.path(), query, request.headers(), request.body());
  }

  private static String login(String key) {
    String pair = EMAIL + ":" + key;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request, int more) {
    String given = request.header("Authorization").orElse("");
    if (!given.equals(login(key)) && !given.equals(login(STANDARD))) {
      return DoubleAnswer.json(401, "{\"error\": \"authentication_failed\"}");
    }
    if (request.number("page", 1) > 500 || request.number("limit", 100) > 100) {
      return DoubleAnswer.json(400, "{\"error\": \"page_limit_exceeded\"}");
    }
    for (VendorStream stream : all) {
      if (path(stream.name(), request)) {
        List<TestRow> rows = rows(stream, request);
        int size = request.number("limit", 100);
        int from = Math.min(rows.size(), (request.number("page", 1) - 1) * size);
        List<TestRow> page = rows.subList(from, Math.min(rows.size(), from + size));
        return page(stream.name(), page, rows.size() + more);
      }
    }
    return DoubleAnswer.json(404, "{\"error\": \"not_found\"}");
  }

  private List<TestRow> rows(VendorStream stream, DoubleRequest request) {
    if (stream.name().equals("messages")) {
      String of = request.path().split("/")[2];
      return sorted(messages, messages.rows(row -> of.equals(messages.cell(row, "case_id"))));
    }
    List<TestRow> rows =
        stream.rows(row ->
            within(stream, row, "updated_at", "from_updated_time", "to_updated_time", request)
                && within(stream, row, "created_at", "from_time", "to_time", request));
    boolean implied = stream == cases && rows.isEmpty();
    return implied ? impliedCases() : sorted(stream, rows);
  }

  private static boolean within(
      VendorStream stream,
      TestRow row,
      String column,
      String from,
      String to,
      DoubleRequest asked) {
    boolean known = stream.table().columns().stream().anyMatch(c -> c.name().equals(column));
    String cell = known ? stream.cell(row, column) : null;
    if (cell == null) {
      return true;
    }
    long second = Cells.moment(cell).getEpochSecond();
    return asked.parameter(from).map(text -> second >= Long.parseLong(text)).orElse(true)
        && asked.parameter(to).map(text -> second <= Long.parseLong(text)).orElse(true);
  }

  private static List<TestRow> sorted(VendorStream stream, List<TestRow> rows) {
    int id = stream.table().index(stream.table().key().getLast());
    List<TestRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(row -> Long.parseLong(String.valueOf(row.cell(id)))));
    return sorted;
  }

  /** Cases of messages that were made without any. */
  private List<TestRow> impliedCases() {
    Set<String> ids = new LinkedHashSet<>();
    messages.rows(row -> true).forEach(row -> ids.add(String.valueOf(row.cell(0))));
    return ids.stream().sorted().map(id -> cases.row(0, 0, 0).with(0, id)).toList();
  }

  @Override
  public DoubleAnswer page(String name, List<TestRow> rows, int total) {
    VendorStream stream = stream(name);
    String kind =
        switch (name) {
          case "cases" -> "case";
          case "messages" -> "message";
          case "users" -> "user";
          case "groups" -> "group";
          case "labels" -> "label";
          default -> name;
        };
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < rows.size(); i++) {
      text.append('"')
          .append(i)
          .append("\": {\"")
          .append(kind)
          .append("\": ")
          .append(Cells.object(stream.table(), rows.get(i), OmnideskDouble::written))
          .append("}, ");
    }
    return DoubleAnswer.json(text + "\"total_count\": " + total + "}")
        .header("api_calls_left", "499");
  }

  private static String written(String micros) {
    return Cells.time(micros, "EEE, dd MMM yyyy HH:mm:ss Z", ZoneOffset.ofHours(3));
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
