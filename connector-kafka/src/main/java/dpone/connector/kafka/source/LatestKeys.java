package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which record of each key is the last one in the ranges of a reader. The ranges are gone through
 * once for it, and a table keeps 96 bits of each key's digest with an offset of 32 bits, relative
 * to the start of its range: 16 bytes a key, whatever the keys and values are.
 */
final class LatestKeys implements AutoCloseable {
  private static final int SLOT_BYTES = 2 * Long.BYTES;
  private static final long LARGEST_RANGE = (1L << 32) - 2;
  private static final int MOST_SLOTS = 1 << 26;
  private static final long LOW = 0xffff_ffffL;

  private final ConnectorContext context;
  private final String stream;
  private final Map<TopicPartition, Where> partitions = new HashMap<>();
  private final int most;
  private final int slots;
  private final MessageDigest digest = sha256();
  private final byte[] hash = new byte[32];
  private final Fetch scan;
  private boolean scanned;
  private boolean busy;
  private boolean closed;
  private @Nullable BatchMemory memory;
  private long[] table = {};
  private int keys;

  /** A partition's start, and what its keys are told from those of others by. */
  private record Where(
      long from, @SuppressWarnings("ArrayRecordComponent") byte[] name) {} // never compared

  /**
   * A table that is filled by {@link #scan}.
   *
   * @param most keys that it may hold, of those that {@link #most} allows
   * @param scan reads the ranges, and is closed by this
   */
  LatestKeys(ConnectorContext context, String stream, List<Range> ranges, int most, Fetch scan) {
    this.context = context;
    this.stream = stream;
    this.most = most;
    this.scan = scan;
    for (Range range : ranges) {
      partitions.put(
          range.where(),
          new Where(range.from(), range.where().toString().getBytes(StandardCharsets.UTF_8)));
    }
    long records = ranges.stream().mapToLong(Range::size).sum();
    this.slots = slots(Math.min(records, most));
  }

  /**
   * The number of keys for which a reader has room, if all readers together take a quarter of the
   * run's memory.
   */
  static int most(long largestCell, int readers) {
    long slots = largestCell / 2 / readers / SLOT_BYTES;
    return (int) Math.max(1, Math.min(MOST_SLOTS, Long.highestOneBit(Math.max(2, slots))) / 4 * 3);
  }

  /** A power of two of which that many keys fill three quarters at most. */
  private static int slots(long keys) {
    long atLeast = Math.max(16, Math.ceilDiv(keys * 4, 3));
    return (int) Math.min(MOST_SLOTS, Long.highestOneBit(atLeast - 1) << 1);
  }

  /** Refuses a range whose offsets the table cannot tell apart. */
  static void check(String stream, List<Range> ranges) {
    if (ranges.stream().anyMatch(r -> r.size() > LARGEST_RANGE)) {
      throw tooMany(stream, "a partition has more than " + LARGEST_RANGE + " offsets");
    }
  }

  /** Whether the table is filled. */
  boolean isScanned() {
    return scanned;
  }

  /**
   * Goes through the ranges once.
   *
   * @param counts whether a record supersedes those of its key before it
   */
  void scan(Predicate<ConsumerRecord<ByteBuffer, ByteBuffer>> counts) {
    BatchMemory held = context.allocator().reserve();
    memory = held;
    table = held.longs(2 * slots);
    Arrays.fill(table, 0L);
    while (!scan.done()) {
      for (List<ConsumerRecord<ByteBuffer, ByteBuffer>> records : scan.poll()) {
        for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
          if (record.key() != null && counts.test(record)) {
            put(record);
          }
        }
      }
    }
    scan.close();
    scanned = true;
  }

  private void put(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    Where where = where(record);
    int slot = slot(where, record.key());
    if (isFree(slot) && ++keys > most) {
      throw tooMany(stream, "there are more than " + most + " keys");
    }
    table[slot] = high();
    table[slot + 1] = low() | (record.offset() - where.from() + 1);
  }

  /** Whether no later record of the ranges has its key; one without a key is always the last. */
  boolean isLast(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    if (record.key() == null) {
      return true;
    }
    Where where = where(record);
    int slot = slot(where, record.key());
    // Compaction may have removed the last record meanwhile, for one behind the ranges.
    return isFree(slot) || (table[slot + 1] & LOW) <= record.offset() - where.from() + 1;
  }

  private Where where(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    Where where = partitions.get(new TopicPartition(record.topic(), record.partition()));
    if (where == null) {
      throw new IllegalStateException("a record of another partition");
    }
    return where;
  }

  private boolean isFree(int slot) {
    return (table[slot + 1] & LOW) == 0;
  }

  /** The slot of a key, or the free one where it belongs. */
  private int slot(Where where, ByteBuffer key) {
    digest.update(where.name());
    digest.update(key.array(), key.arrayOffset() + key.position(), key.remaining());
    try {
      digest.digest(hash, 0, hash.length);
    } catch (DigestException impossible) {
      throw new IllegalStateException(impossible);
    }
    long high = high();
    long low = low();
    int slot = (int) high & slots - 1;
    while (!isFree(2 * slot) && (table[2 * slot] != high || (table[2 * slot + 1] & ~LOW) != low)) {
      slot = slot + 1 & slots - 1;
    }
    return 2 * slot;
  }

  private long high() {
    return ByteBuffer.wrap(hash).getLong(0);
  }

  private long low() {
    return ByteBuffer.wrap(hash).getLong(8) & ~LOW;
  }

  private static RuntimeException tooMany(String stream, String what) {
    return KafkaCode.TOO_MANY_KEYS
        .error("keys is latest, everything is read in one load, and " + what)
        .at(Place.stream(stream))
        .build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The thread that reads begins to use the table. */
  synchronized void enter() {
    if (closed) {
      throw KafkaCode.CLOSED.error("the reader was closed").build();
    }
    busy = true;
  }

  /** It does not use it for now, so that a table that was closed meanwhile can be given back. */
  synchronized void leave() {
    busy = false;
    if (closed) {
      free();
    }
  }

  /** May come from another thread; a scan ends by it. */
  @Override
  public void close() {
    scan.close();
    synchronized (this) {
      closed = true;
      if (!busy) {
        free();
      }
    }
  }

  private void free() {
    BatchMemory held = memory;
    if (held != null) {
      memory = null;
      table = new long[0];
      held.close();
    }
  }
}
