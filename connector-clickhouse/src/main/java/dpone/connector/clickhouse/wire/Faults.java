package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of a block with a cell that cannot be held. Used by one thread. */
final class Faults {
  /**
   * What is wrong with a row.
   *
   * @param column number of the column
   * @param why a phrase with the value
   */
  record Fault(int column, ChCode code, String why) {}

  private final SortedMap<Integer, Fault> byRow = new TreeMap<>();
  private final Deque<int[]> ends = new ArrayDeque<>();
  private int column;

  void column(int number) {
    column = number;
  }

  /** What follows are elements of lists that end at these places, counted from 0. */
  void enter(int[] listEnds) {
    ends.push(listEnds);
  }

  void leave() {
    ends.pop();
  }

  /** Notes a cell; the first of a row counts. */
  void add(int cell, ChCode code, String why) {
    int row = cell;
    for (int[] list : ends) {
      int found = Arrays.binarySearch(list, row + 1);
      // Lists may be empty: the first that ends there is the one that holds the element.
      int at = found >= 0 ? found : -found - 1;
      while (at > 0 && list[at - 1] >= row + 1) {
        at--;
      }
      row = at;
    }
    byRow.putIfAbsent(row, new Fault(column, code, why));
  }

  boolean none() {
    return byRow.isEmpty();
  }

  SortedMap<Integer, Fault> byRow() {
    return byRow;
  }

  void clear() {
    byRow.clear();
    ends.clear();
  }
}
