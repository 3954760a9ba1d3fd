package dpone.toolkit.http.source;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.infer.Inference;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.CsvFormat;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Finds the columns of a stream by looking at records of its first pages. */
final class Sampling {
  private static final int PAGES = 10;

  private final ApiSource source;
  private final ConnectorContext context;

  Sampling(ApiSource source, ConnectorContext context) {
    this.source = source;
    this.context = context;
  }

  /** The stream with columns. */
  StreamDefinition define(StreamDefinition stream) {
    Inference found =
        stream.format() instanceof BodyFormat.Csv
            ? Inference.ofText(false)
            : Inference.of("", false);
    int most = stream.bounds().sampleRecords();
    try (PageFeed feed = source.api().feed(stream)) {
      for (Slice slice : source.firstSlices(stream, PAGES)) {
        context.cancellation().check();
        try (Page page = feed.open(slice)) {
          take(page.records(), found, stream, most);
        }
        if (found.records() >= most) {
          break;
        }
      }
    }
    if (found.records() == 0) {
      throw FeedCode.SCHEMA_UNKNOWN
          .error("no columns are declared, and the first pages have no records to find them by")
          .at(Place.stream(stream.name()))
          .build();
    }
    return stream.withColumns(
        found.fields().stream()
            .map(f ->
                new ColumnDefinition(
                    f, ColumnDefinition.of(f.name(), f.type()).source(), CellForm.STANDARD))
            .toList());
  }

  private static void take(Records records, Inference found, StreamDefinition stream, int most) {
    try {
      while (found.records() < most && records.next()) {
        if (stream.format() instanceof BodyFormat.Csv csv) {
          found.addCsv(
              records.header().orElse(List.of()),
              records.data(),
              records.from(),
              records.to(),
              CsvFormat.rules(csv));
        } else {
          found.addJson(records.data(), records.from(), records.to());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
