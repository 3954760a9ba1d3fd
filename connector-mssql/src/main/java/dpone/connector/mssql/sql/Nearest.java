package dpone.connector.mssql.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a user may have meant. */
public final class Nearest {
  private Nearest() {}

  /** Up to three names within a third of the wanted name's length, the nearest first. */
  public static List<String> names(String wanted, Collection<String> known) {
    int limit = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(name -> distance(wanted, name) <= limit)
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, name)).thenComparing(n -> n))
        .limit(3)
        .toList();
  }

  /** A remedy that names them, or the fallback. */
  public static String remedy(String wanted, Collection<String> known, String fallback) {
    List<String> near = names(wanted, known);
    return near.isEmpty() ? fallback : "did you mean " + String.join(" or ", near) + "?";
  }

  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
