package dpone.connector.mssql.cdc;

import dpone.connector.mssql.source.MssqlSource;
import dpone.spi.source.ReadSession;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole streams before their changes. A view cannot be shared between connections, so each stream
 * has one of its own, and its changes are read from where that stood.
 */
final class ChangeSnapshot implements ReadSession {
  private final List<Split> splits;
  private final LogPosition before;
  private final Map<String, CaptureInstance> instances;

  /**
   * Wraps the splits.
   *
   * @param before where the log was before any of them is opened
   * @param instances what each stream is recorded in, by stream
   */
  ChangeSnapshot(List<Split> splits, LogPosition before, Map<String, CaptureInstance> instances) {
    this.splits = List.copyOf(splits);
    this.before = before;
    this.instances = Map.copyOf(instances);
  }

  @Override
  public List<Split> splits() {
    return splits;
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    if (receipts.stream().mapToInt(ReadReceipt::ordinal).distinct().count() != splits.size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + splits.size() + " splits");
    }
    Map<String, LogPosition.Stream> streams = new HashMap<>(before.streams());
    for (ReadReceipt receipt : receipts) {
      CaptureInstance instance =
          java.util.Objects.requireNonNull(instances.get(receipt.stream()), receipt.stream());
      streams.put(
          receipt.stream(), LogPosition.Stream.of(instance, place(MssqlSource.place(receipt))));
    }
    return Optional.of(before.at(before.point(), streams).encode());
  }

  private Lsn place(String text) {
    return before.kind().equals(LogPosition.CDC)
        ? Lsn.ofLog(text)
        : Lsn.version(Long.parseLong(text));
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void close() {
    // Nothing is held open between the splits.
  }
}
