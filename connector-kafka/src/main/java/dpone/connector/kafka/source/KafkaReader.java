package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.RecordDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads ranges of partitions into columns. */
final class KafkaReader implements SplitReader {
  private final ConnectorContext context;
  private final Split split;
  private final RangeSplit part;
  private final RowShape shape;
  private final PoisonRule poison;
  private final Fetch fetch;
  private final @Nullable LatestKeys latest;
  private final boolean toleratesPoison;
  private final Facts facts;
  private final boolean keepsTombstones;
  private final boolean keyText;
  private final int firstValue;
  private final int columns;
  private final Map<String, Decoders> decoders = new HashMap<>();
  private final Deque<List<ConsumerRecord<ByteBuffer, ByteBuffer>>> waiting = new ArrayDeque<>();
  private List<ConsumerRecord<ByteBuffer, ByteBuffer>> current = List.of();
  private int next;
  private boolean ended;
  private int chunks;
  private int rowsBefore;
  private long rows;
  private long filtered;
  private long rejected;

  /** What turns the records of one topic into cells. */
  private record Decoders(
      @SuppressWarnings("ArrayRecordComponent") byte[] topic, // never compared, one for each topic
      RecordDecoder value,
      @Nullable RecordDecoder key) {}

  KafkaReader(
      ConnectorContext context,
      Split split,
      RangeSplit part,
      StreamSettings settings,
      RowShape shape,
      PoisonRule poison,
      Fetch fetch,
      @Nullable LatestKeys latest) {
    this.context = context;
    this.split = split;
    this.part = part;
    this.shape = shape;
    this.poison = poison;
    this.fetch = fetch;
    this.latest = latest;
    this.toleratesPoison = !settings.poison().equals("fail");
    this.facts = new Facts(shape.facts());
    this.keepsTombstones = settings.keepsTombstones();
    this.keyText = settings.keyAs().equals("text") && shape.facts().contains(Metadata.KEY);
    this.firstValue = shape.facts().size() + shape.keys().size();
    this.columns = shape.schema().size();
  }

  @Override
  public @Nullable Chunk next() {
    context.cancellation().check();
    LatestKeys table = latest;
    if (table == null) {
      return read();
    }
    table.enter();
    try {
      scan(table);
      return read();
    } finally {
      table.leave();
    }
  }

  /** A record that no row is made of supersedes nothing, in this load as in one of its own. */
  private void scan(LatestKeys table) {
    if (!table.isScanned()) {
      try (ColumnBatch scratch = ColumnBatch.create(shape.schema(), context.allocator())) {
        table.scan(record -> counts(record, scratch));
      }
      fetch.begin();
    }
  }

  private boolean counts(ConsumerRecord<ByteBuffer, ByteBuffer> record, ColumnBatch scratch) {
    if (record.value() == null && !keepsTombstones) {
      return false;
    }
    if (!toleratesPoison) {
      return true;
    }
    checkSize(record);
    Poison found = decode(record, decoders(record.topic()), scratch);
    scratch.undoRow();
    return found == null;
  }

  private @Nullable Chunk read() {
    if (!fill()) {
      ended = true;
      return null;
    }
    if (chunks++ == 1) {
      context.reached(Boundary.MID_PAGE);
    }
    ColumnBatch batch = ColumnBatch.create(shape.schema(), context.allocator(), rowsBefore);
    try {
      while ((batch.rows() == 0 || !batch.isFull()) && fill()) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = current;
        int size = records.size();
        Decoders topic = decoders(records.get(next).topic());
        while (next < size && !(batch.rows() > 0 && batch.isFull())) {
          append(records.get(next++), topic, batch);
        }
      }
      rowsBefore = batch.rows();
      return batch;
    } catch (DponeException failure) {
      batch.close();
      throw failure.at(Place.stream(split.stream()));
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  /** Whether there is a record; waits until that is known. */
  private boolean fill() {
    while (next >= current.size()) {
      List<ConsumerRecord<ByteBuffer, ByteBuffer>> list = waiting.poll();
      if (list != null) {
        current = list;
        next = 0;
      } else if (fetch.done()) {
        return false;
      } else {
        current = List.of();
        next = 0;
        for (List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled : fetch.poll()) {
          // What the client handed out, counted apart from what becomes of it.
          rows += polled.size();
          waiting.add(polled);
        }
      }
    }
    return true;
  }

  private Decoders decoders(String topic) {
    return decoders.computeIfAbsent(
        topic,
        name ->
            new Decoders(
                name.getBytes(StandardCharsets.UTF_8),
                shape.valueDecoder(name),
                shape.keyDecoder(name)));
  }

  private void append(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, Decoders topic, ColumnBatch batch) {
    ByteBuffer value = record.value();
    if (value == null && !keepsTombstones) {
      filtered++;
      return;
    }
    checkSize(record);
    Poison found = decode(record, topic, batch);
    if (found != null) {
      batch.undoRow();
      poison.meet(record, found);
      rejected++;
      return;
    }
    if (latest != null && !latest.isLast(record)) {
      batch.undoRow();
      filtered++;
      return;
    }
    batch.endRow();
  }

  private @Nullable Poison decode(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, Decoders topic, ColumnBatch batch) {
    ByteBuffer value = record.value();
    facts.append(record, topic.topic(), batch);
    Poison found = keyText ? Utf8Check.key(record.key()) : null;
    if (found == null) {
      found = key(record, topic, batch);
    }
    if (found == null) {
      if (value == null) {
        nulls(batch, firstValue, columns);
      } else {
        found =
            topic
                .value()
                .decode(
                    value.array(),
                    value.arrayOffset() + value.position(),
                    value.remaining(),
                    batch);
      }
    }
    return found;
  }

  private @Nullable Poison key(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, Decoders topic, ColumnBatch batch) {
    RecordDecoder decoder = topic.key();
    if (decoder == null) {
      return null;
    }
    ByteBuffer key = record.key();
    if (key == null) {
      nulls(batch, shape.facts().size(), firstValue);
      return null;
    }
    return decoder.decode(key.array(), key.arrayOffset() + key.position(), key.remaining(), batch);
  }

  private static void nulls(ColumnBatch batch, int from, int to) {
    for (int i = from; i < to; i++) {
      batch.column(i).appendNull();
    }
  }

  private void checkSize(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    long largest = context.allocator().maxCellBytes();
    if (Math.max(record.serializedValueSize(), record.serializedKeySize()) > largest) {
      throw KafkaCode.CELL_TOO_LARGE
          .error(
              "a record of "
                  + record.serializedValueSize()
                  + " bytes is larger than a cell may be, which is "
                  + largest)
          .at(Place.stream(split.stream()).row(PoisonRule.place(record)))
          .build();
    }
  }

  @Override
  public ReadReceipt finish() {
    if (!ended) {
      throw new IllegalStateException("the split was not read to its end");
    }
    poison.settle();
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        rows,
        filtered,
        rejected,
        RangeSplit.receipt(part.ranges()));
  }

  @Override
  public void close() {
    if (latest != null) {
      latest.close();
    }
    fetch.close();
    poison.close();
  }
}
