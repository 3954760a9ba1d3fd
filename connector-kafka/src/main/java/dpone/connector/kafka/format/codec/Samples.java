package dpone.connector.kafka.format.codec;

import java.util.List;

/** Looks into a topic for the sake of its columns. */
@FunctionalInterface
public interface Samples {
  /** No records to look at. */
  Samples NONE = limit -> List.of();

  /**
   * Up to that many values of the topic, nulls left out.
   *
   * @param limit at least 1
   */
  List<byte[]> take(int limit);
}
