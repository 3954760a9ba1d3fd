package dpone.acceptance;

import dpone.runtime.Dpone;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Main of {@link Child}. */
final class ChildMain {
  static final String REACHED = "REACHED";
  static final Duration LEASE = Duration.ofSeconds(2);

  /** What to do at the boundary. */
  enum Action {
    /** Die at once, as by a power cut: no hook, no finally, no buffer written. */
    HALT,
    /** Say so and wait for a line. */
    WAIT
  }

  private ChildMain() {}

  public static void main(String[] args) {
    Boundary boundary = Boundary.valueOf(args[2]);
    Action action = Action.valueOf(args[3]);
    AtomicBoolean fired = new AtomicBoolean();
    try (Dpone dpone =
        Dpone.builder()
            .dist(Path.of(args[0]))
            .leaseTtl(LEASE)
            .onBoundary(reached -> {
              if (reached == boundary && fired.compareAndSet(false, true)) {
                act(action);
              }
            })
            .build()) {
      RunReceipt receipt = dpone.run(Path.of(args[1]));
      System.out.println(receipt.toJson());
      System.exit(receipt.succeeded() ? 0 : 1);
    }
  }

  private static void act(Action action) {
    switch (action) {
      case HALT -> Runtime.getRuntime().halt(Child.HALTED);
      case WAIT -> {
        System.out.println(REACHED);
        System.out.flush();
        try {
          if (System.in.read() < 0) {
            Runtime.getRuntime().halt(Child.HALTED);
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
