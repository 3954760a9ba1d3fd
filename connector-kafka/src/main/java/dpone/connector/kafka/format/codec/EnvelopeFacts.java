package dpone.connector.kafka.format.codec;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the envelope {@code dpone} says beside operation and row; the same for every row of a load.
 *
 * @param metadata about the load, such as {@code load_id}
 * @param source about where the rows are from, such as {@code stream}
 */
public record EnvelopeFacts(Map<String, String> metadata, Map<String, String> source) {
  /** Nothing to say. */
  public static final EnvelopeFacts NONE = new EnvelopeFacts(Map.of(), Map.of());

  /** Copies the maps, in order of their keys. */
  public EnvelopeFacts {
    metadata = new TreeMap<>(metadata);
    source = new TreeMap<>(source);
  }
}
