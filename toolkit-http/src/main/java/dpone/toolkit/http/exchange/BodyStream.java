package dpone.toolkit.http.exchange;

import dpone.spi.context.Cancellation;
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
 * The body of an answer as it comes from the network. Unlike the stream of the JDK it hands on what
 * came before a failure, and waits no longer than it was told. Read by one thread; {@link #close}
 * may come from another.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
  /** Pieces of 16 KB that may wait: enough to keep the network busy, and no more. */
  private static final int AHEAD = 16;

  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final List<ByteBuffer> END = List.of();

  private final Cancellation cancellation;
  private final Duration idle;
  private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private Iterator<ByteBuffer> waiting = Collections.emptyIterator();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean bounded;
  private long deadline;
  private boolean ended;

  /**
   * A body.
   *
   * @param idle how long a piece may take to come
   */
  BodyStream(Cancellation cancellation, Duration idle) {
    this.cancellation = cancellation;
    this.idle = idle;
  }

  /** From now on it has to be whole by then, in {@link System#nanoTime}. */
  void until(long nanos) {
    deadline = nanos;
    bounded = true;
  }

  /** From now on it may take as long as its reader likes, as long as pieces come. */
  void unbounded() {
    bounded = false;
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
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
    pieces.add(END);
  }

  @Override
  public void onComplete() {
    pieces.add(END);
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
    if (!ready()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(into, offset, count);
    return count;
  }

  /**
   * Bytes that can be read at once; zero only at the end. It waits for the next piece, since
   * decoders of several gzip members in a row take zero for the end.
   */
  @Override
  public int available() throws IOException {
    return ready() ? current.remaining() : 0;
  }

  private boolean ready() throws IOException {
    while (!current.hasRemaining()) {
      if (ended) {
        return false;
      }
      next();
    }
    return true;
  }

  private void next() throws IOException {
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
      pieces.add(END);
      String message = thrown == null ? null : thrown.getMessage();
      throw new IOException(message == null ? "closed" : message, thrown);
    }
    ended = true;
  }

  private List<ByteBuffer> take() throws IOException {
    List<ByteBuffer> there = pieces.poll();
    if (there != null) {
      return there;
    }
    long begun = System.nanoTime();
    try {
      while (true) {
        cancellation.check();
        long now = System.nanoTime();
        long patience = idle.toNanos() - (now - begun);
        if (patience <= 0) {
          throw new HttpTimeoutException("nothing more came for " + idle.toMillis() + " ms");
        }
        if (bounded) {
          patience = Math.min(patience, deadline - now);
          if (patience <= 0) {
            throw new HttpTimeoutException("it was not whole in the time of one try");
          }
        }
        List<ByteBuffer> item = pieces.poll(Math.min(patience, SLICE), TimeUnit.NANOSECONDS);
        if (item != null) {
          return item;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription known = subscription;
    if (known != null) {
      known.cancel();
    }
    pieces.add(END);
  }
}
