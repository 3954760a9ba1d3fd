package dpone.certify.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables. A narrow screen shows each row as a card: the roles are stated because a table that is
 * laid out in another way is none any more to some screen readers.
 */
final class Tables {
  private Tables() {}

  /**
   * A table whose first column names the row.
   *
   * @param caption what it shows
   * @param heads of the columns
   * @param rows each with a cell for every head
   */
  static Html of(String caption, List<String> heads, List<Html> rows) {
    Html head = Html.of("tr").with("role", "row");
    heads.forEach(name ->
        head.add(Html.of("th").with("scope", "col").with("role", "columnheader").text(name)));
    return Html.of("table")
        .with("role", "table")
        .add(Html.of("caption").text(caption))
        .add(Html.of("thead").with("role", "rowgroup").add(head))
        .add(Html.of("tbody").with("role", "rowgroup").add(rows));
  }

  /** A row; the head of each column is repeated for the eye where the row is a card. */
  static Html row(List<String> heads, Html... contents) {
    List<Html> cells = new ArrayList<>();
    for (int i = 0; i < contents.length; i++) {
      cells.add(cell(i == 0, heads.get(i)).add(contents[i]));
    }
    return Html.of("tr").with("role", "row").add(cells);
  }

  private static Html cell(boolean first, String head) {
    return first
        ? Html.of("th").with("scope", "row").with("role", "rowheader")
        : Html.of("td").with("role", "cell").with("data-head", head);
  }

  /** Pairs of a name and what is to be said of it; those that say nothing are left out. */
  static Html pairs(Stream<Pair> pairs) {
    Html list = Html.of("dl", "pairs");
    pairs.forEach(pair ->
        list.add(
            Html.of("div").add(Html.of("dt").text(pair.name()), Html.of("dd").add(pair.value()))));
    return list;
  }

  /**
   * A name and a value.
   *
   * @param name what it is
   * @param value its value
   */
  record Pair(String name, Html value) {
    static Pair of(String name, String value) {
      return new Pair(name, Html.of("span").text(value));
    }

    static Pair code(String name, String value) {
      return new Pair(name, Html.of("code").text(value));
    }
  }
}
