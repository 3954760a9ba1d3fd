package dpone.certify.run;

import dpone.certify.evidence.ServiceUse;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import dpone.certify.proof.OfflineContext;
import dpone.certify.proof.Pages;
import dpone.certify.proof.Verdict;
import dpone.certify.scenario.Mismatch;
import dpone.certify.scenario.Observed;
import dpone.certify.scenario.Route;
import dpone.certify.scenario.Scenario;
import dpone.certify.scenario.Share;
import dpone.certify.scenario.Trial;
import dpone.certify.scenario.Untried;
import dpone.certify.scenario.Workbench;
import dpone.runtime.discovery.FoundConnector;
import dpone.runtime.manifest.OptionValues;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the scenarios of one connector run: one version of its system, started with the first of
 * them.
 */
final class Laboratory implements AutoCloseable {
  private static final String NO_PARTNER =
      "this version tries connectors that are both source and sink";

  private final FoundConnector connector;
  private final Starter starter;
  private final Workbench bench;
  private final Pages pages;
  private final Path folder;
  private final Observed observed = new Observed();
  private final Share share;
  private @Nullable TestSystem system;
  private @Nullable Trial trial;
  private @Nullable Verdict unavailable;

  /** Starts a system, or says why not. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts it.
     *
     * @throws UnavailableException when it cannot be had here
     */
    TestSystem start() throws Exception;
  }

  Laboratory(
      FoundConnector connector,
      Starter starter,
      Workbench bench,
      Pages pages,
      Path folder,
      Share share) {
    this.connector = connector;
    this.starter = starter;
    this.bench = bench;
    this.pages = pages;
    this.folder = folder;
    this.share = share;
  }

  /** Name and version of its system, empty while there is none. */
  String label() {
    TestSystem started = system;
    return started == null
        ? ""
        : (started.service().name() + " " + started.service().version()).strip();
  }

  /** The system that took part, once one did. */
  List<ServiceUse> used() {
    TestSystem started = system;
    return started == null
        ? List.of()
        : List.of(
            new ServiceUse(
                started.service().name(),
                started.service().kind().text(),
                started.service().version()));
  }

  /** What its scenarios caused and counted. */
  Observed observed() {
    return observed;
  }

  /** Load modes that the sink declares; empty when that cannot be asked here. */
  Set<LoadMode> modes() {
    Trial ready = ready();
    return ready == null ? Set.of() : ready.modes();
  }

  Verdict run(Scenario scenario) throws Exception {
    Trial ready = ready();
    if (ready == null) {
      return unavailable == null ? Verdict.missing("nothing was started") : unavailable;
    }
    try {
      return Verdict.passed(scenario.body().run(ready));
    } catch (Mismatch mismatch) {
      return Verdict.failed(String.valueOf(mismatch.getMessage()));
    } catch (Untried untried) {
      return new Verdict(untried.outcome(), untried.reason());
    }
  }

  private @Nullable Trial ready() {
    if (trial == null && unavailable == null) {
      try {
        start();
      } catch (UnavailableException absent) {
        unavailable = Verdict.skipped(absent.reason());
      } catch (Untried untried) {
        unavailable = new Verdict(untried.outcome(), untried.reason());
      } catch (Exception broken) {
        unavailable = Failure.of("its system could not be started", broken);
      }
    }
    return trial;
  }

  private void start() throws Exception {
    TestSystem started = starter.start();
    system = started;
    Optional<SourceTables> source = started.source();
    Optional<SinkTables> sink = started.sink();
    if (source.isEmpty() || sink.isEmpty() || !bothRoles()) {
      unavailable = Verdict.missing(NO_PARTNER);
      return;
    }
    Map<String, Object> connection = started.connection();
    Route route =
        new Route(
            connector.id(),
            connection,
            source.get(),
            connector.descriptor().increments(),
            connector.id(),
            connection,
            sink.get(),
            List.of(started.service()));
    SinkTraits traits = traits(connection);
    trial =
        new Trial(
            connector,
            started,
            traits.modes(),
            traits.refused(),
            route,
            bench,
            pages,
            folder,
            observed,
            share);
  }

  private boolean bothRoles() {
    return connector.descriptor().roles().containsAll(Set.of(Role.SOURCE, Role.SINK));
  }

  private SinkTraits traits(Map<String, Object> connection) {
    ConnectorDescriptor descriptor = connector.descriptor();
    Map<String, String> texts = new HashMap<>();
    connection.forEach((option, value) -> texts.put(option, String.valueOf(value)));
    Endpoint endpoint =
        new Endpoint(
            OptionValues.complete(descriptor.connection(), texts, Options.NONE),
            OptionValues.complete(descriptor.sink(), Map.of(), Options.NONE));
    try (Sink sink = connector.sink(endpoint, new OfflineContext(folder))) {
      return sink.traits();
    }
  }

  @Override
  public void close() throws Exception {
    TestSystem started = system;
    if (started != null) {
      started.close();
    }
  }
}
