package dpone.connector.clickhouse.testing;

import dpone.connector.clickhouse.ClickHouseConnector;
import dpone.connector.clickhouse.source.SourceOptions;
import dpone.connector.clickhouse.source.StreamOptions;
import dpone.connector.clickhouse.testing.ClickHouseTestServer.Database;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads one stream as a host would, step by step, in one thread. */
public final class Read {
  public final TestContext context = new TestContext();
  public final Database from;
  public String stream = "t";
  public String query;
  public List<String> columns = List.of();
  public String where;
  public String cursor;
  public ReadMode mode = ReadMode.FULL;
  public long chunkRows;
  public int parallelism = 1;
  public Map<String, Object> connection = new HashMap<>();
  public Map<String, Object> sourceOptions = new HashMap<>();
  public Map<String, Object> streamOptions = new HashMap<>();
  public Position position;
  public boolean complete;
  public StreamInfo info;
  public List<Split> splits = List.of();
  public List<String> rows = List.of();
  public long told;
  public long rejected;
  public long largestBatch;
  public Consumer<ReadSession> beforeReading = s -> {};
  public Consumer<ReadSession> afterReading = s -> {};

  public Read(Database from) {
    this.from = from;
    // The servers of tests are on the loopback interface, where the default would be none.
    connection.put("compression", "lz4");
  }

  public Source source() {
    return new ClickHouseConnector()
        .source(
            new Endpoint(
                from.options(connection), TestOptions.of(SourceOptions.SPEC, sourceOptions)),
            context);
  }

  public StreamSelection selection() {
    return new StreamSelection(
        stream, query, columns, where, cursor, TestOptions.of(StreamOptions.SPEC, streamOptions));
  }

  public StreamInfo describe() {
    try (Source source = source()) {
      return source.describe(selection());
    }
  }

  public List<String> explain() {
    try (Source source = source()) {
      StreamInfo described = source.describe(selection());
      return source.explain(new StreamRead(selection(), described.schema(), mode, null, chunkRows));
    }
  }

  /** Reads, and goes on from the position next time. */
  public Read run() {
    try (Source source = source()) {
      info = source.describe(selection());
      StreamRead read = new StreamRead(selection(), info.schema(), mode, null, chunkRows);
      List<ReadReceipt> receipts = new ArrayList<>();
      rows = new ArrayList<>();
      largestBatch = 0;
      try (ReadSession session =
          source.read(new ReadRequest("main", List.of(read), position, parallelism))) {
        beforeReading.accept(session);
        splits = session.splits();
        for (Split split : splits) {
          try (SplitReader reader = source.open(split)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
              try (ColumnBatch batch = (ColumnBatch) chunk) {
                rows.addAll(Rows.of(batch));
                largestBatch = Math.max(largestBatch, batch.bytes());
              }
            }
            receipts.add(reader.finish());
          }
        }
        afterReading.accept(session);
        complete = session.complete();
        position = session.position(receipts).orElse(null);
      }
      told = receipts.stream().mapToLong(ReadReceipt::rows).sum();
      rejected = receipts.stream().mapToLong(ReadReceipt::rejected).sum();
      return this;
    }
  }
}
