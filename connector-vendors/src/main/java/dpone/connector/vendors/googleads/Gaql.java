package dpone.connector.vendors.googleads;

import dpone.spi.error.Place;
import dpone.toolkit.http.page.FeedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query of the Google Ads Query Language, taken apart as far as windows of days need it.
 *
 * @param fields of its SELECT, in order
 * @param resource of its FROM
 * @param conditions text of its WHERE; empty without one
 * @param tail ORDER BY, LIMIT and PARAMETERS as they are written; empty without any
 * @see <a href="https://developers.google.com/google-ads/api/docs/query/grammar">the grammar</a>
 */
record Gaql(List<String> fields, String resource, String conditions, String tail) {
  /** The day of a row. */
  static final String DATE = "segments.date";

  private static final Set<String> DAYS =
      Set.of(DATE, "segments.week", "segments.month", "segments.quarter", "segments.year");

  /** A quoted text, a clause's first word, or anything else that is no space. */
  private static final Pattern TOKEN =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z0-9_.]+|\\S");

  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

  Gaql {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a query.
   *
   * @param stream for messages
   */
  static Gaql parse(String stream, String text) {
    Clauses clauses = new Clauses(text);
    if (clauses.select < 0 || clauses.from < 0) {
      throw wrong(stream, "the query is not SELECT fields FROM resource: " + shown(text));
    }
    List<String> fields = new ArrayList<>();
    for (String part : text.substring(clauses.select, clauses.beforeFrom).split(",", -1)) {
      String field = part.strip();
      if (!FIELD.matcher(field).matches()) {
        throw wrong(stream, "SELECT names what is no field: " + shown(field));
      }
      if (fields.contains(field)) {
        throw wrong(stream, "SELECT names a field twice: " + field);
      }
      fields.add(field);
    }
    int end = clauses.tail < 0 ? text.length() : clauses.tail;
    int stop = clauses.where < 0 ? end : clauses.beforeWhere;
    String resource = text.substring(clauses.from, stop).strip();
    if (!resource.matches("[a-z][a-z0-9_]*")) {
      throw wrong(stream, "FROM names no resource: " + shown(resource));
    }
    String conditions = clauses.where < 0 ? "" : text.substring(clauses.where, end).strip();
    return new Gaql(fields, resource, conditions, text.substring(end).strip());
  }

  /**
   * Whether it can be read by windows of days: its rows have a day, and nothing of it bounds the
   * days or the number of rows already.
   */
  boolean hasWindows() {
    return fields.contains(DATE)
        && words(conditions).stream().noneMatch(DAYS::contains)
        && words(tail).stream().noneMatch(word -> word.equalsIgnoreCase("LIMIT"));
  }

  /** The query as it is sent for these days, or as it is where there are none. */
  String text(String first, String last) {
    String days = first.isEmpty() ? "" : DATE + " BETWEEN '" + first + "' AND '" + last + "'";
    String where =
        java.util.stream.Stream.of(days, conditions)
            .filter(condition -> !condition.isEmpty())
            .collect(Collectors.joining(" AND "));
    return "SELECT "
        + String.join(", ", fields)
        + " FROM "
        + resource
        + (where.isEmpty() ? "" : " WHERE " + where)
        + (tail.isEmpty() ? "" : " " + tail);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      words.add(tokens.group());
    }
    return words;
  }

  private static dpone.spi.error.DponeException wrong(String stream, String what) {
    return FeedCode.STREAM_OPTION
        .error(what)
        .at(Place.stream(stream))
        .remedy("see the grammar of the Google Ads Query Language")
        .build();
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  /** Where the clauses begin; what is quoted is none. */
  private static final class Clauses {
    private int select = -1;
    private int beforeFrom = -1;
    private int from = -1;
    private int beforeWhere = -1;
    private int where = -1;
    private int tail = -1;

    private Clauses(String text) {
      Matcher tokens = TOKEN.matcher(text);
      while (tokens.find() && tail < 0) {
        switch (tokens.group().toUpperCase(Locale.ROOT)) {
          case "SELECT" -> select = select < 0 ? tokens.end() : select;
          case "FROM" -> {
            if (from < 0) {
              beforeFrom = tokens.start();
              from = tokens.end();
            }
          }
          case "WHERE" -> {
            if (where < 0) {
              beforeWhere = tokens.start();
              where = tokens.end();
            }
          }
          case "ORDER", "LIMIT", "PARAMETERS" -> tail = tokens.start();
          default -> {}
        }
      }
    }
  }
}
