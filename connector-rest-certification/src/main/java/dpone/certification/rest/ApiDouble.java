package dpone.certification.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An API of the trial's own: tables in pages of every kind, behind every kind of login, with every
 * fault. Thread-safe.
 */
final class ApiDouble implements AutoCloseable {
  /** How long an answer of status 429 asks to wait. */
  static final Duration ASKED = Duration.ofSeconds(1);

  private final Tables tables = new Tables();
  private final PagedApi paged = new PagedApi(tables);
  private final Logins logins = new Logins();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Ask> asks = new CopyOnWriteArrayList<>();
  private final Door door;
  private final Door elsewhere;
  private final List<Ask> strangers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Trap trap;
  private volatile boolean records;
  private volatile InstantSource clock = InstantSource.system();

  /**
   * A fault that waits for requests.
   *
   * @param fault what happens
   * @param table for whose pages; empty for all
   * @param later whether first pages are spared
   * @param left how many more are met
   * @param met when they were
   * @param item a record that comes by it, or null
   * @param gone records that went by it
   */
  record Trap(
      Fault fault,
      String table,
      boolean later,
      AtomicInteger left,
      List<Instant> met,
      @Nullable Item item,
      List<Item> gone) {}

  ApiDouble() throws IOException {
    this.door = new Door(this::answer);
    this.elsewhere =
        new Door(ask -> {
          strangers.add(ask);
          return Reply.json("{\"data\":[],\"meta\":{\"total\":0}}");
        });
  }

  /** From now on tells the time of that clock. */
  void clock(InstantSource other) {
    clock = other;
  }

  Tables tables() {
    return tables;
  }

  Logins logins() {
    return logins;
  }

  String url() {
    return door.url();
  }

  /** Pages that were asked for so far. */
  int requests() {
    return requests.get();
  }

  /** From now on requests are kept. */
  void record() {
    asks.clear();
    records = true;
  }

  /** Requests since {@link #record}, tokens among them. */
  List<Ask> asks() {
    return List.copyOf(asks);
  }

  /** Requests that came to the other origin. */
  List<Ask> strangers() {
    return List.copyOf(strangers);
  }

  /** Sets a trap; the one before is taken away. */
  Trap set(Fault fault, String table, boolean later, int times, @Nullable Item item) {
    Trap made =
        new Trap(
            fault,
            table,
            later,
            new AtomicInteger(times),
            new CopyOnWriteArrayList<>(),
            item,
            new CopyOnWriteArrayList<>());
    trap = made;
    return made;
  }

  /** Takes the trap away. */
  void clear() {
    trap = null;
  }

  private Reply answer(Ask ask) {
    if (records) {
      asks.add(ask);
    }
    if (ask.path().equals("/token")) {
      return logins.token(ask);
    }
    requests.incrementAndGet();
    if (!logins.lets(ask)) {
      return Reply.of(401, "application/json", "{\"error\":\"who are you\"}");
    }
    String table = ask.segments().getLast();
    if (!tables.has(table)) {
      return Reply.of(404, "application/json", "{\"error\":\"no such table\"}");
    }
    Trap set = trap;
    if (set != null
        && (set.table().isEmpty() || set.table().equals(table))
        && !(set.later() && paged.isFirst(ask))
        && set.left().getAndDecrement() > 0) {
      set.met().add(Instant.now());
      return caught(ask, set);
    }
    return written(ask, paged.page(ask, url(), 0));
  }

  private Reply written(Ask ask, Listing page) {
    Map<String, String> query = ask.query();
    return Written.reply(page, query.getOrDefault("format", "json"));
  }

  private Reply caught(Ask ask, Trap set) {
    Listing page = paged.page(ask, url(), 0);
    return switch (set.fault()) {
      case THROTTLED -> throttled().with("Retry-After", String.valueOf(ASKED.toSeconds()));
      case THROTTLED_UNTIL ->
          throttled()
              .with(
                  "Retry-After",
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      clock.instant().plus(ASKED).plusMillis(999).atOffset(ZoneOffset.UTC)));
      case SERVER_ERROR -> Reply.of(503, "application/json", "{\"error\":\"not now\"}");
      case RESET -> written(ask, page).given(Reply.Manner.RESET);
      case SLOW_BODY -> written(ask, page).given(Reply.Manner.SLOW);
      case STALLED_BODY -> written(ask, page).given(Reply.Manner.STALLED);
      case TRUNCATED -> written(ask, page).given(Reply.Manner.TRUNCATED);
      case CUT_DOCUMENT -> written(ask, page).given(Reply.Manner.CUT);
      case HTML_PAGE ->
          Reply.of(200, "text/html", "<!DOCTYPE html><html><body>Please log in</body></html>");
      case WRONG_CHARSET -> broken(written(ask, page));
      case EMPTY_BODY -> Reply.of(200, "application/json", "");
      case OTHER_SHAPE -> Reply.json("{\"ok\":true,\"items\":[],\"meta\":{\"total\":0}}");
      case OTHER_TYPE -> otherType(ask, page);
      case REPEATED_PAGE -> written(ask, paged.page(ask, url(), 1));
      case REPEATED_TOKEN ->
          written(ask, page.next(ask.query().get("cursor"), url() + ask.target()));
      case EMPTY_PAGE -> written(ask, page.of(List.of()));
      case ROW_ADDED -> {
        Item item = set.item();
        if (item != null) {
          tables.addFirst(ask.segments().getLast(), item);
        }
        yield written(ask, paged.page(ask, url(), 0));
      }
      case ROW_REMOVED -> {
        Item first = paged.page(ask, url(), 1).items().getFirst();
        tables.remove(ask.segments().getLast(), item -> item.key() == first.key());
        set.gone().add(first);
        yield written(ask, paged.page(ask, url(), 0));
      }
      case LYING_TOTAL -> written(ask, page.total(page.total() - 1));
      case EXPIRED_TOKEN -> {
        logins.expire();
        yield Reply.of(401, "application/json", "{\"error\":\"the token has expired\"}");
      }
      case REDIRECT_ELSEWHERE ->
          Reply.of(302, "text/plain", "").with("Location", elsewhere.url() + ask.target());
      case NEXT_ELSEWHERE -> written(ask, page.next(page.next(), elsewhere.url() + ask.target()));
    };
  }

  private static Reply throttled() {
    return Reply.of(429, "application/json", "{\"error\":\"slowly\"}");
  }

  private static Reply broken(Reply reply) {
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    byte[] bytes =
        text.replaceFirst("n[0-9]", "\u00e9\u00e8").getBytes(StandardCharsets.ISO_8859_1);
    return new Reply(reply.status(), reply.headers(), bytes, reply.manner());
  }

  private Reply otherType(Ask ask, Listing page) {
    List<Item> items = new ArrayList<>();
    for (Item item : page.items()) {
      items.add(
          new Item(
              item.json().replaceFirst("\"id\":(-?[0-9]+)", "\"id\":{\"of\":$1}"),
              item.key(),
              item.moment()));
    }
    return written(ask, page.of(items));
  }

  @Override
  public void close() throws IOException {
    door.close();
    elsewhere.close();
  }
}
