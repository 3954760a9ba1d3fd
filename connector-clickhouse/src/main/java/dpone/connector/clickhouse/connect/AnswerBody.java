package dpone.connector.clickhouse.connect;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream. Unlike the one of the JDK it hands on what came before a
 * failure, which is where the server says why it broke off. Read by one thread; {@link #close} may
 * come from another.
 */
final class AnswerBody extends InputStream implements BodySubscriber<InputStream> {
  /** Pieces of 16 KB that may wait: enough to keep the network busy, and no more. */
  private static final int AHEAD = 64;

  private final Duration patience;
  private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private Iterator<ByteBuffer> waiting = Collections.emptyIterator();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean ended;

  /**
   * An answer.
   *
   * @param patience how long a piece may take to come; zero is for ever
   */
  AnswerBody(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    if (item.isEmpty()) {
      more();
    } else {
      pieces.add(item);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    pieces.add(List.of());
  }

  @Override
  public void onComplete() {
    pieces.add(List.of());
  }

  private void more() {
    Flow.Subscription known = subscription;
    if (known != null) {
      known.request(1);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!current.hasRemaining()) {
      if (ended) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, current.remaining());
    current.get(into, offset, count);
    return count;
  }

  private void next() throws IOException {
    try {
      if (waiting.hasNext()) {
        current = waiting.next();
        return;
      }
      List<ByteBuffer> item = take();
      if (!item.isEmpty()) {
        waiting = item.iterator();
        more();
        return;
      }
      Throwable thrown = failure;
      if (thrown != null || closed) {
        // Whoever asks again is to hear it again.
        pieces.add(List.of());
        throw new IOException(
            thrown == null || thrown.getMessage() == null ? "closed" : thrown.getMessage(), thrown);
      }
      ended = true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private List<ByteBuffer> take() throws InterruptedException, IOException {
    if (patience.isZero()) {
      return pieces.take();
    }
    List<ByteBuffer> item = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (item == null) {
      throw new HttpTimeoutException("nothing more came for " + patience.toMillis() + " ms");
    }
    return item;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription known = subscription;
    if (known != null) {
      known.cancel();
    }
    pieces.add(List.of());
  }
}
