package acme.connector;

import dpone.spi.context.ConnectorContext;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tables. A split is every n-th row. */
final class AcmeSource implements Source {
  private final Path folder;
  private final ConnectorContext context;

  AcmeSource(Path folder, ConnectorContext context) {
    this.folder = folder;
    this.context = context;
  }

  @Override
  public List<String> streams() {
    return Tables.names(folder);
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    Table table = Tables.read(folder, selection.name());
    return new StreamInfo(
        selection.name(), table.schema(), List.of(), table.rows().size(), -1, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    StreamRead stream = request.streams().getFirst();
    Mark from = request.start().map(p -> Mark.parse(p.payload().json())).orElse(Mark.START);
    String cursor = stream.selection().cursor();
    boolean full = stream.mode() == ReadMode.FULL;
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < request.parallelism(); i++) {
      Slice slice =
          new Slice(
              full || cursor == null ? "" : cursor,
              from,
              stream.mode() == ReadMode.FROM_POSITION,
              i,
              request.parallelism());
      splits.add(
          new Split(
              stream.selection().name(), i, -1, new Payload("acme", "rows", 1, slice.json())));
    }
    return new Session(splits, from, !full);
  }

  @Override
  public SplitReader open(Split split) {
    Table table = Tables.read(folder, split.stream());
    return new AcmeReader(context, split, table, Slice.parse(split.payload().json()));
  }

  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private record Session(List<Split> splits, Mark from, boolean incremental)
      implements ReadSession {
    /** Out of what the readers delivered, never out of what was planned. */
    @Override
    public Optional<Position> position(List<ReadReceipt> receipts) {
      Mark mark = from;
      for (ReadReceipt receipt : receipts) {
        mark = mark.and(Mark.parse(receipt.payload().json()));
      }
      return !incremental || mark.equals(Mark.START)
          ? Optional.empty()
          : Optional.of(
              new Position(
                  new Payload("acme", "mark", 1, mark.json()), "cursor " + mark.cursor()));
    }

    @Override
    public boolean complete() {
      return true;
    }

    @Override
    public void close() {}
  }
}
