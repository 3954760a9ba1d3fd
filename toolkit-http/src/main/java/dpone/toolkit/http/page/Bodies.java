package dpone.toolkit.http.page;

import dpone.spi.context.ConnectorContext;
import dpone.toolkit.format.record.JsonRecords;
import dpone.toolkit.format.record.RecordPath;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpAnswer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private final Set<String> pointers;
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
    this.pointers = new LinkedHashSet<>(paging);
    for (ColumnDefinition column : stream.columns()) {
      if (column.source() instanceof ColumnDefinition.Source.InEnvelope beside) {
        pointers.add(beside.pointer());
      }
    }
    this.counted = stream.windows().map(Slicing.Windows::cap).isPresent();
  }

  /**
   * A body while it is read.
   *
   * @param records its records
   * @param ahead how many they are, -1 if nobody counted
   * @param counted the body as it was counted, with what stands beside the records; or null
   * @param file where it is kept meanwhile, or null
   */
  record Body(Records records, long ahead, @Nullable Records counted, @Nullable Path file)
      implements Closeable {
    @Override
    public void close() throws IOException {
      records.close();
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
    Charset charset = answer.charset().orElse(null);
    if (!counted || !first) {
      return new Body(records(answer.body(), charset), -1, null, null);
    }
    try {
      if (answer.whole().isPresent()) {
        Records once = count(answer.body(), charset);
        return new Body(records(answer.body(), charset), once.read(), once, null);
      }
      Path file = Files.createTempFile(context.temporaryFolder(), "page", null);
      try (InputStream body = answer.body()) {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      }
      Records once = count(Files.newInputStream(file), charset);
      return new Body(records(Files.newInputStream(file), charset), once.read(), once, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a body again whose records are to be looked at beforehand. */
  Records again(HttpAnswer answer, Body body) {
    Charset charset = answer.charset().orElse(null);
    Path file = body.file();
    try {
      return records(file == null ? answer.body() : Files.newInputStream(file), charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Records count(InputStream body, @Nullable Charset charset) throws IOException {
    try (Records once = records(body, charset)) {
      while (once.next()) {
        // Only their number is wanted, and what stands beside them.
      }
      return once;
    }
  }

  private Records records(InputStream body, @Nullable Charset charset) {
    return switch (stream.format()) {
      case BodyFormat.Json json ->
          JsonRecords.at(RecordPath.parse(json.records()))
              .entries(json.entries())
              .envelope(pointers)
              .maxRecordBytes(largest())
              .open(body, charset);
      case BodyFormat.JsonLines lines -> throw new UnsupportedOperationException("jsonl");
      case BodyFormat.Csv csv -> throw new UnsupportedOperationException("csv");
      case BodyFormat.Xml xml -> throw new UnsupportedOperationException("xml");
    };
  }

  private int largest() {
    return (int) Math.min(Integer.MAX_VALUE - 16, context.allocator().maxCellBytes());
  }
}
