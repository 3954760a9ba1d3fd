package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows at the end of an increment that were delivered, told by the readers that did. */
final class Delivered {
  private static final String KIND = "read";
  private static final int VERSION = 1;

  private @Nullable Map<String, Long> rows = new HashMap<>();

  /** Notes a row; too many are not remembered. */
  void add(String identity) {
    Map<String, Long> known = rows;
    if (known != null) {
      known.merge(identity, 1L, Long::sum);
      if (known.size() > CursorPosition.MAX_SEEN) {
        rows = null;
      }
    }
  }

  Payload encode() {
    ObjectNode tree = JSON.object();
    Map<String, Long> known = rows;
    if (known == null) {
      tree.put("too_many", true);
    } else if (!known.isEmpty()) {
      ObjectNode seen = tree.putObject("seen");
      new TreeMap<>(known).forEach(seen::put);
    }
    return JSON.payload(KIND, VERSION, tree);
  }

  /**
   * All that several readers delivered, with what was known before.
   *
   * @return null if they are too many
   */
  static @Nullable Map<String, Long> all(List<ReadReceipt> receipts, Map<String, Long> before) {
    Map<String, Long> all = new HashMap<>(before);
    for (ReadReceipt receipt : receipts) {
      JsonNode tree = JSON.read(receipt.payload(), KIND, VERSION);
      if (tree.has("too_many")) {
        return null;
      }
      JsonNode seen = tree.get("seen");
      if (seen != null) {
        seen.properties()
            .forEach(row -> all.merge(row.getKey(), row.getValue().asLong(), Long::sum));
      }
    }
    return all.size() > CursorPosition.MAX_SEEN ? null : all;
  }
}
