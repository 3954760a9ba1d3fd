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
   * @param ahead how many they are, -1 if unknown
   * @param file where it is kept meanwhile, or null
   */
  record Body(Records records, long ahead, @Nullable Path file) implements Closeable {
    @Override
    public void close() throws IOException {
      records.close();
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  Body open(HttpAnswer answer) {
    Charset charset = answer.charset().orElse(null);
    if (!counted) {
      return new Body(records(answer.body(), charset), -1, null);
    }
    try {
      Path file = Files.createTempFile(context.temporaryFolder(), "page", null);
      try (InputStream body = answer.body()) {
        Files.copy(body, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      long ahead = 0;
      try (Records once = records(Files.newInputStream(file), charset)) {
        while (once.next()) {
          ahead++;
        }
      }
      return new Body(records(Files.newInputStream(file), charset), ahead, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
