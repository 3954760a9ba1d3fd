package dpone.connector.vendors.googlesheets;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a tab a stream reads.
 *
 * @param title of the tab
 * @param area of it, inside of its size
 */
record SheetTab(String title, A1 area) {
  /** Titles of the tabs that have cells. */
  static List<String> titles(JsonNode spreadsheet) {
    List<String> titles = new ArrayList<>();
    for (JsonNode sheet : spreadsheet.path("sheets")) {
      if (hasCells(sheet)) {
        titles.add(sheet.path("properties").path("title").asText());
      }
    }
    return titles;
  }

  /** The tab and the range that a stream's options name. */
  static SheetTab of(String stream, Options options, JsonNode spreadsheet) {
    String range = options.findString(SheetOptions.RANGE).orElse("");
    Optional<A1> asked = range.isEmpty() ? Optional.of(A1.ALL) : A1.parse(range);
    if (asked.isEmpty()) {
      return named(stream, range, spreadsheet);
    }
    JsonNode tab =
        options
            .findInteger(SheetOptions.GID)
            .map(gid ->
                find(stream, spreadsheet, "gid " + gid, p -> p.path("sheetId").asLong() == gid))
            .or(() ->
                options
                    .findInteger(SheetOptions.INDEX)
                    .map(index ->
                        find(
                            stream,
                            spreadsheet,
                            "index " + index,
                            p -> p.path("index").asLong() == index)))
            .orElseGet(() -> {
              String title = options.findString(SheetOptions.TITLE).orElse(stream);
              return find(
                  stream,
                  spreadsheet,
                  "title " + title,
                  p -> p.path("title").asText().equals(title));
            });
    return within(tab, asked.get());
  }

  private static SheetTab named(String stream, String name, JsonNode spreadsheet) {
    for (JsonNode named : spreadsheet.path("namedRanges")) {
      if (named.path("name").asText().equalsIgnoreCase(name)) {
        JsonNode range = named.path("range");
        // A range of the first tab leaves its id out, and so does any range an index of zero.
        long sheet = range.path("sheetId").asLong();
        A1 area =
            new A1(
                range.path("startColumnIndex").asInt() + 1,
                range.path("startRowIndex").asInt() + 1,
                range.path("endColumnIndex").asInt(),
                range.path("endRowIndex").asInt());
        return within(
            find(stream, spreadsheet, "gid " + sheet, p -> p.path("sheetId").asLong() == sheet),
            area);
      }
    }
    throw SheetsCode.TAB_UNKNOWN
        .error("there is no range " + name + ", neither as cells nor by that name")
        .at(Place.stream(stream))
        .remedy("write it as B3:F, or as the name that the spreadsheet has for it")
        .build();
  }

  private static SheetTab within(JsonNode tab, A1 area) {
    JsonNode size = tab.path("gridProperties");
    return new SheetTab(
        tab.path("title").asText(),
        area.within(size.path("columnCount").asInt(), size.path("rowCount").asInt()));
  }

  private static JsonNode find(
      String stream, JsonNode spreadsheet, String what, Predicate<JsonNode> wanted) {
    for (JsonNode sheet : spreadsheet.path("sheets")) {
      if (hasCells(sheet) && wanted.test(sheet.path("properties"))) {
        return sheet.path("properties");
      }
    }
    throw SheetsCode.TAB_UNKNOWN
        .error("there is no tab with cells of " + what + "; there are " + titles(spreadsheet))
        .at(Place.stream(stream))
        .build();
  }

  private static boolean hasCells(JsonNode sheet) {
    return sheet.path("properties").path("sheetType").asText("GRID").equals("GRID");
  }
}
