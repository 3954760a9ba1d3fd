package dpone.toolkit.http.page;

import dpone.spi.context.ConnectorContext;
import dpone.toolkit.format.input.Archive;
import dpone.toolkit.format.record.CsvRecords;
import dpone.toolkit.format.record.ExplodedRecords;
import dpone.toolkit.format.record.JsonLinesRecords;
import dpone.toolkit.format.record.JsonRecords;
import dpone.toolkit.format.record.PackedRecords;
import dpone.toolkit.format.record.RecordPath;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.format.record.XmlRecords;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpAnswer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the bodies of a stream's answers as records. */
final class Bodies {
  private final StreamDefinition stream;
  private final Set<String> pointers = new LinkedHashSet<>();
  private final Set<String> lineage = new LinkedHashSet<>();
  private final ConnectorContext context;
  private final boolean counted;

  /**
   * For the answers of a stream.
   *
   * @param paging places of the body that tell the next page
   */
  Bodies(StreamDefinition stream, List<String> paging, ConnectorContext context) {
    this.stream = stream;
    this.context = context;
    this.pointers.addAll(paging);
    for (ColumnDefinition column : stream.columns()) {
      switch (column.source()) {
        case ColumnDefinition.Source.InEnvelope s -> pointers.add(s.pointer());
        case ColumnDefinition.Source.InParent s -> lineage.add(s.pointer());
        case ColumnDefinition.Source.InRecord s -> {}
        case ColumnDefinition.Source.OfRequest s -> {}
      }
    }
    this.counted = stream.windows().map(Slicing.Windows::cap).isPresent();
  }

  /**
   * A body while it is read.
   *
   * @param opened its records
   * @param counted the body as it was counted beforehand, with what stands beside the records; or
   *     null
   * @param file where it is kept meanwhile, or null
   */
  record Body(Opened opened, @Nullable Opened counted, @Nullable Path file) implements Closeable {
    @Override
    public void close() throws IOException {
      opened.records().close();
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Opens a body.
   *
   * @param first whether it is the first page of a slice, by which windows are judged
   */
  Body open(HttpAnswer answer, boolean first) {
    if (!counted || !first) {
      return new Body(opened(answer), null, null);
    }
    try {
      if (answer.whole().isPresent()) {
        return new Body(opened(answer), count(answer), null);
      }
      Path file = Files.createTempFile(context.temporaryFolder(), "page", null);
      try (InputStream body = answer.body()) {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return new Body(opened(answer, file), count(opened(answer, file)), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a file of an export. */
  Body file(InputStream body) {
    return new Body(opened(null, body, true), null, null);
  }

  /** Opens a body again whose records are to be looked at beforehand. */
  Records again(HttpAnswer answer, Body body) {
    Path file = body.file();
    return (file == null ? opened(answer) : opened(answer, file)).records();
  }

  /** Counts the records of a body that is in memory. */
  Opened count(HttpAnswer answer) throws IOException {
    return count(opened(answer));
  }

  private static Opened count(Opened once) throws IOException {
    try (Records records = once.records()) {
      while (records.next()) {
        // Only their number is wanted, and what stands beside them.
      }
      return once;
    }
  }

  private Opened opened(HttpAnswer answer, Path file) {
    try {
      return opened(answer.charset().orElse(null), Files.newInputStream(file), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Opened opened(HttpAnswer answer) {
    return opened(
        answer.charset().orElse(null),
        answer.body(),
        answer.whole().map(Bodies::maybePacked).orElse(true));
  }

  /** By the first byte of gzip, and of zip. */
  private static boolean maybePacked(ByteBuffer whole) {
    return whole.hasRemaining()
        && (whole.get(whole.position()) == 0x1F || whole.get(whole.position()) == 'P');
  }

  private Opened opened(@Nullable Charset charset, InputStream body, boolean maybePacked) {
    Opened.Counter containers = new Opened.Counter();
    Records records =
        maybePacked
            ? PackedRecords.open(
                body, Archive.Unpacking.STANDARD, file -> records(file, charset, containers))
            : records(body, charset, containers);
    return new Opened(records, containers);
  }

  private Records records(InputStream body, @Nullable Charset charset, Opened.Counter containers) {
    return switch (stream.format()) {
      case BodyFormat.Json json -> json(json, body, charset, containers);
      case BodyFormat.JsonLines lines -> JsonLinesRecords.open(body, charset, largest());
      case BodyFormat.Csv csv ->
          CsvRecords.open(
              body,
              charset == null ? csv.charset() : charset,
              CsvFormat.rules(csv),
              csv.header(),
              false,
              largest());
      case BodyFormat.Xml xml ->
          XmlRecords.open(body, charset, xml.records(), pointers, List.of(), largest());
    };
  }

  private Records json(
      BodyFormat.Json json,
      InputStream body,
      @Nullable Charset charset,
      Opened.Counter containers) {
    Records records =
        JsonRecords.at(RecordPath.parse(json.records()))
            .entries(json.entries())
            .envelope(pointers)
            .maxRecordBytes(largest())
            .open(body, charset);
    String explode = json.explode();
    return explode == null
        ? records
        : ExplodedRecords.of(
            containers.counting(records),
            RecordPath.parse(explode),
            json.explodeEntries(),
            lineage,
            false);
  }

  private int largest() {
    return (int) Math.min(Integer.MAX_VALUE - 16, context.allocator().maxCellBytes());
  }
}
