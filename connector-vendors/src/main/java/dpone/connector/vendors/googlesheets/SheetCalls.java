package dpone.connector.vendors.googlesheets;

import dpone.toolkit.http.exchange.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The requests.
 *
 * @param root address of the service
 * @param spreadsheet id of the spreadsheet
 * @see <a href="https://developers.google.com/workspace/sheets/api/reference/rest">the
 *     reference</a>
 */
record SheetCalls(URI root, String spreadsheet) {
  /** Names of the calls in the retry policy and in meters. */
  static final String DESCRIBE = "google-sheets.describe";

  static final String VALUES = "google-sheets.values";

  private static final String TABS =
      "sheets(properties(sheetId,title,index,sheetType,gridProperties(rowCount,columnCount))),"
          + "namedRanges(name,range)";
  private static final String CELLS =
      "sheets(data(rowData(values(formattedValue,effectiveValue,"
          + "effectiveFormat(numberFormat(type))))))";

  /** The tabs and the named ranges. */
  HttpCall tabs() {
    return HttpCall.get(DESCRIBE, at("?fields=" + encoded(TABS)));
  }

  /** The first cells of a range, with what they are shown as. */
  HttpCall cells(String range) {
    return HttpCall.get(DESCRIBE, at("?ranges=" + encoded(range) + "&fields=" + encoded(CELLS)));
  }

  /** The values of a range. */
  HttpCall values(String range, boolean formatted) {
    return HttpCall.get(
        VALUES,
        at(
            "/values/"
                + encoded(range)
                + "?majorDimension=ROWS&valueRenderOption="
                + (formatted ? "FORMATTED_VALUE" : "UNFORMATTED_VALUE")
                + "&dateTimeRenderOption=SERIAL_NUMBER"));
  }

  private URI at(String rest) {
    String base = root.toString();
    return URI.create(
        (base.endsWith("/") ? base : base + "/") + "v4/spreadsheets/" + spreadsheet + rest);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
