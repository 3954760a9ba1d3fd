package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.RelationMessage.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the attribute numbers of a table's columns as the log describes them. The log tells names
 * and types as they were, in the order of the numbers; the catalogue tells all numbers there are,
 * with the names of today; the position tells the names of last time. Pure.
 */
final class Alignment {
  private static final int IMPOSSIBLE = Integer.MIN_VALUE / 2;
  private static final int SAME_NAME = 8;
  private static final int SAME_TYPE = 4;
  private static final int STILL_THERE = 1;
  private static final int LEFT_OUT = -16;

  private Alignment() {}

  /**
   * The numbers.
   *
   * @param columns as the log describes them
   * @param known as seen last; empty if never
   * @param current all of the catalogue, with those that were dropped
   * @return one for each column; 0 where there is none
   */
  static int[] numbers(List<Column> columns, List<Attribute> known, List<Attribute> current) {
    Map<Integer, Attribute> last = new HashMap<>();
    int newest = 0;
    for (Attribute attribute : known) {
      last.put(attribute.number(), attribute);
      newest = Math.max(newest, attribute.number());
    }
    List<Attribute> candidates = new ArrayList<>();
    for (Attribute attribute : current) {
      // What was gone last time is gone for ever.
      if (known.isEmpty()
          || last.containsKey(attribute.number())
          || attribute.number() > newest
          || attribute.generated()) {
        candidates.add(attribute);
      }
    }
    return best(columns, candidates, last);
  }

  /** The order-preserving assignment of the highest score. */
  private static int[] best(
      List<Column> columns, List<Attribute> candidates, Map<Integer, Attribute> last) {
    int n = columns.size();
    int m = candidates.size();
    int[][] score = new int[n + 1][m + 1];
    boolean[][] taken = new boolean[n + 1][m + 1];
    for (int i = 1; i <= n; i++) {
      java.util.Arrays.fill(score[i], IMPOSSIBLE);
    }
    for (int j = 1; j <= m; j++) {
      Attribute candidate = candidates.get(j - 1);
      for (int i = 0; i <= n; i++) {
        // Those after the last column of the log were not there yet.
        boolean free = i == n || candidate.dropped() || candidate.generated();
        int skip = score[i][j - 1] <= IMPOSSIBLE ? IMPOSSIBLE : score[i][j - 1];
        skip = skip == IMPOSSIBLE || free ? skip : skip + LEFT_OUT;
        int take =
            i == 0 || score[i - 1][j - 1] <= IMPOSSIBLE
                ? IMPOSSIBLE
                : score[i - 1][j - 1] + likeness(columns.get(i - 1), candidate, last);
        taken[i][j] = take > IMPOSSIBLE && take >= skip;
        score[i][j] = Math.max(skip, take);
      }
    }
    int[] numbers = new int[n];
    int i = n;
    if (score[n][m] > IMPOSSIBLE) {
      for (int j = m; j > 0 && i > 0; j--) {
        if (taken[i][j]) {
          numbers[--i] = candidates.get(j - 1).number();
        }
      }
    }
    return numbers;
  }

  private static int likeness(Column column, Attribute now, Map<Integer, Attribute> last) {
    Attribute before = last.get(now.number());
    boolean name =
        (!now.dropped() && column.name().equals(now.name()))
            || (before != null && column.name().equals(before.name()));
    boolean type =
        (!now.dropped() && column.type() == now.type())
            || (before != null && column.type() == before.type());
    return (name ? SAME_NAME : 0) + (type ? SAME_TYPE : 0) + (now.dropped() ? 0 : STILL_THERE);
  }
}
