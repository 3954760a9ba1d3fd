package dpone.connector.kafka.source;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.kafka.deadletter.DeadLetters;
import dpone.spi.context.Rejects;
import dpone.toolkit.format.codec.Poison;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of records that cannot be decoded. */
interface PoisonRule extends AutoCloseable {
  /** Sets it aside, or ends the run. */
  void meet(ConsumerRecord<ByteBuffer, ByteBuffer> record, Poison poison);

  /** Waits until everything that was set aside is durable. */
  default void settle() {}

  @Override
  default void close() {}

  /** Ends the run. */
  static PoisonRule fail(String stream) {
    return (record, poison) -> {
      throw poison.toException(stream, place(record));
    };
  }

  /** Hands them to the host. */
  static PoisonRule reject(String stream, Rejects rejects) {
    return (record, poison) ->
        rejects.reject(
            stream,
            poison.field(),
            place(record),
            poison.code().code(),
            poison.message(),
            text(record));
  }

  /** Sends them to a topic. */
  static PoisonRule deadLetter(DeadLetters letters) {
    return new PoisonRule() {
      @Override
      public void meet(ConsumerRecord<ByteBuffer, ByteBuffer> record, Poison poison) {
        ConsumerRecord<byte[], byte[]> copy =
            new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                copy(record.key()),
                copy(record.value()),
                record.headers(),
                record.leaderEpoch());
        letters.send(copy, poison.code().code(), poison.message());
      }

      @Override
      public void settle() {
        letters.flush();
      }

      @Override
      public void close() {
        letters.close();
      }
    };
  }

  @SuppressWarnings("NullAway") // a record without a key or a value has null there
  private static byte[] copy(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : bytes(bytes);
  }

  /** Where a record is, for people. */
  static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private static String text(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    ObjectNode row = JSON.object();
    row.put("topic", record.topic())
        .put("partition", record.partition())
        .put("offset", record.offset())
        .put("timestamp", record.timestamp());
    row.put("key_base64", base64(record.key()));
    row.put("value_base64", base64(record.value()));
    return row.toString();
  }

  private static @Nullable String base64(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes(bytes));
  }

  /** A copy. */
  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
