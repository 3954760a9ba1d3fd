package dpone.runtime;

import dpone.runtime.credential.SecretResolver;
import dpone.runtime.observe.RunListener;
import dpone.spi.context.Boundary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Dpone}. Defaults: connectors beside dpone's own jars, secrets from environment
 * and files, meters kept in memory, the system's clock, leases of 30 seconds. Not thread-safe.
 */
public final class DponeBuilder {
  private @Nullable Path dist;
  private final List<Path> plugins = new ArrayList<>();
  private SecretResolver secrets = SecretResolver.standard();
  private MeterRegistry meters = new SimpleMeterRegistry();
  private InstantSource clock = Clock.systemUTC();
  private Consumer<Boundary> boundaries = reached -> {};
  private RunListener listener = RunListener.SILENT;
  private Duration leaseTtl = Duration.ofSeconds(30);
  private boolean measureLiveSet;

  DponeBuilder() {}

  /** The folder that holds {@code connectors/} and {@code certification/}. */
  public DponeBuilder dist(Path folder) {
    this.dist = folder;
    return this;
  }

  /** A further connector: its jar, its folder, or a folder of such folders. */
  public DponeBuilder plugin(Path jarOrFolder) {
    plugins.add(jarOrFolder);
    return this;
  }

  /** Where {@code ${...}} in manifests gets its values. */
  public DponeBuilder secrets(SecretResolver resolver) {
    this.secrets = resolver;
    return this;
  }

  /** Where meters go. */
  public DponeBuilder meters(MeterRegistry registry) {
    this.meters = registry;
    return this;
  }

  /** The time. */
  public DponeBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /** Hears each boundary of the commit protocol; for tests that kill the process there. */
  public DponeBuilder onBoundary(Consumer<Boundary> hook) {
    this.boundaries = hook;
    return this;
  }

  /** Hears progress. */
  public DponeBuilder listener(RunListener runListener) {
    this.listener = runListener;
    return this;
  }

  /** How long a run holds a scope unless it renews; a run after a crash waits that long at most. */
  public DponeBuilder leaseTtl(Duration ttl) {
    this.leaseTtl = ttl;
    return this;
  }

  /**
   * Collects garbage once for each load, so that the receipt's {@code peakHeapBytes} is exact. For
   * small heaps, as the command line's; off by default, since a host's heap may be large.
   */
  public DponeBuilder measureLiveSet(boolean measure) {
    this.measureLiveSet = measure;
    return this;
  }

  /** The finished object; connectors are discovered now. */
  public Dpone build() {
    return new Dpone(
        new DponeModule(
            dist,
            plugins,
            secrets,
            new PipelineRunner.RunSettings(
                meters, clock, boundaries, listener, leaseTtl, measureLiveSet)));
  }
}
