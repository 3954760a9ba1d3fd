package dpone.runtime.connect;

import dpone.runtime.context.MicrometerMeters;
import dpone.runtime.context.PooledAllocator;
import dpone.runtime.context.RejectFile;
import dpone.runtime.context.RunCancellation;
import dpone.runtime.context.RunContext;
import dpone.runtime.context.RunLogger;
import dpone.runtime.context.TemporaryFolder;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.RuntimeSpec;
import dpone.runtime.retry.PolicyRetry;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/** What all connectors of one run share: memory, cancellation, rejects, a temporary folder. */
public final class RunEnvironment implements AutoCloseable {
  private final Manifest manifest;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Consumer<Boundary> boundaries;
  private final UnaryOperator<String> redact;
  private final RunCancellation cancellation;
  private final PooledAllocator allocator;
  private final RejectFile rejects;
  private final TemporaryFolder temporary;

  /** The environment of a run of that manifest. */
  public RunEnvironment(
      Manifest manifest,
      MeterRegistry registry,
      InstantSource clock,
      Consumer<Boundary> boundaries,
      UnaryOperator<String> redact) {
    this.manifest = manifest;
    this.registry = registry;
    this.clock = clock;
    this.boundaries = boundaries;
    this.redact = redact;
    RuntimeSpec runtime = manifest.runtime();
    this.cancellation = new RunCancellation(clock, runtime.timeout());
    this.allocator =
        new PooledAllocator(runtime.memoryBytes(), runtime.parallelism(), cancellation);
    this.rejects = new RejectFile(manifest.rejects().file(), manifest.rejects().maxRows());
    this.temporary = new TemporaryFolder();
  }

  /** The context for one part of a connector. */
  ConnectorContext context(String connector) {
    System.Logger logger =
        new RunLogger(
            LoggerFactory.getLogger("dpone.connector." + connector),
            "[" + manifest.name() + "]",
            redact);
    MicrometerMeters meters = meters(connector);
    return new RunContext(
        logger,
        meters,
        clock,
        cancellation,
        allocator,
        new PolicyRetry(retryBounds(), clock, cancellation, meters, logger),
        rejects,
        temporary::path,
        boundaries);
  }

  /** How often a passing failure is tried again. */
  public RetryBounds retryBounds() {
    return RetryBounds.of(manifest.runtime().retry());
  }

  /** Meters tagged with that connector. */
  public MicrometerMeters meters(String connector) {
    return new MicrometerMeters(registry, manifest.name(), connector);
  }

  /** Ends the run early. */
  public RunCancellation cancellation() {
    return cancellation;
  }

  /** The time. */
  public InstantSource clock() {
    return clock;
  }

  /** Hears each boundary. */
  public Consumer<Boundary> boundaries() {
    return boundaries;
  }

  @Override
  public void close() {
    try (rejects) {
      temporary.close();
    }
  }
}
