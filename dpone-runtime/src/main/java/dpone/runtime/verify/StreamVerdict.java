package dpone.runtime.verify;

import java.util.List;

/**
 * How one stream compares.
 *
 * @param stream the stream
 * @param target the target's name
 * @param equal whether counts and hashes agree
 * @param sourceRows rows the source counts
 * @param targetRows rows the target counts
 * @param key columns that identify a row
 * @param columns number of columns compared
 * @param differences rows that differ, at most as many as were asked for
 * @param truncated whether there are more
 */
public record StreamVerdict(
    String stream,
    String target,
    boolean equal,
    long sourceRows,
    long targetRows,
    List<String> key,
    int columns,
    List<Difference> differences,
    boolean truncated) {
  /** Copies the lists. */
  public StreamVerdict {
    key = List.copyOf(key);
    differences = List.copyOf(differences);
  }
}
