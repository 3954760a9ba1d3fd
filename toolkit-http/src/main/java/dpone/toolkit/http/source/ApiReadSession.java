package dpone.toolkit.http.source;

import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of a read. An API has no view: what is read is bounded by the moment at which the read
 * began, as far as its streams know one.
 */
final class ApiReadSession implements ReadSession {
  private final String connector;
  private final boolean full;
  private final List<StreamView> streams = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();
  private final Map<String, StreamPosition> positions;

  ApiReadSession(ApiSource source, ReadRequest request) {
    this.connector = source.api().connector();
    this.full = request.streams().stream().allMatch(s -> s.mode() == ReadMode.FULL);
    this.positions =
        new TreeMap<>(
            request.start().map(p -> StreamPosition.decode(connector, p)).orElse(Map.of()));
    for (StreamRead read : request.streams()) {
      StreamPosition before = positions.getOrDefault(read.selection().name(), StreamPosition.NONE);
      StreamView view = source.view(read, before);
      view.addTo(splits, source.api(), request.parallelism());
      streams.add(view);
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
    Map<String, StreamPosition> reached = new TreeMap<>(positions);
    for (StreamView stream : streams) {
      List<Part.Reached> readers =
          receipts.stream()
              .filter(r -> r.stream().equals(stream.name()))
              .map(r -> Part.Reached.of(connector, r.payload()))
              .toList();
      StreamPosition position = stream.reached(readers);
      if (position != null) {
        reached.put(stream.name(), position);
      }
    }
    return full || reached.isEmpty()
        ? Optional.empty()
        : Optional.of(StreamPosition.encode(connector, reached));
  }

  @Override
  public boolean complete() {
    return streams.stream().allMatch(StreamView::complete);
  }

  @Override
  public void close() {
    // An API has no view that could be held.
  }
}
