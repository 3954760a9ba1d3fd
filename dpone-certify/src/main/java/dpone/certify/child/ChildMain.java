package dpone.certify.child;

import dpone.runtime.Dpone;
import dpone.runtime.DponeBuilder;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Main of {@link Child}: gets ready, waits for an order, runs one pipeline. */
final class ChildMain {
  static final String READY = "READY";
  static final String REACHED = "REACHED";
  static final int HALTED = 137;

  /** A run after a crash waits that long where the lease is kept by a system without processes. */
  static final Duration LEASE = Duration.ofSeconds(2);

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final BufferedReader in =
      new BufferedReader(
          new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
  private final AtomicBoolean fired = new AtomicBoolean();
  private volatile @Nullable Order order;

  private ChildMain() {}

  /**
   * Runs it.
   *
   * @param args the distribution, then plugins
   */
  public static void main(String[] args) throws IOException {
    Runtime.getRuntime().exit(new ChildMain().run(args));
  }

  private int run(String[] args) throws IOException {
    DponeBuilder builder =
        Dpone.builder().dist(Path.of(args[0])).leaseTtl(LEASE).onBoundary(this::reached);
    for (int i = 1; i < args.length; i++) {
      builder.plugin(Path.of(args[i]));
    }
    try (Dpone dpone = builder.build()) {
      out.println(READY);
      String line = in.readLine();
      if (line == null) {
        return 0;
      }
      Order wanted = Order.parse(line);
      order = wanted;
      RunReceipt receipt = dpone.run(wanted.manifest());
      out.println(receipt.toJson());
      receipt.cause().ifPresent(e -> e.printStackTrace(out));
      return receipt.succeeded() ? 0 : 1;
    }
  }

  private void reached(Boundary boundary) {
    Order wanted = order;
    if (wanted == null || boundary != wanted.boundary() || !fired.compareAndSet(false, true)) {
      return;
    }
    switch (wanted.action()) {
      case HALT -> Runtime.getRuntime().halt(HALTED);
      case WAIT -> {
        out.println(REACHED);
        try {
          if (in.readLine() == null) {
            Runtime.getRuntime().halt(HALTED);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
