package dpone.connector.kafka.sink;

import dpone.spi.transfer.LoadId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;

/** What all writers of one load share. Thread-safe. */
final class Stage {
  private final String token;
  private final LoadId loadId;
  private final long generation;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, TopicPlan> plans = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Long>> deletions;
  private final Map<String, LongAdder> acknowledged = new LinkedHashMap<>();
  private final long began = System.nanoTime();
  private volatile boolean spoilt;

  /**
   * An open stage.
   *
   * @param token unlike that of any other stage of the process
   * @param deletions offsets by topic and partition before which records go after the commit
   */
  Stage(
      String token,
      LoadId loadId,
      long generation,
      Producer<byte[], byte[]> producer,
      List<TopicPlan> plans,
      Map<String, Map<Integer, Long>> deletions) {
    this.token = token;
    this.loadId = loadId;
    this.generation = generation;
    this.producer = producer;
    this.deletions = deletions;
    for (TopicPlan plan : plans) {
      this.plans.put(plan.stream(), plan);
      acknowledged.put(plan.stream(), new LongAdder());
    }
  }

  String token() {
    return token;
  }

  LoadId loadId() {
    return loadId;
  }

  long generation() {
    return generation;
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  TopicPlan plan(String stream) {
    TopicPlan plan = plans.get(stream);
    if (plan == null) {
      throw new IllegalStateException("the stage does not know the stream " + stream);
    }
    return plan;
  }

  Map<String, Map<Integer, Long>> deletions() {
    return deletions;
  }

  void acknowledge(String stream, long rows) {
    LongAdder adder = acknowledged.get(stream);
    if (adder != null) {
      adder.add(rows);
    }
  }

  /** Rows that finished writers were acknowledged, by stream. */
  Map<String, Long> acknowledged() {
    Map<String, Long> rows = new LinkedHashMap<>();
    acknowledged.forEach((stream, count) -> rows.put(stream, count.sum()));
    return rows;
  }

  /** Something is in the open transaction that does not belong there. */
  void spoil() {
    spoilt = true;
  }

  boolean spoilt() {
    return spoilt;
  }

  /** Seconds since it was opened. */
  long ageSeconds() {
    return (System.nanoTime() - began) / 1_000_000_000L;
  }
}
