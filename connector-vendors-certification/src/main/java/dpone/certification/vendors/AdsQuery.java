package dpone.certification.vendors;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the Google Ads Query Language as the double's streams are asked with.
 *
 * @param fields of its SELECT
 * @param resource of its FROM
 * @param from first day; empty where all are wanted
 * @param to last day
 * @see <a href="https://developers.google.com/google-ads/api/docs/query/grammar">the grammar</a>
 */
record AdsQuery(List<String> fields, String resource, String from, String to) {
  private static final Pattern QUERY =
      Pattern.compile(
          "SELECT (?<fields>[a-z0-9_.]+(?:, [a-z0-9_.]+)*) FROM (?<resource>[a-z_]+)"
              + "(?: WHERE segments\\.date BETWEEN '(?<from>[0-9-]{10})' AND '(?<to>[0-9-]{10})'"
              + "(?: AND campaign\\.status != 'REMOVED')?)?");

  AdsQuery {
    fields = List.copyOf(fields);
  }

  /** Reads a query; empty where it is none, or selects days without bounds. */
  static Optional<AdsQuery> of(String text) {
    Matcher query = QUERY.matcher(text);
    if (!query.matches()) {
      return Optional.empty();
    }
    List<String> fields = List.of(query.group("fields").split(", "));
    String from = query.group("from");
    if (fields.contains("segments.date") && from == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AdsQuery(
            fields,
            query.group("resource"),
            from == null ? "" : from,
            from == null ? "" : query.group("to")));
  }

  /** Whether a row of that day is wanted; rows without one are. */
  boolean has(String day) {
    return day.isEmpty() || (day.compareTo(from) >= 0 && day.compareTo(to) <= 0);
  }
}
