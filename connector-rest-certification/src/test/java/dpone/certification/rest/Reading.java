package dpone.certification.rest;

import dpone.connector.rest.RestConnector;
import dpone.connector.rest.offline.SampleOptions;
import dpone.connector.rest.option.ConnectionOptions;
import dpone.connector.rest.option.StreamOptions;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.LongColumn;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream as a run does, and keeps the keys of what came. */
final class Reading {
  final TestContext context = new TestContext();
  final List<Long> ids = new ArrayList<>();
  final String stream;
  private final String connection;
  private final String options;
  private final @Nullable String cursor;
  @Nullable Position position;
  long filtered;

  /** Sees every row, by its batch and number. */
  java.util.function.ObjIntConsumer<ColumnBatch> each = (batch, row) -> {};

  /**
   * A reading.
   *
   * @param connection options as JSON with single quotes, its first column being the key
   * @param options of the stream, likewise
   */
  Reading(String connection, String stream, String options, @Nullable String cursor) {
    this.connection = connection;
    this.stream = stream;
    this.options = options;
    this.cursor = cursor;
  }

  Source open() {
    return new RestConnector()
        .source(
            new Endpoint(SampleOptions.of(ConnectionOptions.SPEC, connection), Options.NONE),
            context);
  }

  StreamSelection selection() {
    return new StreamSelection(
        stream, null, List.of(), null, cursor, SampleOptions.of(StreamOptions.SPEC, options));
  }

  /** Reads everything, or from the position on, until it is complete. */
  void read(ReadMode mode) {
    try (Source source = open()) {
      StreamSelection selection = selection();
      Schema schema = source.describe(selection).schema();
      StreamRead read = new StreamRead(selection, schema, mode, null);
      source.explain(read);
      boolean complete = false;
      while (!complete) {
        complete = part(source, read);
      }
    }
  }

  /** One part of a read; what came counts only when all of it did. */
  boolean part(Source source, StreamRead read) {
    ReadRequest request = new ReadRequest(stream, List.of(read), position, 2);
    try (ReadSession session = source.read(request)) {
      List<Long> came = new ArrayList<>();
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : session.splits()) {
        receipts.add(split(source, split, came));
      }
      Position reached = session.position(receipts).orElse(null);
      if (read.mode() != ReadMode.FULL) {
        position = reached;
      }
      ids.addAll(came);
      return session.complete();
    }
  }

  private ReadReceipt split(Source source, Split split, List<Long> came) {
    long rows = 0;
    try (SplitReader reader = source.open(split)) {
      for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        try (ColumnBatch batch = (ColumnBatch) chunk) {
          LongColumn keys = (LongColumn) batch.column(0);
          for (int row = 0; row < batch.rows(); row++) {
            came.add(keys.get(row));
            each.accept(batch, row);
          }
          rows += batch.rows();
        }
      }
      ReadReceipt receipt = reader.finish();
      filtered += receipt.filtered();
      if (receipt.rows() != rows + receipt.filtered() + receipt.rejected()) {
        throw new AssertionError("read " + receipt.rows() + ", but " + rows + " came");
      }
      return receipt;
    }
  }
}
