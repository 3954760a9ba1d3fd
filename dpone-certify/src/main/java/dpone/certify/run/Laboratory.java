package dpone.certify.run;

import dpone.certify.evidence.ServiceUse;
import dpone.certify.kit.FixedStream;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import dpone.certify.proof.OfflineContext;
import dpone.certify.proof.Pages;
import dpone.certify.proof.Verdict;
import dpone.certify.scenario.AsItIs;
import dpone.certify.scenario.KitTables;
import dpone.certify.scenario.Material;
import dpone.certify.scenario.Mismatch;
import dpone.certify.scenario.Observed;
import dpone.certify.scenario.OwnStream;
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
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
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
  private static final String NO_SOURCE =
      "this version tries connectors that are a source or a sink, and what its fixture prepares";
  private static final String NO_PARTNER =
      "its pipelines need a place to lead to: no other connector of the distribution that writes"
          + " has a fixture";

  /** Those by which it shows what a source delivers; the others are the sink's own. */
  private static final Set<LoadMode> OF_SOURCES =
      Set.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE);

  private final FoundConnector connector;
  private final Starter starter;
  private final Partner.Finder partners;
  private final Workbench bench;
  private final Pages pages;
  private final Path folder;
  private final Observed observed = new Observed();
  private final Share share;
  private @Nullable TestSystem system;
  private @Nullable Partner partner;
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
      Partner.Finder partners,
      Workbench bench,
      Pages pages,
      Path folder,
      Share share) {
    this.connector = connector;
    this.starter = starter;
    this.partners = partners;
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

  /** The systems that took part, once they did; its own is the first. */
  List<ServiceUse> used() {
    TestSystem started = system;
    Partner other = partner;
    if (started == null) {
      return List.of();
    }
    return other == null ? List.of(use(started)) : List.of(use(started), use(other.system()));
  }

  private static ServiceUse use(TestSystem started) {
    return new ServiceUse(
        started.service().name(), started.service().kind().text(), started.service().version());
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
      return Verdict.passed(scenario.run(ready));
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
    List<FixedStream> streams =
        started.live().isEmpty()
            ? started.streams()
            : started.live().stream().<FixedStream>map(AsItIs::new).toList();
    boolean readable = started.source().isPresent() || !streams.isEmpty();
    if (!has(Role.SOURCE) && has(Role.SINK) && started.sink().isPresent()) {
      startWriting(started);
      return;
    }
    if (!readable || !has(Role.SOURCE)) {
      unavailable = Verdict.missing(NO_SOURCE);
      return;
    }
    Optional<SinkTables> own = started.sink().filter(tables -> has(Role.SINK));
    FoundConnector sink = connector;
    Map<String, Object> into = started.connection();
    SinkTables tables;
    if (own.isPresent()) {
      tables = own.get();
    } else {
      Optional<Partner> found = partners.find();
      if (found.isEmpty()) {
        unavailable = Verdict.missing(NO_PARTNER);
        return;
      }
      partner = found.get();
      sink = found.get().connector();
      into = found.get().system().connection();
      tables = found.get().tables();
    }
    SinkTraits traits = traits(sink, into);
    Set<LoadMode> modes = new HashSet<>(traits.modes());
    if (own.isEmpty()) {
      modes.retainAll(OF_SOURCES);
    }
    trial =
        new Trial(
            connector,
            connector,
            started,
            modes,
            own.isPresent() ? traits.refused() : Map.of(),
            route(started, streams, sink.id(), into, tables),
            streams,
            bench,
            pages,
            folder,
            observed,
            share);
  }

  /** A sink that is no source is led into from a partner. */
  private void startWriting(TestSystem started) throws Exception {
    Optional<Partner> found = partners.find();
    Optional<SourceTables> from = found.flatMap(other -> other.system().source());
    if (found.isEmpty() || from.isEmpty()) {
      unavailable = Verdict.missing(NO_PARTNER);
      return;
    }
    Partner other = found.get();
    partner = other;
    Increments increments = other.connector().descriptor().increments();
    SinkTraits traits = traits(connector, started.connection());
    trial =
        new Trial(
            connector,
            other.connector(),
            started,
            traits.modes(),
            traits.refused(),
            new Route(
                other.connector().id(),
                other.system().connection(),
                from.get(),
                new KitTables(from.get(), increments),
                increments,
                connector.id(),
                started.connection(),
                started.sink().orElseThrow(),
                List.of(started.service(), other.system().service())),
            List.of(),
            bench,
            pages,
            folder,
            observed,
            share);
  }

  private Route route(
      TestSystem started,
      List<FixedStream> streams,
      String sink,
      Map<String, Object> into,
      SinkTables target) {
    SourceTables source;
    Material material;
    if (streams.isEmpty()) {
      source = started.source().orElseThrow();
      material = new KitTables(source, connector.descriptor().increments());
    } else {
      OwnStream first = new OwnStream(streams.getFirst(), false);
      source = first;
      material = first;
    }
    Partner other = partner;
    return new Route(
        connector.id(),
        started.connection(),
        source,
        material,
        connector.descriptor().increments(),
        sink,
        into,
        target,
        other == null
            ? List.of(started.service())
            : List.of(started.service(), other.system().service()));
  }

  private boolean has(Role role) {
    return connector.descriptor().roles().contains(role);
  }

  private SinkTraits traits(FoundConnector sinking, Map<String, Object> connection) {
    ConnectorDescriptor descriptor = sinking.descriptor();
    Map<String, String> texts = new HashMap<>();
    connection.forEach((option, value) -> texts.put(option, String.valueOf(value)));
    Endpoint endpoint =
        new Endpoint(
            OptionValues.complete(descriptor.connection(), texts, Options.NONE),
            OptionValues.complete(descriptor.sink(), Map.of(), Options.NONE));
    try (Sink sink = sinking.sink(endpoint, new OfflineContext(folder))) {
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
