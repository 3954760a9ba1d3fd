package dpone.connector.vendors.googlesheets;

/**
 * How a stream is read.
 *
 * @param stream its name, for messages
 * @param title of the tab
 * @param area that is read, names included
 * @param firstRow first row of data
 * @param columns in order
 * @param rows that one request asks for
 * @param formatted whether cells are read as the text that they show
 * @param keepEmpty whether a row without values is one
 */
record SheetPlan(
    String stream,
    String title,
    A1 area,
    int firstRow,
    SheetColumns columns,
    int rows,
    boolean formatted,
    boolean keepEmpty) {
  /** The last row. */
  int lastRow() {
    return area.lastRow();
  }

  /** Rows of the area as a request names them. */
  String range(int first, int last) {
    return area.rows(first, last).of(title);
  }
}
