package dpone.certification.rest;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * One cell of the matrix.
 *
 * @param paging how pages are asked for
 * @param auth who calls
 * @param increment whether the fault is met by a read that goes on, or else by a full one
 * @param fault what happens once
 */
record MatrixCell(Way paging, String auth, boolean increment, Trouble fault) {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HALF = 20;
  private static final long SPARE = 1000;

  /** Ways to page, and the options of the manifest for each. */
  enum Way {
    SINGLE("single", "single", ""),
    PAGE_NUMBER(
        "page number",
        "page",
        "pagination: {type: 'page', limit: 10, total: 'header:X-Total-Count'}"),
    PAGE_IN_BODY(
        "page number in body",
        "search",
        "method: 'POST', repeatable: true, body: '{\"page\":{page},\"limit\":{size}}',"
            + " pagination: {type: 'page', limit: 10, total: '/meta/total'}"),
    OFFSET("offset", "offset", "pagination: {type: 'offset', limit: 10, total: '/meta/total'}"),
    CURSOR(
        "cursor in body",
        "cursor",
        "pagination: {type: 'cursor', cursor_param: 'cursor', next: '/meta/next', limit: 10}"),
    CURSOR_IN_HEADER(
        "cursor in header",
        "cursor",
        "pagination: {type: 'cursor', cursor_param: 'cursor', next: 'header:X-Next', limit: 10}"),
    LINK("`Link` header", "link", "pagination: {type: 'link', limit: 10}"),
    NEXT_URL(
        "next URL in body",
        "next",
        "pagination: {type: 'next_url', next: '/meta/next_url', limit: 10}"),
    KEYSET(
        "keyset",
        "keyset",
        "pagination: {type: 'keyset', cursor_param: 'after', column: 'id', limit: 10}"),
    WINDOW("time window", "window", "incremental: {from: '2026-01-01', window: {step: '10d'}}");

    final String text;
    final String dialect;
    final String options;

    Way(String text, String dialect, String options) {
      this.text = text;
      this.dialect = dialect;
      this.options = options;
    }

    boolean paged() {
      return this != SINGLE && this != WINDOW;
    }
  }

  /** Faults of the double, and two of the manifest. */
  enum Trouble {
    NONE("none", null),
    THROTTLED("429 with seconds to wait", Fault.THROTTLED),
    THROTTLED_UNTIL("429 with a moment to wait for", Fault.THROTTLED_UNTIL),
    SERVER_ERROR("503", Fault.SERVER_ERROR),
    RESET("connection reset", Fault.RESET),
    SLOW_BODY("slow body", Fault.SLOW_BODY),
    STALLED_BODY("body that stops", Fault.STALLED_BODY),
    TRUNCATED("body cut off with the connection", Fault.TRUNCATED),
    CUT_DOCUMENT("JSON that ends in its middle", Fault.CUT_DOCUMENT),
    HTML_PAGE("HTML page with status 200", Fault.HTML_PAGE),
    WRONG_CHARSET("bytes that are no UTF-8", Fault.WRONG_CHARSET),
    EMPTY_BODY("empty success", Fault.EMPTY_BODY),
    WRONG_PATH("wrong record path", null),
    OTHER_SHAPE("records moved elsewhere", Fault.OTHER_SHAPE),
    OTHER_TYPE("field of another type", Fault.OTHER_TYPE),
    REPEATED_PAGE("page given twice", Fault.REPEATED_PAGE),
    REPEATED_TOKEN("token or link repeated", Fault.REPEATED_TOKEN),
    EMPTY_PAGE("empty page with a next one", Fault.EMPTY_PAGE),
    MAX_PAGES("more pages than `max_pages`", null),
    ROW_ADDED("row added before the reader", Fault.ROW_ADDED),
    ROW_REMOVED("row removed before the reader", Fault.ROW_REMOVED),
    LYING_TOTAL("lying total", Fault.LYING_TOTAL),
    EXPIRED_TOKEN("token expires in flight", Fault.EXPIRED_TOKEN),
    REDIRECT_ELSEWHERE("redirect to another origin", Fault.REDIRECT_ELSEWHERE),
    NEXT_ELSEWHERE("next link to another origin", Fault.NEXT_ELSEWHERE);

    final String text;
    final @org.jspecify.annotations.Nullable Fault fault;

    Trouble(String text, @org.jspecify.annotations.Nullable Fault fault) {
      this.text = text;
      this.fault = fault;
    }
  }

  /** Whether the fault can be met by this way to page. */
  boolean applies() {
    return switch (fault) {
      case REPEATED_PAGE, MAX_PAGES, ROW_ADDED, ROW_REMOVED -> paging.paged();
      case EMPTY_PAGE -> paging.paged() && paging != Way.KEYSET;
      case REPEATED_TOKEN -> paging.dialect.equals("cursor") || followsLinks();
      case LYING_TOTAL ->
          paging == Way.PAGE_NUMBER || paging == Way.PAGE_IN_BODY || paging == Way.OFFSET;
      case NEXT_ELSEWHERE -> followsLinks();
      default -> true;
    };
  }

  private boolean followsLinks() {
    return paging == Way.LINK || paging == Way.NEXT_URL;
  }

  /**
   * How a cell ended.
   *
   * @param code of the failure; empty where every row came
   * @param message of the failure
   */
  record Outcome(String code, String message) {}

  Outcome run() throws Exception {
    try (ApiDouble api = new ApiDouble()) {
      api.tables().create("items");
      api.tables().add("items", items(1, increment ? HALF : 2 * HALF));
      Reading reading = reading(api, connection(api));
      reading.context.retries = 2;
      if (!increment) {
        now(api, reading, 2 * HALF);
        return read(api, reading, ReadMode.FULL, 2 * HALF);
      }
      now(api, reading, HALF);
      if (fault != Trouble.WRONG_PATH && fault != Trouble.MAX_PAGES) {
        reading.read(ReadMode.AFTER_POSITION);
      }
      api.tables().add("items", items(HALF + 1, 2 * HALF));
      now(api, reading, 2 * HALF);
      return read(api, reading, ReadMode.AFTER_POSITION, 2 * HALF);
    }
  }

  /** A clock that goes on from the end of so many days. */
  private static void now(ApiDouble api, Reading reading, int days) {
    Duration behind = Duration.between(Instant.now(), BEGIN.plus(Duration.ofDays(days)));
    InstantSource clock = InstantSource.offset(InstantSource.system(), behind);
    reading.context.time = clock;
    api.clock(clock);
  }

  private Outcome read(ApiDouble api, Reading reading, ReadMode mode, int rows) {
    Fault set = fault.fault;
    ApiDouble.Trap trap =
        set == null ? null : api.set(set, "items", paging.paged(), 1, item(SPARE, 2 * HALF));
    api.record();
    Outcome outcome;
    try {
      reading.read(mode);
      outcome = new Outcome("", "");
    } catch (DponeException failure) {
      outcome = new Outcome(failure.code(), failure.what());
      require(!failure.remedy().isEmpty(), "no remedy: " + failure.oneLine());
    }
    require(trap == null || !trap.met().isEmpty(), "the fault was never met");
    require(api.strangers().isEmpty(), "another origin was asked: " + api.strangers());
    if (outcome.code().isEmpty()) {
      complete(reading, rows, trap);
    }
    if (increment
        && paging != Way.WINDOW
        && fault != Trouble.WRONG_PATH
        && fault != Trouble.MAX_PAGES) {
      require(
          api.asks().stream().anyMatch(ask -> ask.query().containsKey("since")),
          "the position was not sent");
    }
    return outcome;
  }

  private static void complete(Reading reading, int rows, ApiDouble.Trap trap) {
    Set<Long> open = new HashSet<>(Set.of(SPARE));
    if (trap != null) {
      trap.gone().forEach(item -> open.add(item.key()));
    }
    Map<Long, Integer> counts = new HashMap<>();
    reading.ids.forEach(id -> counts.merge(id, 1, Integer::sum));
    TreeSet<Long> wrong = new TreeSet<>();
    counts.forEach((id, count) -> {
      if (count != 1 || (id > rows && !open.contains(id))) {
        wrong.add(id);
      }
    });
    LongStream.rangeClosed(1, rows)
        .filter(id -> !counts.containsKey(id) && !open.contains(id))
        .forEach(wrong::add);
    require(wrong.isEmpty(), "success with lost, doubled or foreign rows: " + wrong);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private String connection(ApiDouble api) {
    Map<String, String> secrets = new HashMap<>();
    for (String option : Logins.asked(auth)) {
      secrets.put(
          option,
          option.equals("service_account_key")
              ? api.logins().accountKey(api.url())
              : "s3cret-" + option + "-+/=&");
    }
    List<String> fields = new ArrayList<>();
    api.logins()
        .open(auth, secrets, api.url())
        .forEach((name, value) -> fields.add(name + ": " + quoted(String.valueOf(value))));
    return "{url: '"
        + api.url()
        + "', timeout: '2s', idle_timeout: '300ms', auth: {"
        + String.join(", ", fields)
        + "}}";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Reading reading(ApiDouble api, String connection) {
    String records = fault == Trouble.WRONG_PATH ? "/rows" : "/data";
    String options = paging.options;
    if (fault == Trouble.MAX_PAGES) {
      options = options.replace("limit: 10", "limit: 10, max_pages: 1");
    }
    String params =
        paging == Way.WINDOW
            ? "params: {from: '{from}', to: '{to}'}"
            : "params: {since: '{since:unix}'}";
    return new Reading(
        connection,
        "items",
        "{path: '"
            + paging.dialect
            + "/items', "
            + params
            + ", records_path: '"
            + records
            + "', primary_key: ['id'], schema: [{name: 'id', type: 'int64', nullable: false},"
            + " {name: 'changed', type: 'timestamptz(6)'}, {name: 'name', type: 'string'},"
            + " {name: 'amount', type: 'decimal(20,4)'}]"
            + (options.isEmpty() ? "" : ", " + options)
            + "}",
        "changed");
  }

  private static List<Item> items(int from, int to) {
    return LongStream.rangeClosed(from, to).mapToObj(id -> item(id, id)).toList();
  }

  /** A record of the day of that number. */
  private static Item item(long id, long day) {
    Instant changed = BEGIN.plus(Duration.ofDays(day - 1));
    return new Item(
        "{\"id\":"
            + id
            + ",\"changed\":\""
            + changed
            + "\",\"name\":\"n"
            + id
            + "\",\"amount\":1234567890123.4500}",
        id,
        changed.getEpochSecond());
  }
}
