package dpone.certify.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of a documentation page that stands between the marks of a generated block. */
public final class PageTable {
  private PageTable() {}

  /**
   * The rows without the head, each cell without the marks of code around it.
   *
   * @param page text of the page
   * @param block name of the block, as in {@code <!-- generated:errors -->}
   * @return empty if the page has no such block
   */
  public static Optional<List<List<String>>> rows(String page, String block) {
    int from = page.indexOf("<!-- generated:" + block + " -->");
    int to = page.indexOf("<!-- /generated:" + block + " -->");
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (String line : page.substring(from, to).lines().toList()) {
      if (line.startsWith("|")) {
        rows.add(cells(line));
      }
    }
    return Optional.of(rows.size() < 2 ? List.of() : rows.subList(2, rows.size()));
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    String inner = line.strip().replaceAll("^\\||\\|$", "");
    for (String cell : inner.split("(?<!\\\\)\\|", -1)) {
      cells.add(plain(cell.strip().replace("\\|", "|")));
    }
    return cells;
  }

  private static String plain(String cell) {
    return cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell;
  }
}
