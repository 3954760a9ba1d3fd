package dpone.runtime;

import dpone.runtime.change.ChangeStreamAdmin;
import dpone.runtime.commit.ChangeRunner;
import dpone.runtime.commit.ScopeProgress;
import dpone.runtime.commit.ScopeRunner;
import dpone.runtime.connect.Connections;
import dpone.runtime.connect.PipelineParts;
import dpone.runtime.connect.RunEnvironment;
import dpone.runtime.context.Failures;
import dpone.runtime.credential.Redactor;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestWarning;
import dpone.runtime.manifest.StateSpec;
import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.manifest.VerifyGate;
import dpone.runtime.observe.MemoryWatch;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.ChangePlanner;
import dpone.runtime.plan.PipelineOutline;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.Planner;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.receipt.ErrorReceipt;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.receipt.StreamReceipt;
import dpone.runtime.state.ScopeState;
import dpone.runtime.state.StateAdmin;
import dpone.runtime.verify.Verifier;
import dpone.runtime.verify.VerifyReport;
import dpone.spi.SpiVersion;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.transfer.Position;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs, plans and verifies pipelines whose manifests were read. Thread-safe. */
final class PipelineRunner {
  private final ConnectorRegistry registry;
  private final Connections connections;
  private final Redactor redactor;
  private final RunSettings settings;

  /**
   * What holds for every run of one {@link Dpone}.
   *
   * @param meters where meters go
   * @param clock the time
   * @param boundaries hears each boundary of the commit protocol
   * @param listener hears progress
   * @param leaseTtl how long a lease lasts unless renewed
   * @param measureLiveSet whether to collect garbage once a load to measure the live set
   */
  record RunSettings(
      MeterRegistry meters,
      InstantSource clock,
      Consumer<Boundary> boundaries,
      RunListener listener,
      Duration leaseTtl,
      boolean measureLiveSet) {}

  @Inject
  PipelineRunner(
      ConnectorRegistry registry,
      Connections connections,
      Redactor redactor,
      RunSettings settings) {
    this.registry = registry;
    this.connections = connections;
    this.redactor = redactor;
    this.settings = settings;
  }

  PipelinePlan plan(Manifest manifest) {
    try (RunEnvironment environment = environment(manifest);
        PipelineParts parts = connections.open(manifest, environment)) {
      return plan(manifest, parts);
    }
  }

  private static PipelinePlan plan(Manifest manifest, PipelineParts parts) {
    return Planner.plan(
        manifest,
        parts,
        scope -> parts.state().read(scope).map(ScopeState::parse).flatMap(ScopeState::reached));
  }

  PipelineOutline outline(Manifest manifest) {
    requireNoService(manifest.source().connection(), "source.connection", manifest);
    requireNoService(manifest.sink().connection(), "sink.connection", manifest);
    if (manifest.state() instanceof StateSpec.Store store) {
      requireNoService(store.connection(), "state.connection", manifest);
    }
    try (RunEnvironment environment = environment(manifest);
        PipelineParts parts = connections.open(manifest, environment)) {
      return Planner.outline(manifest, parts);
    }
  }

  private static void requireNoService(ConnectionSpec connection, String key, Manifest manifest) {
    if (connection instanceof ConnectionSpec.Service service) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "PLAN_NEEDS_SERVICE",
              key + " is the development service " + service.name() + ", which would be started")
          .at(Place.file(manifest.file().toString(), 0, 0))
          .remedy("plan without --offline, or name a system")
          .build();
    }
  }

  VerifyReport verify(Manifest manifest, int limit) {
    try (RunEnvironment environment = environment(manifest);
        PipelineParts parts = connections.open(manifest, environment)) {
      return new Verifier(parts, limit).verify(plan(manifest, parts));
    }
  }

  /** Runs a pipeline; what goes wrong stands in the receipt and is not thrown. */
  RunReceipt run(Manifest manifest) {
    Instant startedAt = settings.clock().instant();
    List<StreamReceipt> streams = new ArrayList<>();
    DponeException failure = null;
    try (MemoryWatch memory = new MemoryWatch()) {
      try {
        run(manifest, streams, memory);
      } catch (RuntimeException | OutOfMemoryError e) {
        failure = redactor.redact(Failures.internal("run", e));
      }
      return receipt(manifest, startedAt, streams, memory, failure);
    }
  }

  private void run(Manifest manifest, List<StreamReceipt> streams, MemoryWatch memory) {
    try (RunEnvironment environment = environment(manifest)) {
      Thread onExit =
          new Thread(() ->
              environment
                  .cancellation()
                  .cancel(
                      DponeException.of(
                              ErrorCategory.RESOURCE, "RUN_CANCELLED", "the run was interrupted")
                          .build()));
      Runtime.getRuntime().addShutdownHook(onExit);
      try (PipelineParts parts = connections.open(manifest, environment)) {
        PipelinePlan plan = plan(manifest, parts);
        settings.listener().planned(plan);
        for (ScopePlan scope : plan.scopes()) {
          runScope(manifest, scope, parts, environment, streams, memory);
        }
        if (manifest.verify() == VerifyGate.AFTER_COMMIT) {
          new Verifier(parts, 20).verify(plan).require();
        }
      } catch (DponeException e) {
        throw environment.cancellation().explain(e);
      } finally {
        removeHook(onExit);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down, and the hook has run or is about to.
    }
  }

  private void runScope(
      Manifest manifest,
      ScopePlan scope,
      PipelineParts parts,
      RunEnvironment environment,
      List<StreamReceipt> streams,
      MemoryWatch memory) {
    scope.streams().forEach(s -> settings.listener().started(s.name(), s.info().estimatedRows()));
    ScopeProgress progress = new ScopeProgress(scope, settings.clock());
    RunStatus status = RunStatus.FAILED;
    try {
      ScopeRunner.Settings shared =
          new ScopeRunner.Settings(
              manifest.name(),
              "process " + ProcessHandle.current().pid(),
              manifest.runtime().parallelism(),
              environment.retryBounds(),
              settings.leaseTtl(),
              environment.cancellation(),
              settings.clock(),
              environment.meters(manifest.sink().type()),
              watching(memory),
              settings.listener());
      if (scope.mode() == ReadMode.CHANGES) {
        new ChangeRunner(
                parts,
                new ChangePlanner(manifest, parts),
                scope,
                shared,
                manifest.runtime().changes(),
                progress)
            .run();
      } else {
        new ScopeRunner(parts, scope, shared, progress).run();
      }
      status = RunStatus.SUCCEEDED;
    } catch (DponeException e) {
      status = statusOf(e, progress);
      throw e.at(Place.stream(scope.scope()));
    } finally {
      for (StreamReceipt receipt : progress.receipts(status)) {
        streams.add(receipt);
        settings.listener().finished(receipt);
      }
    }
  }

  /** The boundaries of a run, the live set measured where it is largest: all staged, none freed. */
  private Consumer<Boundary> watching(MemoryWatch memory) {
    if (!settings.measureLiveSet()) {
      return settings.boundaries();
    }
    return reached -> {
      if (reached == Boundary.AFTER_FLUSH_BEFORE_COMMIT) {
        memory.measure();
      }
      settings.boundaries().accept(reached);
    };
  }

  private static RunStatus statusOf(DponeException e, ScopeProgress progress) {
    if (e.category() == ErrorCategory.COMMIT_UNKNOWN) {
      return RunStatus.UNKNOWN;
    }
    return progress.committedAnything() ? RunStatus.PARTIAL : RunStatus.FAILED;
  }

  private RunReceipt receipt(
      Manifest manifest,
      Instant startedAt,
      List<StreamReceipt> streams,
      MemoryWatch memory,
      @Nullable DponeException failure) {
    return new RunReceipt(
        1,
        overall(streams, failure),
        manifest.name(),
        streams.isEmpty() ? null : streams.getLast().loadId(),
        streams,
        startedAt,
        Duration.between(startedAt, settings.clock().instant()).toMillis(),
        memory.peakHeapBytes(),
        MemoryWatch.peakRssBytes(),
        ZoneId.systemDefault().getId(),
        versions(manifest),
        manifest.warnings().stream().map(ManifestWarning::oneLine).toList(),
        failure == null ? null : ErrorReceipt.of(failure, redactor::redact),
        failure);
  }

  /** A run succeeded only if nothing failed; R10: the status follows from every stream's own. */
  private static RunStatus overall(List<StreamReceipt> streams, @Nullable DponeException failure) {
    if (streams.stream().anyMatch(s -> s.status() == RunStatus.UNKNOWN)) {
      return RunStatus.UNKNOWN;
    }
    if (failure == null) {
      return RunStatus.SUCCEEDED;
    }
    boolean anything =
        streams.stream()
            .anyMatch(s -> s.status() == RunStatus.SUCCEEDED || s.status() == RunStatus.PARTIAL);
    return anything ? RunStatus.PARTIAL : RunStatus.FAILED;
  }

  private Map<String, String> versions(Manifest manifest) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("dpone", Dpone.version());
    versions.put("spi", SpiVersion.CURRENT.toString());
    versions.put("java", Runtime.version().toString());
    for (String id : List.of(manifest.source().type(), manifest.sink().type())) {
      registry.find(id).ifPresent(c -> versions.put("connector." + id, c.descriptor().version()));
    }
    return versions;
  }

  List<String> streams(Manifest manifest) {
    try (RunEnvironment environment = environment(manifest);
        Source source = connections.source(manifest, environment)) {
      return source.streams();
    }
  }

  StreamInfo describe(Manifest manifest, String stream) {
    StreamSelection selection =
        manifest.source().streams().stream()
            .filter(s -> s.name().equals(stream))
            .map(StreamSpec::selection)
            .findFirst()
            .orElseGet(() -> StreamSelection.all(stream));
    try (RunEnvironment environment = environment(manifest);
        Source source = connections.source(manifest, environment)) {
      return source.describe(selection);
    }
  }

  StateAdmin state(Manifest manifest) {
    RunEnvironment environment = environment(manifest);
    return orClosed(
        environment,
        () ->
            new StateAdmin(
                connections.state(manifest, environment), manifest.name(), environment::close));
  }

  ChangeStreamAdmin changes(Manifest manifest) {
    List<StreamSpec> streams =
        manifest.source().streams().stream()
            .filter(s -> s.strategy().mode() == LoadMode.CDC_APPLY)
            .toList();
    if (streams.isEmpty()) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "NO_CHANGE_STREAM",
              "no stream of " + manifest.name() + " has strategy.mode cdc_apply")
          .remedy("name the manifest of a pipeline that follows changes")
          .build();
    }
    RunEnvironment environment = environment(manifest);
    return orClosed(
        environment,
        () -> {
          ChangeSource source = connections.changes(manifest, environment);
          return orClosed(
              source,
              () ->
                  new ChangeStreamAdmin(
                      source,
                      manifest.source().type(),
                      manifest.name(),
                      streams,
                      () -> reached(manifest, environment),
                      environment::close));
        });
  }

  /** How far earlier runs followed the changes. */
  private Optional<Position> reached(Manifest manifest, RunEnvironment environment) {
    try (StateStore state = connections.state(manifest, environment)) {
      return state
          .read(new StateKey(manifest.name(), ChangePlanner.SCOPE))
          .map(ScopeState::parse)
          .flatMap(ScopeState::reached);
    }
  }

  /** What is made of a resource, which is closed if that fails. */
  private static <T> T orClosed(AutoCloseable resource, Supplier<T> made) {
    try {
      return made.get();
    } catch (RuntimeException | Error failure) {
      try {
        resource.close();
      } catch (Exception second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private RunEnvironment environment(Manifest manifest) {
    return new RunEnvironment(
        manifest, settings.meters(), settings.clock(), settings.boundaries(), redactor::redact);
  }
}
