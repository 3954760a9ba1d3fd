package dpone.acceptance;

import dpone.certify.child.Child;
import dpone.certify.child.Children;
import dpone.certify.child.Order;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs of the distribution in processes of their own, which halt or wait at a boundary. */
final class ChildRuns {
  /** Exit code of one that halted, as of one that was killed. */
  static final int HALTED = 137;

  /** How long such a run's lease lasts. */
  static final Duration LEASE = Duration.ofSeconds(2);

  private static final Children CHILDREN = Children.of(Dist.folder());

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(CHILDREN::close));
  }

  private ChildRuns() {}

  /** Starts a run of a manifest that does {@code action} at the first report of a boundary. */
  static synchronized Child start(
      Path manifest, Boundary boundary, Order.Action action, Map<String, String> environment) {
    try {
      Child child = CHILDREN.start(environment);
      child.begin(new Order(manifest, boundary, action));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it has reached the boundary. */
  static void awaitReached(Child child) {
    try {
      if (!child.awaitReached()) {
        throw new AssertionError("the fault never fired:\n" + child.printed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
