package dpone.connector.vendors.googlesheets;

import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.util.TreeMap;

/** A tab that everybody may read, as CSV. */
final class Published {
  private Published() {}

  /**
   * The stream.
   *
   * @param spreadsheet id of the spreadsheet, or of its publication as {@code e/ID}
   */
  static StreamDefinition stream(String spreadsheet, StreamSelection selection) {
    Options options = selection.options();
    for (String other :
        new String[] {SheetOptions.TITLE, SheetOptions.INDEX, SheetOptions.HEADER_ROW}) {
      if (options.has(other)) {
        throw FeedCode.STREAM_OPTION
            .error("a published tab takes no " + other)
            .at(Place.stream(selection.name()))
            .remedy("name the tab by worksheet_gid; its first row names the columns")
            .build();
      }
    }
    String gid = Long.toString(options.findInteger(SheetOptions.GID).orElse(0L));
    Request request =
        spreadsheet.startsWith("e/")
            ? Request.get("spreadsheets/d/" + spreadsheet + "/pub")
                .param("output", "csv")
                .param("single", "true")
                .param("gid", gid)
            : Request.get("spreadsheets/d/" + spreadsheet + "/export")
                .param("format", "csv")
                .param("gid", gid);
    String range = options.findString(SheetOptions.RANGE).orElse("");
    StreamDefinition.Builder stream =
        StreamDefinition.named(selection.name())
            .request(range.isEmpty() ? request : request.param("range", range))
            .format(BodyFormat.Csv.STANDARD)
            .note("values are the texts that the cells show");
    // A map of options has no order of its own, and readers have to see the same one.
    new TreeMap<>(options.map(SheetOptions.TYPES))
        .forEach((name, type) -> stream.column(name, TypeText.parse(type)));
    return stream.build();
  }
}
