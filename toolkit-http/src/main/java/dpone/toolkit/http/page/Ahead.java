package dpone.toolkit.http.page;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the page after the one that is being read, so that system and reader work at the same
 * time. One call at a time; used by one thread, but for {@link #close}.
 */
final class Ahead implements AutoCloseable {
  private final HttpSession session;
  private final ConnectorContext context;
  private @Nullable BatchMemory free;
  private @Nullable BatchMemory busy;
  private @Nullable CompletableFuture<HttpAnswer> pending;
  private @Nullable HttpCall asked;
  private @Nullable Worker worker;

  Ahead(HttpSession session, ConnectorContext context) {
    this.session = session;
    this.context = context;
  }

  /** Takes its memory; the caller holds none of the run's meanwhile. */
  private void prepare() {
    if (free == null && busy == null) {
      BatchMemory first = context.allocator().reserve();
      free = first;
      busy = context.allocator().reserve();
    }
  }

  /** The answer to a call: the one that is on its way, if it is the one that was expected. */
  HttpAnswer send(HttpCall call) {
    CompletableFuture<HttpAnswer> known = pending;
    if (known != null && call.equals(asked)) {
      pending = null;
      BatchMemory other = busy;
      busy = free;
      free = other;
      return await(known);
    }
    drop();
    prepare();
    return session.sendHalf(call, java.util.Objects.requireNonNull(free));
  }

  /** Begins a call whose answer is going to be asked for, while the last one is still read. */
  void begin(HttpCall call) {
    BatchMemory memory = busy;
    if (pending != null || memory == null) {
      return;
    }
    CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    Worker known = worker;
    if (known == null) {
      known = new Worker(Thread.currentThread().getContextClassLoader());
      worker = known;
    }
    asked = call;
    pending = answer;
    known.give(() -> {
      try {
        answer.complete(session.sendHalf(call, memory));
      } catch (RuntimeException | Error failure) {
        answer.completeExceptionally(failure);
      }
    });
  }

  private static HttpAnswer await(CompletableFuture<HttpAnswer> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (failed.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("a wait for a page was interrupted");
    }
  }

  /** Ends what is on its way and waits for its end, since it writes into memory that is lent. */
  private void drop() {
    CompletableFuture<HttpAnswer> known = pending;
    Worker at = worker;
    pending = null;
    if (known == null || at == null) {
      return;
    }
    worker = null;
    at.end();
    if (known.isDone() && !known.isCompletedExceptionally()) {
      known.join().close();
    }
  }

  @Override
  public void close() {
    drop();
    Worker known = worker;
    if (known != null) {
      worker = null;
      known.end();
    }
    if (free != null) {
      free.close();
      free = null;
    }
    if (busy != null) {
      busy.close();
      busy = null;
    }
  }
}
