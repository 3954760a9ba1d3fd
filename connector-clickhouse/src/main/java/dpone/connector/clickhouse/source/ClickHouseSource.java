package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Catalog;
import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.ConnectionSettings;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.verify.ClickHouseFingerprint;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import dpone.spi.verify.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** ClickHouse as a source. */
public final class ClickHouseSource implements Source {
  /** Names of the calls that may be tried again, for the documentation. */
  public static final List<String> RETRIED = List.of("clickhouse.ask", "clickhouse.read");

  private final Server server;
  private final Options options;
  private final ConnectorContext context;
  private final ReadSettings settings;
  private final RowCounts counts;

  private ClickHouseSource(Endpoint endpoint, ConnectorContext context) {
    this.options = endpoint.settings();
    this.context = context;
    this.settings = new ReadSettings(options, context.allocator().batchBytes());
    this.server = new Server(new ConnectionSettings(endpoint.connection()), context);
    this.counts = new RowCounts(server);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Source open(Endpoint endpoint, ConnectorContext context) {
    return new ClickHouseSource(endpoint, context);
  }

  @Override
  public List<String> streams() {
    return ask(() -> Catalog.tables(server).stream().map(TableName::toString).toList());
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return ask(() -> {
      Described stream = Described.of(server, selection);
      Table table = stream.table();
      return new StreamInfo(
          table == null ? selection.name() : table.name().toString(),
          stream.schema(),
          List.of(),
          table == null || selection.where() != null ? -1 : table.rows(),
          table == null ? -1 : table.bytes(),
          ReadNotes.of(server, stream));
    });
  }

  @Override
  public List<String> explain(StreamRead read) {
    return ask(() ->
        ReadNotes.explain(
            server, Described.of(server, read.selection()), read, counts.available()));
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return ask(() -> QuerySession.open(server, request, options));
  }

  @Override
  public SplitReader open(Split split) {
    QuerySplit part = QuerySplit.decode(split);
    // Nothing was delivered yet, so that beginning again is safe.
    return context
        .retry()
        .call(
            "clickhouse.read",
            () -> {
              Described stream = Described.of(server, part.selection());
              if (!Described.digest(stream.schema()).equals(part.digest())) {
                throw Described.changed(split.stream());
              }
              return new QueryReader(server, context, counts, split, part, stream, settings);
            });
  }

  /** A table keeps nothing for its readers, so there is nothing to release. */
  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == Fingerprint.class
        ? Optional.of(type.cast(new ClickHouseFingerprint(server, context)))
        : Optional.empty();
  }

  private <T> T ask(Callable<T> question) {
    return context.retry().call("clickhouse.ask", question);
  }

  @Override
  public void close() {
    server.close();
  }
}
