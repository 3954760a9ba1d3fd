package dpone.reference;

import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows tables by their logs. */
final class FileChanges implements ChangeSource {
  private final Settings settings;
  private final ConnectorContext context;

  FileChanges(Settings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public StreamInfo describe(StreamSelection selection, List<String> key) {
    Table table = Tables.read(settings.folder(), selection.name());
    return new StreamInfo(
        selection.name(),
        ChangeSchema.of(table.schema(), key.isEmpty() ? table.schema().key() : key),
        List.of(),
        -1,
        -1,
        List.of());
  }

  @Override
  public List<String> uncovered(Position position, List<String> streams) {
    Offsets covered = Offsets.of(position);
    return streams.stream().filter(s -> !covered.byStream().containsKey(s)).toList();
  }

  @Override
  public ReadSession snapshot(ChangeRequest request) {
    Offsets offsets = Offsets.of(request.from());
    List<Split> splits = new ArrayList<>();
    for (StreamRead read : request.streams()) {
      String stream = read.selection().name();
      offsets = offsets.with(stream, new ChangeLog(settings, stream).end());
      for (int i = 0; i < request.parallelism(); i++) {
        Plan plan = new Plan(null, Mark.START, false, i, request.parallelism(), 0);
        splits.add(new Split(stream, i, -1, new Payload("reference", "rows", 1, plan.json())));
      }
    }
    return new Session(splits, offsets.position());
  }

  private record Session(List<Split> splits, Position end) implements ReadSession {
    @Override
    public Optional<Position> position(List<ReadReceipt> receipts) {
      return Optional.of(end);
    }

    @Override
    public boolean complete() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Override
  public ChangeReader changes(ChangeRequest request) {
    return new LogReader(settings, context, request);
  }

  @Override
  public void confirm(ChangeScope scope, Position position) {
    Offsets.of(position)
        .byStream()
        .forEach((stream, offset) -> new ChangeLog(settings, stream).confirm(offset));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
