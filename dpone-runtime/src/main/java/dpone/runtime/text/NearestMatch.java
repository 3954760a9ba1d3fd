package dpone.runtime.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that was meant. */
public final class NearestMatch {
  private static final int SHORTEST_PREFIX = 3;
  private static final int LONGEST_WORD = 64;

  private NearestMatch() {}

  /** The candidate with the fewest slips of the finger; empty if all are far away. */
  public static Optional<String> of(String word, Collection<String> candidates) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String sought = word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      String known = candidate.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
      int slips =
          sought.length() >= SHORTEST_PREFIX && known.startsWith(sought)
              ? 1
              : distance(sought, known);
      if (slips <= Math.max(1, Math.min(sought.length(), known.length()) / 3) && slips < fewest) {
        best = candidate;
        fewest = slips;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
