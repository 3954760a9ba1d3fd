package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables behind a stream and the files they were stored in. A table that is not among them was
 * attached since, with rows that may be older than the last read; one that changed its file was
 * written anew, which can give old rows new transaction ids.
 *
 * @param byOid file of each table by its object id
 */
record TableFiles(Map<Long, Long> byOid) {
  static final TableFiles NONE = new TableFiles(Map.of());

  TableFiles {
    byOid = Map.copyOf(byOid);
  }

  /** Whether the table was attached since. */
  boolean lacks(Heap heap) {
    return !byOid.containsKey(heap.oid());
  }

  /** Whether the table was written anew since. */
  boolean rewritten(Heap heap) {
    Long file = byOid.get(heap.oid());
    return file != null && file != heap.file();
  }

  ObjectNode encode() {
    ObjectNode tree = JSON.object();
    new TreeMap<>(byOid).forEach((oid, file) -> tree.put(Long.toString(oid), file));
    return tree;
  }

  static TableFiles decode(@Nullable JsonNode tree) {
    if (tree == null) {
      return NONE;
    }
    Map<Long, Long> files = new TreeMap<>();
    tree.properties().forEach(e -> files.put(Long.parseLong(e.getKey()), e.getValue().asLong()));
    return new TableFiles(files);
  }
}
