package dpone.connector.clickhouse.stage;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The body of a request out of arrays of one size, of which nothing is copied; those of the Java
 * runtime copy all of it before the first byte is sent. The arrays must not change until the
 * request has ended.
 */
final class ChunkedBody implements BodyPublisher {
  private final List<byte[]> chunks;
  private final int chunkBytes;
  private final long length;

  /**
   * A body.
   *
   * @param length bytes of it; what the arrays have beyond is not sent
   */
  ChunkedBody(List<byte[]> chunks, int chunkBytes, long length) {
    this.chunks = chunks;
    this.chunkBytes = chunkBytes;
    this.length = length;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Delivery(subscriber));
  }

  private final class Delivery implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long sent;
    private long wanted;
    private boolean delivering;
    private boolean ended;

    Delivery(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public synchronized void request(long count) {
      if (count <= 0) {
        ended = true;
        subscriber.onError(new IllegalArgumentException("a request of " + count));
        return;
      }
      wanted = Math.max(wanted, wanted + count < 0 ? Long.MAX_VALUE : wanted + count);
      // A subscriber may ask for more while it is given something.
      if (!delivering) {
        delivering = true;
        deliver();
        delivering = false;
      }
    }

    private void deliver() {
      while (wanted > 0 && sent < length && !ended) {
        wanted--;
        int size = (int) Math.min(chunkBytes, length - sent);
        byte[] chunk = chunks.get((int) (sent / chunkBytes));
        sent += size;
        subscriber.onNext(ByteBuffer.wrap(chunk, 0, size).asReadOnlyBuffer());
      }
      if (sent == length && !ended) {
        ended = true;
        subscriber.onComplete();
      }
    }

    @Override
    public synchronized void cancel() {
      ended = true;
    }
  }
}
