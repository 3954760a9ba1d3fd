package dpone.toolkit.http.exchange;

import dpone.spi.context.Cancellation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Addresses of hosts. The system's own look-up cannot be interrupted and may take minutes, so it
 * has a thread of its own, which is left to itself when nobody waits any more. Thread-safe.
 */
final class Lookup implements DnsResolver {
  private static final long SLICE = 100;

  private final Duration patience;
  private final Cancellation cancellation;
  private final BooleanSupplier closed;

  /**
   * Addresses.
   *
   * @param patience how long a look-up may take
   */
  Lookup(Duration patience, Cancellation cancellation, BooleanSupplier closed) {
    this.patience = patience;
    this.cancellation = cancellation;
    this.closed = closed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("dpone-http-lookup")
        .start(() -> {
          try {
            found.complete(InetAddress.getAllByName(host));
          } catch (UnknownHostException | RuntimeException none) {
            found.completeExceptionally(none);
          }
        });
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return found.get(SLICE, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (cancellation.isCancelled() || closed.getAsBoolean() || until - System.nanoTime() <= 0) {
          throw new UnknownHostException(host + ": its address was not found in time");
        }
      } catch (ExecutionException none) {
        if (none.getCause() instanceof UnknownHostException unknown) {
          throw unknown;
        }
        throw new UnknownHostException(host + ": " + none.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new UnknownHostException(host + ": the look-up was interrupted");
      }
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
