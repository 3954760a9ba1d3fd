package dpone.connector.vendors.googlesheets;

import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.option.Options;
import dpone.spi.sink.Fidelity;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpRetries;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the connector does, told without a network. */
final class SheetsOffline {
  private static final String SHEET = "1invented-spreadsheet-id";

  private SheetsOffline() {}

  /** The requests; the login's header is not shown. */
  static Map<String, String> constructions() {
    SheetCalls calls = new SheetCalls(URI.create(SheetSettings.API), SHEET);
    Map<String, String> all = new TreeMap<>();
    all.put("tabs.txt", text(calls.tabs()));
    A1 area = A1.parse("B3:F").orElseThrow().within(26, 5_000);
    all.put("sample.txt", text(calls.cells(area.rows(3, 203).of("Q1 'plan'"))));
    all.put("values.txt", text(calls.values(area.rows(4, 1_003).of("Q1 'plan'"), false)));
    all.put("formatted.txt", text(calls.values(area.rows(4, 1_003).of("Q1 'plan'"), true)));
    StreamSelection tab =
        new StreamSelection(
            "tab", null, List.of(), null, null, Options.of(Map.of(SheetOptions.GID, 7L)));
    all.put(
        "published.txt",
        RequestText.of(
            URI.create(SheetSettings.DOCS),
            Published.stream(SHEET, tab),
            Slice.of(Variables.NONE)));
    return all;
  }

  private static String text(HttpCall call) {
    return call.method() + " " + call.uri() + "\n";
  }

  /** The calls that are tried again. */
  static List<RetriedCalls.Row> retries() {
    return List.of(
        HttpRetries.repeatable(SheetCalls.DESCRIBE, "asking for tabs and their first rows"),
        HttpRetries.repeatable(SheetCalls.VALUES, "asking for rows"),
        HttpRetries.token());
  }

  /** Values of cells, and the columns that they become. */
  static List<TypeTable.Row> types() {
    return List.of(
        row("number", "decimal", "every digit that the API gives, which are those of a double"),
        row("number", "int64", "where types says so"),
        row("number", "decimal(18,2)", "where types says so; any decimal"),
        row("number", "float64", "where types says so"),
        row("number shown as a day", "date", "by its serial number"),
        row("number shown as a day and time", "timestamp(3)", "to the millisecond; it has no zone"),
        row("text", "string", ""),
        row("true or false", "bool", ""),
        row(
            SheetColumns.ERROR,
            "string",
            "such as #N/A; rejected where the column has a type, as one has with other values"));
  }

  private static TypeTable.Row row(String cell, String type, String note) {
    return new TypeTable.Row(cell, type, Fidelity.EXACT, note);
  }
}
