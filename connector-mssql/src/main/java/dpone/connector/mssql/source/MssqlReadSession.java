package dpone.connector.mssql.source;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.source.ReadSession;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One split a stream, each with a view of its own. */
final class MssqlReadSession implements ReadSession {
  private final List<Split> splits;
  private final Map<String, String> cursors;
  private final @Nullable Position start;

  /**
   * Makes it.
   *
   * @param cursors cursor column by stream; streams without one are absent
   */
  MssqlReadSession(List<Split> splits, Map<String, String> cursors, @Nullable Position start) {
    this.splits = List.copyOf(splits);
    this.cursors = Map.copyOf(cursors);
    this.start = start;
  }

  @Override
  public List<Split> splits() {
    return splits;
  }

  /** The last value that each reader delivered; where it delivered none, the one before. */
  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    if (receipts.stream().mapToInt(ReadReceipt::ordinal).distinct().count() != splits.size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + splits.size() + " splits");
    }
    Map<String, String> reached = new LinkedHashMap<>();
    Map<String, List<String>> seen = new LinkedHashMap<>();
    if (start != null) {
      CursorPosition before = CursorPosition.decode(start);
      reached.putAll(before.values());
      seen.putAll(before.seen());
    }
    for (ReadReceipt receipt : receipts) {
      String column = cursors.get(receipt.stream());
      JsonNode detail = JSON.read(receipt.payload(), CursorReader.KIND, 1);
      String last = JSON.textOrNull(detail, "last");
      if (column != null && last != null) {
        String name = CursorPosition.name(receipt.stream(), column);
        reached.put(name, last);
        seen.remove(name);
        if (detail.has("seen")) {
          seen.put(name, JSON.list(detail, "seen"));
        }
      }
    }
    return reached.isEmpty()
        ? Optional.empty()
        : Optional.of(new CursorPosition(reached, seen).encode());
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
