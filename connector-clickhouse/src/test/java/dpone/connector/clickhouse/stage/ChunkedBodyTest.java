package dpone.connector.clickhouse.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body out of arrays is what they hold, however it is asked for. */
@Tag("unit")
class ChunkedBodyTest {
  private static final byte[] ALL = new byte[40];

  static {
    new Random(7).nextBytes(ALL);
  }

  private static ChunkedBody body(int length) {
    return new ChunkedBody(
        List.of(Arrays.copyOfRange(ALL, 0, 16), Arrays.copyOfRange(ALL, 16, 32), tail()),
        16,
        length);
  }

  private static byte[] tail() {
    return Arrays.copyOf(Arrays.copyOfRange(ALL, 32, 40), 16);
  }

  /** Asks for so many pieces at first, and for one more each time it is given one. */
  private static class Reader implements Flow.Subscriber<ByteBuffer> {
    private final long first;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int completed;
    private int failed;
    Flow.Subscription subscription;

    Reader(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(first);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      taken.writeBytes(bytes);
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      failed++;
    }

    @Override
    public void onComplete() {
      completed++;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 32, 40})
  void isWhatTheArraysHold(int length) {
    ChunkedBody body = body(length);
    for (long first : new long[] {1, 2, Long.MAX_VALUE}) {
      Reader reader = new Reader(first);
      body.subscribe(reader);
      assertThat(reader.taken.toByteArray()).isEqualTo(Arrays.copyOf(ALL, length));
      assertThat(reader.completed).isEqualTo(1);
    }
    assertThat(body.contentLength()).isEqualTo(length);
  }

  @Test
  void nothingComesAfterACancellation() {
    Reader reader =
        new Reader(1) {
          @Override
          public void onNext(ByteBuffer piece) {
            subscription.cancel();
            super.onNext(piece);
          }
        };
    body(40).subscribe(reader);
    assertThat(reader.taken.size()).isEqualTo(16);
    assertThat(reader.completed).isZero();
  }

  @Test
  void aRequestForNothingIsAnError() {
    Reader reader = new Reader(0);
    body(40).subscribe(reader);
    assertThat(reader.failed).isEqualTo(1);
    assertThat(reader.taken.size()).isZero();
  }
}
