package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.sink.CommitClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names what differs between the rows expected and those found, by key. */
final class Differences {
  private static final int SHOWN = 3;
  private static final int LONGEST_VALUE = 60;

  private Differences() {}

  static List<String> of(TestTable table, List<TestRow> expected, List<TestRow> found) {
    List<String> differences = new ArrayList<>();
    Map<List<String>, List<TestRow>> there = byKey(table, found);
    Map<List<String>, List<TestRow>> wanted = byKey(table, expected);
    wanted.forEach(
        (key, rows) -> versions(table, key, rows, there.getOrDefault(key, List.of()), differences));
    for (List<String> key : there.keySet()) {
      if (!wanted.containsKey(key)) {
        differences.add("key " + text(key) + " should not be there");
      }
    }
    return shorten(differences, expected.size(), found.size());
  }

  /** What was found, without the rows that a commit class allows to come again. */
  static List<TestRow> within(CommitClass commitClass, List<TestRow> found) {
    return commitClass == CommitClass.AT_LEAST_ONCE
        ? List.copyOf(new LinkedHashSet<>(found))
        : found;
  }

  private static Map<List<String>, List<TestRow>> byKey(TestTable table, List<TestRow> rows) {
    Map<List<String>, List<TestRow>> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(table.keyOf(row), key -> new ArrayList<>()).add(row));
    return byKey;
  }

  /** One key has one row, or in a log as many as there were versions. */
  private static void versions(
      TestTable table,
      List<String> key,
      List<TestRow> wanted,
      List<TestRow> found,
      List<String> differences) {
    if (found.isEmpty()) {
      differences.add("key " + text(key) + " is lost");
    } else if (found.size() > wanted.size()) {
      differences.add("key " + text(key) + " is doubled");
    } else if (found.size() < wanted.size()) {
      differences.add(
          "key "
              + text(key)
              + " is lost in "
              + (wanted.size() - found.size())
              + " of its "
              + wanted.size()
              + " versions");
    } else if (wanted.size() == 1) {
      cells(table, key, wanted.getFirst(), found.getFirst(), differences);
    } else if (!new HashSet<>(wanted).equals(new HashSet<>(found))) {
      differences.add("key " + text(key) + " has other versions than were sent");
    }
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
