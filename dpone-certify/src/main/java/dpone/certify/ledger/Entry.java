package dpone.certify.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.evidence.CanonicalJson;
import dpone.certify.evidence.Digests;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceJson;
import dpone.certify.evidence.EvidenceReader;
import dpone.certify.evidence.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line of a ledger.
 *
 * @param number from 1
 * @param previous hash of the line before, {@link #ORIGIN} for the first
 * @param time when it was written
 * @param record what was found out
 */
public record Entry(long number, String previous, Instant time, Evidence record) {
  /** What the first entry holds in place of a hash. */
  public static final String ORIGIN = "0".repeat(64);

  /** The line without its end, in canonical JSON. */
  public String line() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("number", number);
    node.put("previous", previous);
    node.put("time", time.toString());
    node.set("record", EvidenceJson.node(record));
    return CanonicalJson.text(node);
  }

  /** SHA-256 of a line's bytes. */
  public static String hash(String line) {
    return Digests.ofBytes(line.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException in one line, if it is not exactly what {@link #line} writes
   */
  static Entry parse(String line) {
    StrictJson json =
        StrictJson.object(
            StrictJson.parse(line), "the entry", "number", "previous", "time", "record");
    Entry entry =
        new Entry(
            json.number("number"),
            json.text("previous"),
            EvidenceReader.instant(json.text("time")),
            EvidenceReader.record(json.node().get("record")));
    if (!entry.line().equals(line)) {
      throw new IllegalArgumentException("not in canonical form");
    }
    return entry;
  }
}
