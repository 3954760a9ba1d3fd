package dpone.connector.postgres.cdc;

import dpone.connector.postgres.PostgresConnector;
import dpone.connector.postgres.source.SourceOptions;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.WireChunk;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
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
import dpone.spi.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Captures changes as a host would, and applies them to copies of the tables in memory. */
final class Capture implements AutoCloseable {
  final TestContext context = new TestContext();
  final Database database;
  final Map<String, List<String>> keys = new LinkedHashMap<>();
  final Map<String, TableCopy> copies = new HashMap<>();
  final Map<String, Long> received = new HashMap<>();
  ChangeScope scope = new ChangeScope("test", "main");
  Map<String, Object> cdc = new HashMap<>();
  Position position;
  ChangeSource source;
  ChangeReader reader;
  int schemaChanges;

  Capture(Database database) {
    this.database = database;
  }

  Capture table(String name, String... key) {
    keys.put(name, List.of(key));
    return this;
  }

  Endpoint endpoint() {
    Map<String, Object> options = new HashMap<>();
    Options source = TestOptions.of(SourceOptions.SPEC, Map.of());
    for (String name : List.of(SourceOptions.MIN_SPLIT, SourceOptions.SPLITS_PER_READER)) {
      options.put(name, source.integer(name));
    }
    if (!cdc.isEmpty()) {
      options.put("cdc", Options.of(cdc));
    }
    return new Endpoint(database.options(), Options.of(options));
  }

  ChangeSource source() {
    if (source == null) {
      source = new PostgresConnector().changes(endpoint(), context);
    }
    return source;
  }

  StreamInfo describe(String table) {
    return source().describe(StreamSelection.all(table), keys.get(table));
  }

  /** The request, with the columns as they are now. */
  ChangeRequest request(List<String> tables, boolean changes, boolean bounded) {
    List<StreamRead> streams = new ArrayList<>();
    for (String table : tables) {
      StreamInfo info = describe(table);
      Schema schema = changes ? info.schema() : ChangeSchema.streamOf(info.schema());
      streams.add(
          new StreamRead(
              StreamSelection.all(table),
              schema,
              ReadMode.FULL,
              changes ? info.wireFormats().get(0) : wire(schema, info)));
    }
    return new ChangeRequest(scope, streams, position, bounded, 2);
  }

  private static dpone.spi.batch.WireFormat wire(Schema schema, StreamInfo info) {
    List<String> shapes = List.of(info.wireFormats().get(0).layout().split(","));
    return new dpone.spi.batch.WireFormat(
        info.wireFormats().get(0).name(), String.join(",", shapes.subList(3, 3 + schema.size())));
  }

  /** Reads whole what was not read whole yet. */
  void snapshot() {
    List<String> missing = source().uncovered(position, List.copyOf(keys.keySet()));
    if (missing.isEmpty()) {
      return;
    }
    try (ReadSession session = source().snapshot(request(missing, false, false))) {
      read(session);
    }
  }

  void read(ReadSession session) {
    try (Source splits = new PostgresConnector().source(endpoint(), context)) {
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : session.splits()) {
        TableCopy copy = copies.computeIfAbsent(split.stream(), s -> new TableCopy());
        try (SplitReader rows = splits.open(split)) {
          for (Chunk chunk = rows.next(); chunk != null; chunk = rows.next()) {
            copy.load((WireChunk) chunk, keyPlaces(split.stream()));
            chunk.close();
          }
          receipts.add(rows.finish());
        }
      }
      position = session.position(receipts).orElseThrow();
    }
  }

  private int[] keyPlaces(String table) {
    List<String> names = ChangeSchema.streamOf(describe(table).schema()).names();
    return keys.get(table).stream().mapToInt(names::indexOf).toArray();
  }

  void open(boolean bounded) {
    reader = source().changes(request(List.copyOf(keys.keySet()), true, bounded));
  }

  void closeReader() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  /**
   * Takes events up to the next place reached and applies them; changes that are not followed by
   * one are thrown away, as a load that does not end is.
   *
   * @return whether a place was reached
   */
  boolean load(Duration wait) {
    List<Runnable> staged = new ArrayList<>();
    Map<String, Long> counted = new HashMap<>();
    while (true) {
      Optional<ChangeEvent> event = reader.next(wait);
      if (event.isEmpty()) {
        return false;
      }
      switch (event.get()) {
        case ChangeEvent.Rows rows -> {
          TableCopy copy = copies.computeIfAbsent(rows.stream(), s -> new TableCopy());
          int key = keys.get(rows.stream()).size();
          int[] places = keyPlaces(rows.stream());
          List<TableCopy.Change> changes = TableCopy.changes((WireChunk) rows.chunk(), key);
          counted.merge(rows.stream(), (long) changes.size(), Long::sum);
          rows.chunk().close();
          staged.add(() -> changes.forEach(c -> copy.apply(c, places)));
        }
        case ChangeEvent.Reached reached -> {
          Map<String, Long> receipts = new HashMap<>();
          reader.receipts().forEach(r -> receipts.put(r.stream(), r.rows()));
          if (!receipts.equals(counted)) {
            throw new AssertionError("receipts " + receipts + ", chunks " + counted);
          }
          staged.forEach(Runnable::run);
          counted.forEach((s, n) -> received.merge(s, n, Long::sum));
          position = reached.position();
          return true;
        }
        case ChangeEvent.SchemaChange change -> {
          schemaChanges++;
          closeReader();
          return false;
        }
      }
    }
  }

  /** Reads everything there is. */
  void catchUp() {
    for (int tries = 0; tries < 20; tries++) {
      // One that is open may be without an end.
      closeReader();
      open(true);
      while (reader != null && !reader.complete()) {
        load(Duration.ofSeconds(20));
      }
      if (reader != null) {
        closeReader();
        return;
      }
    }
    throw new AssertionError("endless schema changes");
  }

  void confirm() {
    source().confirm(scope, position);
  }

  /** What the copy of a table holds. */
  List<String> copied(String table) {
    return copies.getOrDefault(table, new TableCopy()).rows();
  }

  /** What the table holds, by a COPY of its own. */
  List<String> actual(String table) {
    List<String> columns =
        ChangeSchema.streamOf(describe(table).schema()).names().stream()
            .map(n -> '"' + n + '"')
            .toList();
    return TableCopy.table(database, table, columns);
  }

  /** Forgets the process, keeps the state. */
  void restart() {
    closeReader();
    if (source != null) {
      source.close();
      source = null;
    }
  }

  @Override
  public void close() {
    restart();
    if (context.reserved.get() != 0) {
      throw new IllegalStateException("memory not given back");
    }
  }
}
