package dpone.certification.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables in pages: {@code /DIALECT/TABLE}, where the dialect says how a page is asked for. Since a
 * moment ({@code since}) or between two ({@code from}, {@code to}), records come in the order of
 * their change, else in the order in which they came.
 */
final class PagedApi {
  private static final int PAGE = 1000;

  private final Tables tables;

  PagedApi(Tables tables) {
    this.tables = tables;
  }

  /** Whether a request is for the first page of its read. */
  boolean isFirst(Ask ask) {
    return place(ask, selected(ask.segments().getLast(), asked(ask))) == 0;
  }

  /** Records before the page that is asked for; of a keyset only whether there are some. */
  private static int place(Ask ask, List<Item> all) {
    Map<String, String> query = asked(ask);
    int limit = limit(query);
    return switch (ask.segments().getFirst()) {
      case "page", "search" -> (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * limit;
      case "offset" -> Integer.parseInt(query.getOrDefault("offset", "0"));
      case "cursor", "link", "next" -> behind(all, query.getOrDefault("cursor", ""));
      case "keyset" -> query.containsKey("after") ? 1 : 0;
      default -> 0;
    };
  }

  /** Parameters of the query, or those of a body of JSON with whole numbers and texts alone. */
  private static Map<String, String> asked(Ask ask) {
    if (!ask.method().equals("POST")) {
      return ask.query();
    }
    Map<String, String> values = new LinkedHashMap<>(ask.query());
    for (String pair : ask.body().replaceAll("[{}\"\\s]", "").split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon > 0) {
        values.put(pair.substring(0, colon), pair.substring(colon + 1));
      }
    }
    return values;
  }

  private static int limit(Map<String, String> query) {
    return Integer.parseInt(query.getOrDefault("limit", String.valueOf(PAGE)));
  }

  /** The token of what stands behind a record; it stays right when others come and go. */
  private static String token(Item last) {
    return Base64.getEncoder()
        .encodeToString(("behind=" + last.key()).getBytes(StandardCharsets.UTF_8));
  }

  private static int behind(List<Item> all, String token) {
    if (token.isEmpty()) {
      return 0;
    }
    String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    long key = Long.parseLong(text.substring(text.indexOf('=') + 1));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).key() == key) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no such place: " + text);
  }

  /**
   * The page that is asked for.
   *
   * @param root address of the server
   * @param back pages before it that is given instead
   */
  Listing page(Ask ask, String root, int back) {
    Map<String, String> query = asked(ask);
    String dialect = ask.segments().getFirst();
    List<Item> all = selected(ask.segments().getLast(), query);
    int limit = limit(query);
    if (dialect.equals("single") || dialect.equals("window")) {
      return new Listing(all, all.size(), 1, 1, null, null, false);
    }
    if (dialect.equals("keyset")) {
      return keyset(all, query.get("after"), limit, back);
    }
    int place = Math.min(place(ask, all), all.size());
    int from = Math.max(0, place - back * limit);
    int end = Math.min(place + limit, all.size());
    boolean more = end < all.size();
    String next = more ? token(all.get(end - 1)) : null;
    return new Listing(
        all.subList(from, Math.min(from + limit, all.size())),
        all.size(),
        place / limit + 1,
        (all.size() + limit - 1) / limit,
        next,
        next == null ? null : root + link(ask, next),
        more);
  }

  /** The address of the same request at another token. */
  static String link(Ask ask, String token) {
    Map<String, String> query = new LinkedHashMap<>(ask.query());
    query.put("cursor", token);
    List<String> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(name + "=" + encode(value)));
    return ask.path() + "?" + String.join("&", pairs);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Listing keyset(List<Item> all, @Nullable String after, int limit, int back) {
    List<Item> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingLong(Item::key));
    long last = after == null ? Long.MIN_VALUE : Long.parseLong(after);
    List<Item> rest = sorted.stream().filter(item -> after == null || item.key() > last).toList();
    List<Item> page = rest.subList(0, Math.min(limit, rest.size()));
    if (back > 0) {
      int behind = sorted.size() - rest.size();
      page = sorted.subList(Math.max(0, behind - limit), behind);
    }
    return new Listing(page, all.size(), 1, 1, null, null, rest.size() > limit);
  }

  private List<Item> selected(String table, Map<String, String> query) {
    long since = moment(query.get("since"), Long.MIN_VALUE);
    long from = moment(query.get("from"), Long.MIN_VALUE);
    long to = moment(query.get("to"), Long.MAX_VALUE);
    List<Item> all = tables.list(table);
    boolean ordered = query.containsKey("since") || query.containsKey("from");
    if (ordered) {
      all.removeIf(item -> item.moment() < Math.max(since, from) || item.moment() >= to);
      all.sort(Comparator.comparingLong(Item::moment));
    }
    return all;
  }

  private static long moment(@Nullable String text, long standard) {
    if (text == null || text.isEmpty()) {
      return standard;
    }
    if (text.matches("-?[0-9]+")) {
      return Long.parseLong(text);
    }
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
        : Instant.parse(text).getEpochSecond();
  }
}
