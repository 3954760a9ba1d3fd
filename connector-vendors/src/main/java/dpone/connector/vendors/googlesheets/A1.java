package dpone.connector.vendors.googlesheets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of cells, counted from 1.
 *
 * @param firstColumn leftmost column
 * @param firstRow uppermost row
 * @param lastColumn rightmost column; 0 for as far as the tab goes
 * @param lastRow lowest row; 0 for as far as the tab goes
 * @see <a href="https://developers.google.com/workspace/sheets/api/guides/concepts#cell">the
 *     notation</a>
 */
record A1(int firstColumn, int firstRow, int lastColumn, int lastRow) {
  /** A whole tab. */
  static final A1 ALL = new A1(1, 1, 0, 0);

  private static final Pattern RANGE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?([0-9]{1,8})?(?::\\$?([A-Z]{1,3})?\\$?([0-9]{1,8})?)?");

  /** Reads {@code B3:F100}, {@code B3:F} or {@code B:F}; empty for anything else. */
  static Optional<A1> parse(String text) {
    Matcher range = RANGE.matcher(text.strip().toUpperCase(java.util.Locale.ROOT));
    if (!range.matches() || !text.contains(":")) {
      return Optional.empty();
    }
    int column = column(range.group(1));
    int row = range.group(2) == null ? 1 : Integer.parseInt(range.group(2));
    int lastColumn = range.group(3) == null ? 0 : column(range.group(3));
    int lastRow = range.group(4) == null ? 0 : Integer.parseInt(range.group(4));
    boolean turned = (lastColumn > 0 && lastColumn < column) || (lastRow > 0 && lastRow < row);
    return turned || row == 0
        ? Optional.empty()
        : Optional.of(new A1(column, row, lastColumn, lastRow));
  }

  /** The same inside of a tab of that size. */
  A1 within(int columns, int rows) {
    return new A1(
        firstColumn,
        firstRow,
        lastColumn == 0 ? columns : Math.min(lastColumn, columns),
        lastRow == 0 ? rows : Math.min(lastRow, rows));
  }

  /** These columns of other rows. */
  A1 rows(int first, int last) {
    return new A1(firstColumn, first, lastColumn, last);
  }

  /** The notation, with the tab's title, which may hold anything. */
  String of(String title) {
    return "'" + title.replace("'", "''") + "'!" + this;
  }

  /** The letters of a column. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  private static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = column * 26 + letters.charAt(i) - 'A' + 1;
    }
    return column;
  }

  @Override
  public String toString() {
    return letters(firstColumn) + firstRow + ":" + letters(lastColumn) + lastRow;
  }
}
