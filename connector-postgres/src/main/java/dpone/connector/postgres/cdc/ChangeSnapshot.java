package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.spi.source.ReadSession;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Optional;

/** A read of whole streams under the snapshot of a slot. */
final class ChangeSnapshot implements ReadSession {
  private final ReadSession read;
  private final PgSession replication;
  private final WalPosition position;

  /**
   * Wraps the read.
   *
   * @param replication keeps the snapshot while it is open
   * @param position where the changes begin
   */
  ChangeSnapshot(ReadSession read, PgSession replication, WalPosition position) {
    this.read = read;
    this.replication = replication;
    this.position = position;
  }

  @Override
  public List<Split> splits() {
    return read.splits();
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    if (receipts.stream().mapToInt(ReadReceipt::ordinal).distinct().count()
        != read.splits().size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + read.splits().size() + " splits");
    }
    return Optional.of(position.encode());
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void close() {
    read.close();
    replication.close();
  }
}
