package dpone.connector.kafka.source;

import dpone.connector.kafka.connect.ClusterSettings;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.context.Cancellation;
import dpone.spi.error.Place;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads ranges of partitions to their ends. What counts as the end is the consumer's position, not
 * the last record: markers of transactions, aborted records and what compaction removed have
 * offsets, too.
 */
final class Fetch implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(200);
  // How long a partition may stand still before it is looked into. Nothing ends by it.
  private static final long STILL_NANOS = Duration.ofSeconds(2).toNanos();

  private final ClusterSettings settings;
  private final Cancellation cancellation;
  private final String stream;
  private final Map<TopicPartition, Range> open = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
  private final ReentrantLock using = new ReentrantLock();
  private volatile boolean closed;
  private long moved = System.nanoTime();
  private final long patience;
  private long heard = System.nanoTime();
  private int looked;

  Fetch(
      ClusterSettings settings,
      Cancellation cancellation,
      String stream,
      Collection<Range> ranges) {
    this.settings = settings;
    this.cancellation = cancellation;
    this.stream = stream;
    this.patience = settings.requestTimeout().toNanos();
    try {
      this.consumer =
          new KafkaConsumer<>(settings.consumer(""), new WholeBuffer(), new WholeBuffer());
    } catch (RuntimeException failure) {
      throw settings.error(failure, "making a consumer", stream);
    }
    try {
      ranges.forEach(r -> open.put(r.where(), r));
      consumer.assign(open.keySet());
      open.forEach((where, range) -> {
        consumer.seek(where, range.from());
        positions.put(where, range.from());
      });
    } catch (RuntimeException failure) {
      close();
      throw settings.error(failure, "placing a consumer", stream);
    }
  }

  /** Whether every range was read to its end. */
  boolean done() {
    return open.isEmpty();
  }

  /** Counts from now on how long nothing is heard; for who was busy elsewhere until now. */
  void begin() {
    moved = System.nanoTime();
    heard = moved;
  }

  /** The next records, at least one list; an empty result is no end. */
  List<List<ConsumerRecord<ByteBuffer, ByteBuffer>>> poll() {
    cancellation.check();
    using.lock();
    try {
      if (closed) {
        throw KafkaCode.CLOSED.error("the reader was closed").build();
      }
      ConsumerRecords<ByteBuffer, ByteBuffer> polled = consumer.poll(STEP);
      List<List<ConsumerRecord<ByteBuffer, ByteBuffer>>> records = new ArrayList<>();
      for (TopicPartition where : polled.partitions()) {
        Range range = open.get(where);
        if (range != null) {
          records.add(within(polled.records(where), range.to()));
        }
      }
      advance();
      return records;
    } catch (WakeupException woken) {
      cancellation.check();
      throw KafkaCode.CLOSED.error("the reader was closed").build();
    } catch (org.apache.kafka.clients.consumer.InvalidOffsetException gone) {
      throw KafkaCode.OFFSETS_GONE
          .error("retention removed records while they were read: partitions " + gone.partitions())
          .at(Place.stream(stream))
          .cause(gone)
          .build();
    } catch (org.apache.kafka.common.KafkaException | IllegalStateException failure) {
      throw settings.error(failure, "reading", stream);
    } finally {
      using.unlock();
    }
  }

  private static List<ConsumerRecord<ByteBuffer, ByteBuffer>> within(
      List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long end) {
    int size = records.size();
    while (size > 0 && records.get(size - 1).offset() >= end) {
      size--;
    }
    return size == records.size() ? records : records.subList(0, size);
  }

  /** Takes note of how far it is, and lets go of what is at its end. */
  private void advance() {
    boolean any = false;
    List<TopicPartition> ended = new ArrayList<>();
    for (Map.Entry<TopicPartition, Range> entry : open.entrySet()) {
      long position = consumer.position(entry.getKey(), STEP);
      Long before = positions.put(entry.getKey(), position);
      any |= before == null || before != position;
      if (position >= entry.getValue().to()) {
        ended.add(entry.getKey());
      }
    }
    long now = System.nanoTime();
    if (any) {
      moved = now;
      heard = now;
    } else if (now - moved > STILL_NANOS) {
      ended.addAll(standingStill(ended));
      moved = now;
    }
    if (!ended.isEmpty()) {
      ended.forEach(open::remove);
      consumer.assign(open.keySet());
    }
    if (!open.isEmpty() && now - heard > patience) {
      throw KafkaCode.BROKER_LOST
          .error(
              "nothing was heard of partitions "
                  + open.keySet()
                  + " for "
                  + settings.requestTimeout().toSeconds()
                  + " s")
          .at(Place.stream(stream))
          .build();
    }
  }

  /**
   * A partition of which it is proven that it holds nothing between here and its end. Compaction
   * may have removed the last records of a log; then no fetch ever moves the position.
   */
  private List<TopicPartition> standingStill(List<TopicPartition> ended) {
    List<TopicPartition> still =
        open.keySet().stream().filter(where -> !ended.contains(where)).toList();
    if (still.isEmpty()) {
      return List.of();
    }
    // One a time, another the next time: where a broker is gone, each takes seconds.
    TopicPartition where = still.get(Math.floorMod(looked++, still.size()));
    Range range = open.get(where);
    return range != null && holdsNothing(where, positions.getOrDefault(where, 0L), range.to())
        ? List.of(where)
        : List.of();
  }

  /** Asks with a consumer of its own. */
  private boolean holdsNothing(TopicPartition where, long from, long to) {
    try (KafkaConsumer<ByteBuffer, ByteBuffer> probe =
        new KafkaConsumer<>(settings.consumer(""), new WholeBuffer(), new WholeBuffer())) {
      probe.assign(List.of(where));
      probe.seek(where, from);
      long start = System.nanoTime();
      while (System.nanoTime() - start < 2 * STILL_NANOS && !closed) {
        cancellation.check();
        boolean records = !probe.poll(STEP).isEmpty();
        if (records || probe.position(where, STEP) != from) {
          return false;
        }
        if (sawNothing(probe, where, from, to)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Whether a fetch at that position succeeded and brought nothing although the log goes on to the
   * end: a broker answers a fetch with at least one batch where there is one. That the consumer
   * knows how far the log goes is not enough, since it may have heard that otherwise while a busy
   * broker has not yet answered any fetch. Where the log begins it hears from fetches alone.
   */
  static boolean sawNothing(Consumer<?, ?> probe, TopicPartition where, long from, long to) {
    boolean fetched =
        probe.metrics().keySet().stream()
            .anyMatch(m -> m.name().equals("records-lead") && m.tags().containsKey("partition"));
    if (!fetched) {
      return false;
    }
    OptionalLong lag = probe.currentLag(where);
    return lag.isPresent() && from + lag.getAsLong() >= to;
  }

  /** May come from another thread. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    using.lock();
    try {
      consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
    } finally {
      using.unlock();
    }
  }
}
