package dpone.connector.vendors.fasttrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.connector.vendors.testing.HttpDouble;
import dpone.connector.vendors.testing.HttpDouble.Answer;
import dpone.connector.vendors.testing.HttpDouble.Asked;
import dpone.connector.vendors.testing.OptionValues;
import dpone.connector.vendors.testing.Reading;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is promised of FastTrack, held against a double of what its users know. */
@Tag("integration")
class FastTrackTest {
  private static final String BOT_KEY = "b0t-key-of-a-double";
  private static final String X_TOKEN = "x-t0ken-of-a-double";

  private final TestContext context = new TestContext();
  private final Map<String, Object> options = new HashMap<>();
  private final Map<String, Object> connection = new HashMap<>();
  private final List<String> tickets = new ArrayList<>();
  private HttpDouble dashboard;
  private HttpDouble flex;
  private volatile String report =
      "\ufefftransaction_uuid;created_at;done_at;text\n"
          + "u-1;2026-03-12 10:00:00;2026-03-12 11:30:00;\"a; b\"\n"
          + "u-2;2026-03-12 10:05:00.250;;\n";
  private volatile boolean gzip;
  private volatile boolean grows;

  @BeforeEach
  void open() throws IOException {
    dashboard = new HttpDouble(this::dashboard);
    flex = new HttpDouble(this::flex);
    for (int i = 1; i <= 7; i++) {
      tickets.add(ticket(i, "2026-03-1" + (i + 1) / 2));
    }
    connection.putAll(
        Map.of(
            "url", dashboard.uri("/api/partners").toString(),
            "bot_key", BOT_KEY,
            "flex_url", flex.uri("/api").toString(),
            "x_token", X_TOKEN,
            "rate_limit", List.of(Map.of("requests", 1000))));
  }

  private static String ticket(int id, String day) {
    return "{\"id\":" + id + ",\"modified\":\"" + day + "T10:00:00+03:00\",\"score\":5}";
  }

  @AfterEach
  void close() {
    dashboard.close();
    flex.close();
    assertThat(context.reserved).hasValue(0);
  }

  private Answer dashboard(Asked asked) throws IOException {
    if (!asked.header("bot-key").equals(BOT_KEY) || !asked.header("X-Token").isEmpty()) {
      return Answer.of(403, "{\"detail\":\"no such bot\"}");
    }
    if (!asked.path().equals("/api/partners/reports/") || !asked.param("uuid").equals("r-1")) {
      return Answer.of(404, "{\"detail\":\"not found\"}");
    }
    byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
    return Answer.of("").bytes(gzip ? zipped(bytes) : bytes);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private Answer flex(Asked asked) {
    if (!asked.header("X-Token").equals(X_TOKEN) || !asked.header("bot-key").isEmpty()) {
      return Answer.of(401, "{\"detail\":\"no such token\"}");
    }
    int size = Integer.parseInt(asked.param("page_size"));
    int page = asked.param("page").isEmpty() ? 1 : Integer.parseInt(asked.param("page"));
    if (grows && page == 2) {
      tickets.addFirst(ticket(0, "2026-03-10"));
    }
    int from = (page - 1) * size;
    int to = Math.min(tickets.size(), from + size);
    String next =
        to < tickets.size()
            ? "\"" + flex.uri("/api/ticket/?page=" + (page + 1) + "&page_size=" + size) + "\""
            : "null";
    return Answer.of(
        "{\"count\":"
            + tickets.size()
            + ",\"next\":"
            + next
            + ",\"results\":["
            + String.join(",", tickets.subList(from, to))
            + "]}");
  }

  private Source source() {
    Options values = OptionValues.of(FastTrackOptions.CONNECTION, connection);
    return new FastTrackConnector().source(new Endpoint(values, Options.NONE), context);
  }

  private StreamSelection selection(String name) {
    return new StreamSelection(
        name, null, List.of(), null, null, OptionValues.of(FastTrackOptions.STREAM, options));
  }

  private Reading full(String name) {
    try (Source source = source()) {
      return Reading.full(source, selection(name));
    }
  }

  private List<Reading> run(String name, @Nullable Position from, int sessions) {
    List<Reading> loads = new ArrayList<>();
    Position position = from;
    try (Source source = source()) {
      for (int i = 0; i < sessions; i++) {
        Reading load = Reading.of(source, selection(name), ReadMode.AFTER_POSITION, position, 1);
        loads.add(load);
        position = load.position;
        if (load.complete) {
          break;
        }
      }
    }
    return loads;
  }

  private static List<String> ids(List<Reading> loads) {
    return loads.stream().flatMap(load -> load.column("id").stream()).toList();
  }

  private DponeException failure(String name) {
    return catchThrowableOfType(DponeException.class, () -> full(name));
  }

  private void transactions() {
    options.put("report_id", "r-1");
    options.put(
        "schema",
        List.of(
            Map.of("name", "transaction_uuid", "type", "string", "nullable", false),
            Map.of("name", "created_at", "type", "timestamp(3)"),
            Map.of("name", "done_at", "type", "timestamp(3)"),
            Map.of("name", "text", "type", "string")));
  }

  private void ratings() {
    options.put("category", "c-1");
    options.put("page_size", 2);
    options.put(
        "schema",
        List.of(
            Map.of("name", "id", "type", "int64", "nullable", false),
            Map.of("name", "modified", "type", "timestamptz(6)")));
    options.put("key", List.of("id"));
  }

  @Test
  void aReportIsReadByTheNamesInItsFirstLine() {
    transactions();
    Reading reading = full("cascade_transactions");
    assertThat(reading.rows).hasSize(2);
    assertThat(reading.rows.get(0))
        .containsEntry("transaction_uuid", "\"u-1\"")
        .containsEntry("text", "\"a; b\"");
    assertThat(reading.rows.get(1)).containsEntry("done_at", "null").containsEntry("text", "null");
    assertThat(dashboard.asked.get(0).params())
        .containsEntry("type", "CASCADE_TRANSACTIONS")
        .containsEntry("uuid", "r-1");
  }

  @Test
  void aReportMayBePackedWithoutSayingSo() {
    transactions();
    gzip = true;
    assertThat(full("cascade_transactions").rows).hasSize(2);
  }

  @Test
  void fieldsAndTimesMayBeWrittenInOtherWays() {
    options.put("report_id", "r-1");
    report = "UUID пользователя;Дата начала\nc-1;12-03-2026 10:15:00\n";
    options.put(
        "schema",
        List.of(
            Map.of("name", "user", "type", "string", "pointer", "/UUID пользователя"),
            Map.of(
                "name", "begun",
                "type", "timestamptz(3)",
                "pointer", "/Дата начала",
                "pattern", "dd-MM-yyyy HH:mm:ss",
                "zone", "Europe/Moscow")));
    Map<String, String> row = full("chat_sessions").rows.get(0);
    assertThat(row).containsEntry("user", "\"c-1\"");
    assertThat(row.get("begun")).startsWith("\"2026-03-12T07:15:00");
  }

  @Test
  void withoutColumnsTheFirstRecordsTell() {
    options.put("report_id", "r-1");
    assertThat(full("cascade_transactions").rows.get(0))
        .containsKeys("transaction_uuid", "created_at", "done_at", "text");
  }

  @Test
  void aReportNeedsAnIdSinceThereIsNoneThatIsEverybodys() {
    DponeException failure = failure("chat_sessions");
    assertThat(failure.code()).isEqualTo("HTTP_STREAM_OPTION");
    assertThat(failure.toString()).contains("report");
    assertThat(failure("something").code()).isEqualTo("HTTP_STREAM_UNKNOWN");
  }

  @Test
  void aRecordThatComesBetweenPagesEndsTheRunWhereTheTotalIsKnown() {
    ratings();
    options.put("total", "/count");
    assertThat(full("flex_cms_ratings").rows).hasSize(7);
    grows = true;
    assertThat(failure("flex_cms_ratings").code()).isEqualTo("HTTP_PAGES_MOVED");
  }

  @Test
  void aReportHasNoTotal() {
    transactions();
    options.put("total", "/count");
    assertThat(failure("cascade_transactions").code()).isEqualTo("HTTP_STREAM_OPTION");
  }

  @Test
  void pagesOfFlexAreFollowedWithItsOwnToken() {
    ratings();
    assertThat(full("flex_cms_ratings").column("id"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(flex.asked).hasSize(4);
    assertThat(flex.asked.get(0).param("category")).isEqualTo("c-1");
    assertThat(dashboard.asked).isEmpty();
  }

  @Test
  void aNextPageElsewhereIsNotFollowed() {
    ratings();
    flex.script =
        asked ->
            Answer.of("{\"next\":\"" + dashboard.uri("/steal") + "\",\"results\":[{\"id\":1}]}");
    assertThat(failure("flex_cms_ratings").code()).isEqualTo("HTTP_OTHER_ORIGIN");
    assertThat(dashboard.asked).isEmpty();
  }

  @Test
  void pagesThatGoInACircleAreNamed() {
    ratings();
    int[] ids = {0};
    flex.script =
        asked ->
            Answer.of(
                "{\"next\":\""
                    + flex.uri("/api/ticket/?page=2&page_size=2")
                    + "\",\"results\":[{\"id\":"
                    + ids[0]++
                    + "}]}");
    assertThat(failure("flex_cms_ratings").code()).isEqualTo("HTTP_TOKEN_REPEATED");
  }

  @Test
  void anIncrementLeavesOutWhatItHadAndNothingOfTheSameMoment() {
    ratings();
    options.put("increment_by", "modified");
    List<Reading> first = run("flex_cms_ratings", null, 100);
    assertThat(ids(first)).containsExactly("1", "2", "3", "4", "5", "6", "7");
    tickets.add(ticket(8, "2026-03-14"));
    tickets.add(ticket(9, "2026-03-15"));
    assertThat(ids(run("flex_cms_ratings", first.getLast().position, 100)))
        .containsExactly("8", "9");
  }

  @Test
  void aRunThatIsCutOffGoesOnAtItsPage() {
    ratings();
    options.put("increment_by", "modified");
    options.put("checkpoint_pages", 1);
    List<Reading> first = run("flex_cms_ratings", null, 2);
    assertThat(ids(first)).containsExactly("1", "2", "3", "4");
    flex.asked.clear();
    List<Reading> rest = run("flex_cms_ratings", first.getLast().position, 100);
    assertThat(ids(rest)).containsExactly("5", "6", "7");
    assertThat(flex.asked.get(0).param("page")).isEqualTo("3");
  }

  @Test
  void aKeyThatIsRefusedIsNamedAndNotShown() {
    transactions();
    connection.put("bot_key", "another-key");
    DponeException failure = failure("cascade_transactions");
    assertThat(failure.code()).isEqualTo("HTTP_FORBIDDEN");
    assertThat(failure.toString()).doesNotContain("another-key");
    connection.remove("bot_key");
    assertThat(failure("cascade_transactions").what()).contains("connection.bot_key");
  }

  @Test
  void aStormOfRefusalsIsWaitedOut() {
    ratings();
    HttpDouble.Script usual = flex.script;
    int[] calls = {0};
    flex.script =
        asked ->
            calls[0]++ % 3 < 2
                ? Answer.of(429, "").header("Retry-After", "0")
                : usual.answer(asked);
    context.retries = 5;
    assertThat(full("flex_cms_ratings").rows).hasSize(7);
  }

  @Test
  void aReportThatBreaksOffIsAskedForAgain() {
    transactions();
    HttpDouble.Script usual = dashboard.script;
    int[] calls = {0};
    dashboard.script =
        asked -> calls[0]++ == 0 ? usual.answer(asked).cutAfter(30) : usual.answer(asked);
    context.retries = 1;
    assertThat(full("cascade_transactions").rows).hasSize(2);
    assertThat(context.failures).extracting(DponeException::code).contains("HTTP_TRUNCATED");
  }
}
