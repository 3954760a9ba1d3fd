package dpone.connector.bigquery.stream;

import dpone.spi.context.Cancellation;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call under way. Used by one thread, which waits for answers in slices, so that a run that is
 * to stop is heard.
 *
 * @param <Q> requests
 * @param <A> answers
 */
final class Call<Q, A> {
  private static final long SLICE_MS = 200;

  private final ClientCall<Q, A> call;
  private final Cancellation cancellation;
  private final Duration limit;
  private final BlockingQueue<Event<A>> events = new LinkedBlockingQueue<>();

  private sealed interface Event<A> {
    record Answer<A>(A message) implements Event<A> {}

    record End<A>(Status status, Metadata trailers) implements Event<A> {}
  }

  /** It has ended, or no answer came. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final transient Metadata trailers;

    Ended(Status status, Metadata trailers) {
      super(status.toString(), status.getCause());
      this.status = status;
      this.trailers = trailers;
    }

    Status status() {
      return status;
    }

    Metadata trailers() {
      return trailers;
    }
  }

  /**
   * Begins it.
   *
   * @param limit longest wait for one answer; zero for none
   */
  Call(ClientCall<Q, A> call, Metadata headers, Cancellation cancellation, Duration limit) {
    this.call = call;
    this.cancellation = cancellation;
    this.limit = limit;
    call.start(new Listener(), headers);
    call.request(1);
  }

  /** Sends a message, which has to stay as it is until its answer came. */
  void send(Q request) {
    call.sendMessage(request);
  }

  /** There will be no more messages. */
  void halfClose() {
    call.halfClose();
  }

  /** Waits for the next answer. */
  A next() throws Ended {
    long until = System.nanoTime() + limit.toNanos();
    while (true) {
      cancellation.check();
      switch (poll()) {
        case Event.Answer<A> answer -> {
          call.request(1);
          return answer.message();
        }
        case Event.End<A> end -> throw new Ended(end.status(), end.trailers());
        case null -> {
          if (!limit.isZero() && System.nanoTime() > until) {
            throw new Ended(
                Status.DEADLINE_EXCEEDED.withDescription(
                    "no answer came within " + limit.toMillis() + " ms"),
                new Metadata());
          }
        }
      }
    }
  }

  private @Nullable Event<A> poll() throws Ended {
    try {
      return events.poll(SLICE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Ended(Status.CANCELLED.withDescription("interrupted"), new Metadata());
    }
  }

  /** Ends it, whatever is under way; may come from another thread. */
  void cancel() {
    call.cancel("given up", null);
  }

  private final class Listener extends ClientCall.Listener<A> {
    @Override
    public void onMessage(A message) {
      events.add(new Event.Answer<>(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      events.add(new Event.End<>(status, trailers));
    }
  }
}
