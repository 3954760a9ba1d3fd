package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what differs between the rows expected and those found, by key. */
final class Differences {
  private static final int SHOWN = 3;
  private static final int LONGEST_VALUE = 60;

  private Differences() {}

  static List<String> of(TestTable table, List<TestRow> expected, List<TestRow> found) {
    List<String> differences = new ArrayList<>();
    Map<List<String>, TestRow> byKey = new LinkedHashMap<>();
    Set<List<String>> doubled = new HashSet<>();
    for (TestRow row : found) {
      List<String> key = table.keyOf(row);
      if (byKey.put(key, row) != null && doubled.add(key)) {
        differences.add("key " + text(key) + " is doubled");
      }
    }
    Set<List<String>> wanted = new HashSet<>();
    for (TestRow row : expected) {
      List<String> key = table.keyOf(row);
      wanted.add(key);
      TestRow other = byKey.get(key);
      if (other == null) {
        differences.add("key " + text(key) + " is lost");
      } else {
        cells(table, key, row, other, differences);
      }
    }
    for (List<String> key : byKey.keySet()) {
      if (!wanted.contains(key)) {
        differences.add("key " + text(key) + " should not be there");
      }
    }
    return shorten(differences, expected.size(), found.size());
  }

  private static void cells(
      TestTable table, List<String> key, TestRow row, TestRow other, List<String> differences) {
    for (int i = 0; i < table.columns().size(); i++) {
      String sent = row.cell(i);
      String got = other.cell(i);
      if (sent == null ? got != null : !sent.equals(got)) {
        TestTable.Column column = table.columns().get(i);
        differences.add(
            "key "
                + text(key)
                + ", column "
                + column.name()
                + " ("
                + column.type().text()
                + "): sent "
                + quoted(sent)
                + ", found "
                + quoted(got));
      }
    }
  }

  private static List<String> shorten(List<String> differences, int expected, int found) {
    if (differences.isEmpty()) {
      return differences;
    }
    List<String> shown = new ArrayList<>();
    shown.add(expected + " rows expected, " + found + " found");
    shown.addAll(differences.subList(0, Math.min(SHOWN, differences.size())));
    if (differences.size() > SHOWN) {
      shown.add((differences.size() - SHOWN) + " more");
    }
    return shown;
  }

  private static String text(List<String> key) {
    return String.join(",", key);
  }

  private static String quoted(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    StringBuilder text = new StringBuilder("'");
    value
        .codePoints()
        .limit(LONGEST_VALUE)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            text.append(String.format("\\u%04x", c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.append(value.length() > LONGEST_VALUE ? "...'" : "'").toString();
  }
}
