package acme.connector;

import java.util.ArrayList;
import java.util.List;

/** A row as a line: cells between tabs, null as {@code \N}. */
final class Rows {
  private static final String NULL = "\\N";

  private Rows() {}

  static String write(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : "\t").append(escaped(cells.get(i)));
    }
    return line.toString();
  }

  static List<String> read(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\t", -1)) {
      cells.add(cell.equals(NULL) ? null : plain(cell));
    }
    return cells;
  }

  private static String escaped(String text) {
    return text == null
        ? NULL
        : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String plain(String cell) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\' || i + 1 == cell.length()) {
        text.append(c);
        continue;
      }
      char escaped = cell.charAt(++i);
      text.append(
          switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
          });
    }
    return text.toString();
  }
}
