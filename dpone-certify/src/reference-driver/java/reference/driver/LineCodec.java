package reference.driver;

import java.util.ArrayList;
import java.util.List;

/** Stands for a third-party library: lines of cells, where null is a mark of its own. */
public final class LineCodec {
  private static final String NULL = "\\N";

  /** A line of cells. */
  public String write(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : "\t").append(cell(cells.get(i)));
    }
    return line.toString();
  }

  /** The cells of a line. */
  public List<String> read(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\t", -1)) {
      cells.add(cell.equals(NULL) ? null : plain(cell));
    }
    return cells;
  }

  private static String cell(String text) {
    return text == null
        ? NULL
        : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String plain(String cell) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      switch (cell.charAt(i)) {
        case 't' -> text.append('\t');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        default -> text.append(cell.charAt(i));
      }
    }
    return text.toString();
  }
}
