package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A read that was planned at one moment; what its queries see together is checked afterwards. */
final class QuerySession implements ReadSession {
  private record OpenStream(String name, ReadMode mode, Progress progress) {}

  private final Server server;
  private final @Nullable Position start;
  private final List<OpenStream> streams = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();

  private QuerySession(Server server, @Nullable Position start) {
    this.server = server;
    this.start = start;
  }

  static ReadSession open(Server server, ReadRequest request, Options options) {
    QuerySession session = new QuerySession(server, request.from());
    Map<String, StreamPosition> positions =
        request.start().map(StreamPosition::decode).orElse(Map.of());
    SplitPlanner planner =
        new SplitPlanner(
            server,
            Math.max(1, request.parallelism()),
            options.integer(SourceOptions.MIN_SPLIT),
            options.integer(SourceOptions.SPLITS_PER_READER));
    for (StreamRead read : request.streams()) {
      String name = read.selection().name();
      try {
        Described described = Described.of(server, read.selection());
        if (!Described.digest(described.schema()).equals(Described.digest(read.schema()))) {
          throw Described.changed(name);
        }
        session.add(new Reading(server, described, read, planner, positions.get(name)));
      } catch (DponeException failure) {
        throw failure.at(Place.stream(name));
      }
    }
    return session;
  }

  /** Which way a stream is read. */
  private static Progress progress(Reading reading) {
    StreamRead read = reading.read();
    if (read.mode() == ReadMode.FULL) {
      return FullProgress.of(reading);
    }
    if (read.chunkRows() > 0) {
      return KeyProgress.of(reading);
    }
    ReadColumn cursor = reading.stream().cursor();
    if (cursor == null) {
      throw ChCode.INVALID_OPTION
          .error("an incremental read needs a cursor column")
          .at(Place.stream(reading.name()))
          .remedy("set the stream's cursor to a column that grows with every change")
          .build();
    }
    return CursorProgress.of(reading, cursor);
  }

  private void add(Reading reading) {
    Progress progress = progress(reading);
    streams.add(new OpenStream(reading.name(), reading.read().mode(), progress));
    String digest = Described.digest(reading.stream().schema());
    for (Part part : progress.plan().parts()) {
      QuerySplit split =
          new QuerySplit(reading.read().selection(), digest, part.select(), part.telling());
      splits.add(new Split(reading.name(), splits.size(), part.estimatedBytes(), split.encode()));
    }
  }

  @Override
  public List<Split> splits() {
    return List.copyOf(splits);
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    if (receipts.stream().mapToInt(ReadReceipt::ordinal).distinct().count() != splits.size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + splits.size() + " splits");
    }
    Map<String, StreamPosition> reached = new LinkedHashMap<>();
    for (OpenStream stream : streams) {
      View view = stream.progress().plan().view();
      if (view != null) {
        view.check(server);
      }
      List<ReadReceipt> own =
          receipts.stream()
              .filter(r -> r.stream().equals(stream.name()))
              .sorted(Comparator.comparingInt(ReadReceipt::ordinal))
              .toList();
      StreamPosition position = stream.progress().reached(own);
      if (position != null) {
        reached.put(stream.name(), position);
      }
    }
    if (reached.isEmpty()) {
      return Optional.ofNullable(
          streams.stream().allMatch(s -> s.mode() == ReadMode.FULL) ? null : start);
    }
    return Optional.of(StreamPosition.encode(reached));
  }

  @Override
  public boolean complete() {
    return streams.stream().allMatch(s -> s.progress().complete());
  }

  /** Nothing is held open at the server. */
  @Override
  public void close() {}
}
