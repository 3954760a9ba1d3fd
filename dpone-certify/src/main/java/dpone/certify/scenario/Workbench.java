package dpone.certify.scenario;

import dpone.certify.child.Children;
import dpone.runtime.Dpone;
import dpone.runtime.DponeBuilder;
import dpone.spi.context.Boundary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The runtime that scenarios drive, as an embedding program would. Closed by its maker. */
public final class Workbench implements AutoCloseable {
  private final Path dist;
  private final List<Path> plugins;
  private volatile Consumer<Boundary> listener = Workbench::nobody;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Dpone dpone;
  private final Children children;

  /**
   * Opens one.
   *
   * @param dist the distribution
   * @param plugins further connectors
   */
  public Workbench(Path dist, List<Path> plugins) {
    this.dist = dist;
    this.plugins = List.copyOf(plugins);
    this.dpone = builder().meters(meters).onBoundary(reached -> listener.accept(reached)).build();
    this.children = new Children(dist, plugins);
  }

  /** A builder over the same connectors, for a runtime with other settings. */
  public DponeBuilder builder() {
    DponeBuilder builder = Dpone.builder().dist(dist);
    plugins.forEach(builder::plugin);
    return builder;
  }

  /** The runtime of most scenarios. */
  public Dpone dpone() {
    return dpone;
  }

  /** What the runs of {@link #dpone} counted. */
  public MeterRegistry meters() {
    return meters;
  }

  /** Runs in processes of their own. */
  public Children children() {
    return children;
  }

  /** Hears the boundaries of {@link #dpone}'s runs until the returned listening is closed. */
  Listening listen(Consumer<Boundary> hears) {
    listener = hears;
    return () -> listener = Workbench::nobody;
  }

  /** Ends with {@link #close}. */
  @FunctionalInterface
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private static void nobody(Boundary reached) {
    // Nobody asked to hear it.
  }

  @Override
  public void close() {
    try (dpone;
        children) {
      listener = Workbench::nobody;
    }
  }
}
