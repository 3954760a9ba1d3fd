package dpone.connector.kafka.source;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Hands out the bytes as they lie in the response, without a copy. */
final class WholeBuffer implements Deserializer<ByteBuffer> {
  @Override
  @SuppressWarnings("NullAway") // the clients pass null for a record without a key or value
  public ByteBuffer deserialize(@Nullable String topic, byte @Nullable [] data) {
    return data == null ? null : ByteBuffer.wrap(data);
  }

  @Override
  public ByteBuffer deserialize(
      @Nullable String topic, @Nullable Headers headers, ByteBuffer data) {
    return data;
  }
}
