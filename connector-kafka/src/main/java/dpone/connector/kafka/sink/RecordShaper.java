package dpone.connector.kafka.sink;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.sink.TopicPlan.KeyKind;
import dpone.connector.kafka.sink.TopicPlan.Part;
import dpone.connector.kafka.sink.TopicPlan.Partitioner;
import dpone.connector.kafka.sink.TopicPlan.Routing;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of rows, into buffers that are used again; a record takes one array for its
 * value and one for its key. Used by one thread.
 */
final class RecordShaper {
  /** What a batch of one record takes beside key, value and headers, at most. */
  private static final int FRAME = 61 + 21;

  private static final int HEADER_FRAME = 10;
  private static final int HASH_BYTES = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final TopicPlan plan;
  private final RecordEncoder valueEncoder;
  private final @Nullable RecordEncoder keyEncoder;
  private final @Nullable RecordEncoder oldKeyEncoder;
  private final int partitions;
  private final ByteOutput valueOut = new ByteOutput(1024);
  private final ByteOutput keyOut = new ByteOutput(128);
  private final byte[] digest = new byte[32];
  private final @Nullable MessageDigest sha256;
  private int turn;
  private @Nullable Refused refused;

  /**
   * A shaper.
   *
   * @param keyEncoder null where the key has no columns
   * @param oldKeyEncoder for changes, of the key that a row had before
   * @param partitions of the topic as it is now
   */
  RecordShaper(
      TopicPlan plan,
      RecordEncoder valueEncoder,
      @Nullable RecordEncoder keyEncoder,
      @Nullable RecordEncoder oldKeyEncoder,
      int partitions) {
    this.plan = plan;
    this.valueEncoder = valueEncoder;
    this.keyEncoder = keyEncoder;
    this.oldKeyEncoder = oldKeyEncoder;
    this.partitions = partitions;
    this.sha256 = plan.key().kind() == KeyKind.HASH ? sha256() : null;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why the last row became no record. */
  Refused refused() {
    Refused why = refused;
    if (why == null) {
      throw new IllegalStateException("no row was refused");
    }
    return why;
  }

  /** The record of a row, or null when it cannot be one. */
  @Nullable ProducerRecord<byte[], byte[]> upsert(ColumnBatch batch, int row, Operation operation) {
    valueOut.truncate(0);
    Poison poison = valueEncoder.encode(batch, row, operation, valueOut);
    if (poison != null) {
      return refuse(Refused.of(poison));
    }
    byte[] value = valueOut.toByteArray();
    byte @Nullable [] key = null;
    switch (plan.key().kind()) {
      case NONE -> {}
      case HASH -> key = hash(value);
      case COLUMNS -> {
        key = key(batch, row, plan.key().columns(), keyEncoder);
        if (key == null) {
          return null;
        }
      }
    }
    return record(batch, row, key, value);
  }

  /** The tombstone of a row's key, or null when there can be none. */
  @Nullable ProducerRecord<byte[], byte[]> tombstone(ColumnBatch batch, int row) {
    byte[] key = key(batch, row, plan.key().columns(), keyEncoder);
    return key == null ? null : record(batch, row, key, null);
  }

  /** The tombstone of the key that a row had before, or null when there can be none. */
  @Nullable ProducerRecord<byte[], byte[]> oldTombstone(ColumnBatch batch, int row) {
    byte[] key = key(batch, row, plan.key().old(), oldKeyEncoder);
    return key == null ? null : record(batch, row, key, null);
  }

  private byte @Nullable [] key(
      ColumnBatch batch, int row, Part part, @Nullable RecordEncoder encoder) {
    if (encoder == null) {
      throw new IllegalStateException("the key has no columns");
    }
    for (int i = 0; i < part.cells().length; i++) {
      if (batch.column(part.cells()[i]).isNull(row)) {
        String name = part.fields().get(i).name();
        refuse(Refused.of(KafkaCode.KEY_INVALID, name, "the key's column " + name + " is null"));
        return null;
      }
    }
    keyOut.truncate(0);
    Poison poison = encoder.encode(batch, row, Operation.UPSERT, keyOut);
    if (poison != null) {
      refuse(Refused.of(poison));
      return null;
    }
    return keyOut.toByteArray();
  }

  private byte[] hash(byte[] value) {
    MessageDigest sha = sha256;
    if (sha == null) {
      throw new IllegalStateException("the key is no hash");
    }
    try {
      sha.update(value);
      sha.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    byte[] text = new byte[2 * HASH_BYTES];
    for (int i = 0; i < HASH_BYTES; i++) {
      text[2 * i] = HEX[(digest[i] >> 4) & 0xF];
      text[2 * i + 1] = HEX[digest[i] & 0xF];
    }
    return text;
  }

  private @Nullable ProducerRecord<byte[], byte[]> record(
      ColumnBatch batch, int row, byte @Nullable [] key, byte @Nullable [] value) {
    Routing routing = plan.routing();
    int size = FRAME + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    @Nullable Headers headers = null;
    if (!routing.headers().fields().isEmpty()) {
      headers = new RecordHeaders();
      for (int i = 0; i < routing.headers().cells().length; i++) {
        BytesColumn cells = batch.bytes(routing.headers().cells()[i]);
        if (!cells.isNull(row)) {
          String name = routing.headers().fields().get(i).name();
          byte[] bytes = Arrays.copyOfRange(cells.data(), cells.start(row), cells.end(row));
          headers.add(name, bytes);
          size += HEADER_FRAME + 3 * name.length() + bytes.length;
        }
      }
    }
    if (size > plan.limit()) {
      return refuse(
          Refused.of(
              KafkaCode.RECORD_TOO_LARGE,
              "",
              "the record has "
                  + size
                  + " bytes with its frame, the topic and sink.max_request_size allow "
                  + plan.limit()));
    }
    @Nullable Integer partition = null;
    if (routing.partitioner() != Partitioner.DEFAULT) {
      int number = partition(batch, row);
      if (number < 0) {
        return null;
      }
      partition = number;
    }
    @Nullable Long timestamp = null;
    if (routing.timestampCell() >= 0 && !batch.column(routing.timestampCell()).isNull(row)) {
      long millis = millis(batch, row);
      if (millis < 0) {
        return null;
      }
      timestamp = millis;
    }
    return new ProducerRecord<>(plan.topic(), partition, timestamp, key, value, headers);
  }

  /** The number of a partition, or -1 when the row is refused. */
  private int partition(ColumnBatch batch, int row) {
    Routing routing = plan.routing();
    if (routing.partitioner() == Partitioner.ROUND_ROBIN) {
      int next = turn;
      turn = next + 1 == partitions ? 0 : next + 1;
      return next;
    }
    int cell = routing.partitionCell();
    Field field = plan.schema().fields().get(cell);
    if (batch.column(cell).isNull(row)) {
      refuse(Refused.of(KafkaCode.PARTITION_INVALID, field.name(), "the partition is null"));
      return -1;
    }
    long number =
        field.type().layout() == dpone.spi.type.Layout.LONG
            ? batch.longs(cell).get(row)
            : batch.ints(cell).get(row);
    if (number < 0 || number >= partitions) {
      refuse(
          Refused.of(
              KafkaCode.PARTITION_INVALID,
              field.name(),
              "the topic has no partition " + number + ", it has " + partitions));
      return -1;
    }
    return (int) number;
  }

  /** Milliseconds since 1970, or -1 when the row is refused. */
  private long millis(ColumnBatch batch, int row) {
    int cell = plan.routing().timestampCell();
    Field field = plan.schema().fields().get(cell);
    LongColumn column = batch.longs(cell);
    long value = column.get(row);
    long unit = unitsPerMilli(field.type());
    if (value < 0 || value == Long.MAX_VALUE) {
      refuse(
          Refused.of(
              KafkaCode.TIMESTAMP_INVALID,
              field.name(),
              "a record's timestamp is not before 1970 and not infinite"));
      return -1;
    }
    return value / unit;
  }

  private static long unitsPerMilli(DataType type) {
    int precision =
        type instanceof DataType.Timestamp plain
            ? plain.precision()
            : ((DataType.TimestampTz) type).precision();
    long unit = 1000;
    for (int digits = 6; digits < precision; digits++) {
      unit *= 10;
    }
    return unit;
  }

  private @Nullable ProducerRecord<byte[], byte[]> refuse(Refused why) {
    refused = why;
    return null;
  }
}
