package dpone.runtime.discovery;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {
  private Nearest() {}

  /** The word with the fewest edits, if they are few against its length. */
  static Optional<String> to(String word, Collection<String> words) {
    return words.stream()
        .filter(w -> distance(word, w) <= Math.max(1, Math.min(word.length(), w.length()) / 3))
        .min(Comparator.<String>comparingInt(w -> distance(word, w)).thenComparing(w -> w));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
