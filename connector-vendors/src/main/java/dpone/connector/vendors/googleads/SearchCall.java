package dpone.connector.vendors.googleads;

import dpone.spi.context.Cancellation;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of answers under way, one of them in memory at a time: the next is asked for when this
 * one was taken. Used by one thread; {@link #close} may come from another.
 */
final class SearchCall implements AutoCloseable {
  private static final long SLICE = 200;

  private final ClientCall<?, ByteBuffer> call;
  private final Cancellation cancellation;
  private final Duration idle;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(8);
  private volatile boolean closed;

  /** What the stream has to say. */
  private sealed interface Event {
    record Answer(ByteBuffer bytes) implements Event {}

    record End(Status status, @Nullable Metadata trailers) implements Event {}
  }

  /** The stream has ended otherwise than with its last row. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final transient @Nullable Metadata trailers;

    Failed(Status status, @Nullable Metadata trailers) {
      super(status.toString(), status.getCause());
      this.status = status;
      this.trailers = trailers;
    }

    Status status() {
      return status;
    }

    @Nullable Metadata trailers() {
      return trailers;
    }
  }

  private SearchCall(ClientCall<?, ByteBuffer> call, Cancellation cancellation, Duration idle) {
    this.call = call;
    this.cancellation = cancellation;
    this.idle = idle;
  }

  /**
   * Sends the request.
   *
   * @param idle longest wait for an answer
   */
  static <Q> SearchCall start(
      ClientCall<Q, ByteBuffer> call,
      Metadata headers,
      Q request,
      Cancellation cancellation,
      Duration idle) {
    SearchCall search = new SearchCall(call, cancellation, idle);
    call.start(search.new Listener(), headers);
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
    return search;
  }

  /**
   * Waits for the next answer.
   *
   * @return null after the last one
   */
  @Nullable ByteBuffer next() throws Failed {
    long until = System.nanoTime() + idle.toNanos();
    while (true) {
      cancellation.check();
      Event event = poll();
      switch (event) {
        case Event.Answer answer -> {
          return answer.bytes();
        }
        case Event.End end -> {
          if (end.status().isOk()) {
            return null;
          }
          throw new Failed(end.status(), end.trailers());
        }
        case null -> {
          if (closed) {
            throw new Failed(Status.CANCELLED.withDescription("it was closed"), null);
          }
          if (System.nanoTime() > until) {
            call.cancel("no answer", null);
            throw new Failed(
                Status.DEADLINE_EXCEEDED.withDescription(
                    "no answer came within " + idle.toMillis() + " ms"),
                null);
          }
        }
      }
    }
  }

  /** The answer before was taken. */
  void more() {
    call.request(1);
  }

  private @Nullable Event poll() {
    try {
      return events.poll(SLICE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
      return null;
    }
  }

  @Override
  public void close() {
    closed = true;
    call.cancel("closed", null);
  }

  private final class Listener extends ClientCall.Listener<ByteBuffer> {
    @Override
    public void onMessage(ByteBuffer answer) {
      events.add(new Event.Answer(answer));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      events.add(new Event.End(status, trailers));
    }
  }
}
