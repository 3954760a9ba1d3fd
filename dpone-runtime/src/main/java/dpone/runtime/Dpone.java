package dpone.runtime;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dpone.runtime.change.ChangeStreamAdmin;
import dpone.runtime.credential.Redactor;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestReader;
import dpone.runtime.plan.PipelineOutline;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.service.DevServices;
import dpone.runtime.state.StateAdmin;
import dpone.runtime.verify.VerifyReport;
import dpone.spi.error.DponeException;
import dpone.spi.source.StreamInfo;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs pipelines from a Java program.
 *
 * <pre>{@code
 * try (Dpone dpone = Dpone.builder().build()) {
 *   RunReceipt receipt = dpone.run(Path.of("orders.yaml"));
 * }
 * }</pre>
 *
 * <p>Thread-safe: several pipelines may run at the same time. Closing it stops the development
 * services it started and unloads the connectors.
 */
public final class Dpone implements AutoCloseable {
  private static final String GUICE_BYTECODE = "guice_bytecode_gen_option";

  private final Injector injector;

  static {
    // Guice would define classes through sun.misc.Unsafe, of which newer JDKs warn; nothing here is
    // hot.
    if (System.getProperty(GUICE_BYTECODE) == null) {
      System.setProperty(GUICE_BYTECODE, "DISABLED");
    }
  }

  Dpone(DponeModule module) {
    this.injector = Guice.createInjector(module);
    try {
      injector.getInstance(ConnectorRegistry.class);
    } catch (ProvisionException e) {
      if (e.getCause() instanceof DponeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Starts building one; with nothing else said, connectors are found beside dpone's own jars. */
  public static DponeBuilder builder() {
    return new DponeBuilder();
  }

  /** The version of dpone. */
  public static String version() {
    return Version.TEXT;
  }

  /**
   * Reads and validates a file: one pipeline, or those of a batch manifest. Nothing is connected
   * to.
   *
   * @throws DponeException for whatever is wrong with it, with file, line and column
   */
  public List<Manifest> read(Path manifest) {
    return injector.getInstance(ManifestReader.class).readAll(manifest);
  }

  /**
   * Runs the one pipeline of a file.
   *
   * @return the receipt, also of a failed run; see {@link RunReceipt#succeeded}
   * @throws DponeException if the manifest cannot be read
   */
  public RunReceipt run(Path manifest) {
    return run(injector.getInstance(ManifestReader.class).read(manifest));
  }

  /** Runs a pipeline; a failure stands in the receipt. */
  public RunReceipt run(Manifest manifest) {
    return runner().run(manifest);
  }

  /**
   * Says what a run would do; connects to both systems and changes neither.
   *
   * @throws DponeException for whatever would keep the run from starting
   */
  public PipelinePlan plan(Manifest manifest) {
    return runner().plan(manifest);
  }

  /**
   * Says what a run would do as far as the manifest settles it; connects to nothing.
   *
   * @throws DponeException for whatever would keep the run from starting, in any system; also where
   *     a connection is a development service, which cannot be asked without being started
   */
  public PipelineOutline outline(Manifest manifest) {
    return runner().outline(manifest);
  }

  /**
   * Compares both ends by counts and hashes that share nothing with the load path.
   *
   * @param limit differing rows to name for each stream, at most
   * @throws DponeException if they cannot be compared; a difference stands in the report
   */
  public VerifyReport verify(Manifest manifest, int limit) {
    return runner().verify(manifest, limit);
  }

  /** Names of the streams that the source of a pipeline has, in order; only reads. */
  public List<String> streams(Manifest manifest) {
    return runner().streams(manifest);
  }

  /**
   * A stream of a pipeline's source as it describes itself, whether or not the manifest reads it.
   *
   * @throws DponeException NOT_FOUND, SCHEMA or AUTHENTICATION
   */
  public StreamInfo describe(Manifest manifest, String stream) {
    return runner().describe(manifest, stream);
  }

  /** The state of a pipeline, to look at and to reset. */
  public StateAdmin state(Manifest manifest) {
    return runner().state(manifest);
  }

  /**
   * What the source of a pipeline keeps for its change stream, to look at and to drop.
   *
   * @throws DponeException if no stream of the pipeline is followed by its changes, or the
   *     connector keeps nothing
   */
  public ChangeStreamAdmin changes(Manifest manifest) {
    return runner().changes(manifest);
  }

  /** The connectors there are. */
  public ConnectorRegistry connectors() {
    return injector.getInstance(ConnectorRegistry.class);
  }

  /** Development services, such as tests use. */
  public DevServices services() {
    return injector.getInstance(DevServices.class);
  }

  /** Masks every secret met so far in any text. */
  public String redact(String text) {
    return injector.getInstance(Redactor.class).redact(text);
  }

  private PipelineRunner runner() {
    return injector.getInstance(PipelineRunner.class);
  }

  @Override
  public void close() {
    try (ConnectorRegistry registry = connectors();
        DevServices services = services()) {
      assert registry != null && services != null;
    }
  }
}
