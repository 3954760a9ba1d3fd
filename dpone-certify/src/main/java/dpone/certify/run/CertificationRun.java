package dpone.certify.run;

import dpone.certify.catalogue.Applies;
import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.ListedConnector;
import dpone.certify.catalogue.ListedConnectors;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Digests;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.problem.BadInputException;
import dpone.certify.proof.Candidate;
import dpone.certify.proof.FixtureJars;
import dpone.certify.proof.PlaceholderSecrets;
import dpone.certify.report.Matrix;
import dpone.certify.report.MatrixBuilder;
import dpone.certify.scenario.Workbench;
import dpone.runtime.Dpone;
import dpone.runtime.discovery.BrokenConnector;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A whole run over all connectors that were asked for. */
public final class CertificationRun {
  private static final String ABSENT = "connector not in this build";
  private static final Set<String> PAGE_OPTIONS = Set.of("pagination", "max_pages");

  private final RunSettings settings;
  private final Judge judge;
  private final Consumer<String> progress;
  private final Requirements catalogue;
  private final Environment here;
  private final ListedConnectors listed = ListedConnectors.load();

  /**
   * Prepares a run that knows no other.
   *
   * @param settings what to run
   * @param progress hears a line for each requirement that was tried
   */
  public CertificationRun(RunSettings settings, Consumer<String> progress) {
    this(settings, Judge.ofOneRun(), progress);
  }

  /**
   * Prepares a run.
   *
   * @param settings what to run
   * @param judge computes levels from its evidence and from what is recorded
   * @param progress hears a line for each requirement that was tried
   */
  public CertificationRun(RunSettings settings, Judge judge, Consumer<String> progress) {
    this.settings = settings;
    this.judge = judge;
    this.progress = progress;
    this.catalogue = judge.catalogue();
    this.here = RunIdentity.environment(settings, judge);
  }

  /**
   * Runs it.
   *
   * @throws BadInputException for a connector that is neither listed nor found, or a plugin that is
   *     no connector
   * @throws IOException when files of the distribution cannot be read
   */
  public RunOutcome run() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.make();
        Workbench bench = new Workbench(settings.dist(), settings.plugins());
        Dpone checker = bench.builder().secrets(PlaceholderSecrets.resolver()).build()) {
      ConnectorRegistry registry = bench.dpone().connectors();
      refuseBadInput(registry);
      List<Evidence> evidence = new ArrayList<>();
      List<Matrix.Row> rows = new ArrayList<>();
      Map<String, Judgement> judgements = new LinkedHashMap<>();
      MatrixBuilder matrix = new MatrixBuilder(judge);
      for (String id : ids(registry)) {
        Optional<FoundConnector> found = registry.find(id);
        List<Evidence> records;
        if (found.isPresent()) {
          ConnectorDescriptor descriptor = found.get().descriptor();
          records = present(found.get(), registry, bench, checker, folder.path().resolve(id));
          Judgement judgement =
              judge.at(Instant.now()).of(id, descriptor.certification().claimed(), records);
          judgements.put(id, judgement);
          rows.add(matrix.present(descriptor, judgement));
          // What no run proves by itself is computed, not tried.
          records = judgement.withComputed(records);
        } else {
          ListedConnector absent = listed.find(id).orElseThrow();
          records = absent(absent);
          rows.add(matrix.absent(absent, records));
        }
        evidence.addAll(records);
      }
      return new RunOutcome(judge, matrix(rows, registry), evidence, judgements);
    }
  }

  private Matrix matrix(List<Matrix.Row> rows, ConnectorRegistry registry) {
    List<String> broken = registry.broken().stream().map(BrokenConnector::oneLine).toList();
    return new Matrix(
        settings.profile().text(),
        new Matrix.Recorded(judge.history().size(), "", judge.trust().text()),
        new Matrix.Judged(judge.policy().source(), judge.policy().digest()),
        rows,
        rows.stream().filter(row -> !row.present()).map(Matrix.Row::id).toList(),
        broken,
        broken.isEmpty() && rows.stream().allMatch(Matrix.Row::passed));
  }

  private List<String> ids(ConnectorRegistry registry) {
    return Stream.concat(
            listed.all().stream().map(ListedConnector::id),
            registry.all().stream().map(FoundConnector::id))
        .distinct()
        .filter(settings::selects)
        .toList();
  }

  private void refuseBadInput(ConnectorRegistry registry) {
    for (Path plugin : settings.plugins()) {
      String path = plugin.toAbsolutePath().normalize().toString();
      registry.broken().stream()
          .filter(b -> b.origin().startsWith(path))
          .findFirst()
          .ifPresent(b -> {
            throw new BadInputException(b.oneLine());
          });
      if (registry.all().stream().noneMatch(c -> from(c, path))) {
        throw new BadInputException(
            "CONNECTOR_NOT_FOUND: "
                + plugin
                + " holds no connector; name a connector's jar, or the"
                + " folder that holds it");
      }
    }
    Set<String> known = new TreeSet<>();
    listed.all().forEach(c -> known.add(c.id()));
    registry.all().forEach(c -> known.add(c.id()));
    for (String id : settings.connectors()) {
      if (!known.contains(id)) {
        throw new BadInputException(
            "CONNECTOR_NOT_FOUND: there is no connector "
                + id
                + "; known are "
                + String.join(", ", known));
      }
    }
  }

  private static boolean from(FoundConnector connector, String path) {
    return connector.location().map(location -> location.toString().startsWith(path)).orElse(false);
  }

  private List<Evidence> present(
      FoundConnector found, ConnectorRegistry registry, Workbench bench, Dpone checker, Path folder)
      throws IOException {
    Provision provision = Provision.of(settings.dist(), found);
    Optional<FixtureJars> jars = provision.jars();
    try {
      Optional<Fixture> fixture = provision.fixture(found.id());
      Candidate candidate =
          new Candidate(
              found,
              registry.all().stream().filter(other -> other != found).toList(),
              new Applies.Traits(
                  found.descriptor().roles(),
                  Set.of(),
                  paged(found.descriptor()),
                  found.descriptor().increments()),
              provision.pages(),
              jars,
              checker::read,
              folder);
      Services services =
          new DistServices(bench.dpone().services(), folder.resolveSibling("services"));
      try (Laboratories laboratories =
          new Laboratories(
              found,
              fixture,
              services,
              Partner.in(settings.dist(), registry, found, services),
              bench,
              candidate.pages(),
              folder.resolve("pipelines"))) {
        return new ConnectorRun(
                settings,
                catalogue,
                candidate,
                laboratories,
                subjects(found),
                environment(provision.files()),
                bench.dpone()::redact,
                progress)
            .run();
      }
    } catch (IOException | RuntimeException known) {
      throw known;
    } catch (Exception closing) {
      throw new IOException("the system of " + found.id() + " could not be closed", closing);
    } finally {
      provision.close();
    }
  }

  private List<Evidence> absent(ListedConnector connector) throws IOException {
    List<Evidence> records = new ArrayList<>();
    Environment environment = environment(List.of());
    for (var requirement : catalogue.all()) {
      List<CheckEvidence> checks = new ArrayList<>();
      for (Check check : requirement.checks()) {
        checks.add(
            new CheckEvidence(check.id(), Outcome.MISSING, ABSENT, check.rules(), Duration.ZERO));
      }
      records.add(
          new Evidence(
              connector.id(),
              "",
              requirement.id(),
              Outcome.MISSING,
              ABSENT,
              checks,
              settings.profile().text(),
              Instant.now(),
              Duration.ZERO,
              RunIdentity.attempt(),
              List.of(),
              environment,
              List.of(),
              List.of(),
              Map.of()));
    }
    return records;
  }

  private boolean paged(ConnectorDescriptor descriptor) {
    return listed.find(descriptor.id()).map(ListedConnector::paged).orElse(false)
        || Stream.of(descriptor.source(), descriptor.stream())
            .flatMap(spec -> spec.options().stream())
            .anyMatch(option -> PAGE_OPTIONS.contains(option.name()));
  }

  private static List<Subject> subjects(FoundConnector found) throws IOException {
    List<Subject> subjects = new ArrayList<>();
    Path root = found.location().map(Path::getParent).orElse(null);
    for (var jar : found.jars()) {
      String name =
          root == null
              ? String.valueOf(jar.path().getFileName())
              : root.relativize(jar.path()).toString().replace('\\', '/');
      subjects.add(new Subject(name, jar.sha256()));
    }
    subjects.sort(Comparator.comparing(Subject::name));
    subjects.add(new Subject("dpone-spi", Digests.of(OwnJar.of(Connector.class))));
    subjects.add(new Subject("dpone-runtime", Digests.of(OwnJar.of(Dpone.class))));
    return subjects;
  }

  private Environment environment(List<Path> provided) throws IOException {
    List<String> digests = new ArrayList<>();
    digests.add(Digests.of(OwnJar.of(CertificationRun.class)));
    for (Path file : provided) {
      digests.add(Digests.of(file));
    }
    return here.withSuite(Dpone.version(), Digests.of(digests));
  }
}
