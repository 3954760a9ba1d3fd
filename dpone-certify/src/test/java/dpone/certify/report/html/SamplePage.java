package dpone.certify.report.html;

import dpone.certify.audit.Frames;
import dpone.certify.catalogue.ListedConnectors;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Combined;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.policy.Policy;
import dpone.certify.policy.PolicyReader;
import dpone.certify.policy.Waiver;
import dpone.certify.report.Matrix;
import dpone.certify.report.MatrixBuilder;
import dpone.certify.report.Report;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.option.OptionSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A report in which everything occurs that a page can show. */
final class SamplePage {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Requirements CATALOGUE = Requirements.load();
  private static final Policy POLICY = policy();

  private final Map<String, Evidence> present = new LinkedHashMap<>();
  private final List<Evidence> history = new ArrayList<>();
  private final Map<String, ConnectorDescriptor> found = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private SamplePage() {}

  /** Of every kind one; the rest of the list is not there. */
  static Report report() {
    SamplePage page = new SamplePage();
    page.postgres();
    page.clickhouse();
    page.kafka();
    page.stranger("acme-crm", "Acme CRM", "the sandbox was not reachable");
    page.broken.add(
        "CONNECTOR_BROKEN: dist/connectors/old/old.jar is built for SPI 0.9, this is 1.0; rebuild"
            + " it");
    return page.build();
  }

  /** A page that shows these texts wherever a stranger's texts can get. */
  static Report hostile(String text) {
    SamplePage page = new SamplePage();
    page.stranger("hostile", text, text);
    page.broken.add(text);
    return page.build();
  }

  private void postgres() {
    String seen = "1,000,000 rows compared one by one, no difference";
    for (int day = 9; day >= 1; day--) {
      List<Evidence> run = run("postgres", day, day > 6 ? 'b' : 'a', "PostgreSQL", "18.6", seen);
      if (day == 8) {
        run =
            EvidenceSamples.with(
                run,
                "PROD-3",
                r ->
                    came(
                        r,
                        Outcome.FAILED,
                        "halted at after-commit and resumed: 4 rows twice, first id 17"));
      }
      history.addAll(withoutAccount(run));
    }
    descriptor("postgres", "PostgreSQL", Level.PRODUCTION_CERTIFIED, Set.of(Role.values()));
    tried("postgres", withoutAccount(run("postgres", 0, 'a', "PostgreSQL", "18.6", seen)));
  }

  private static List<Evidence> withoutAccount(List<Evidence> run) {
    return EvidenceSamples.with(
        run, "PROD-1", r -> came(r, Outcome.SKIPPED, "set DPONE_LIVE_POSTGRES_HOST and four more"));
  }

  private void clickhouse() {
    history.addAll(run("clickhouse", 60, 'c', "ClickHouse", "25.8", "as documented"));
    descriptor("clickhouse", "ClickHouse", Level.BETA, Set.of(Role.SOURCE, Role.SINK));
    List<Evidence> now = run("clickhouse", 0, 'c', "ClickHouse", "25.8", "as documented");
    now =
        EvidenceSamples.with(
            now,
            "BETA-3",
            r ->
                came(
                    r,
                    Outcome.FAILED,
                    "decimal(38,10): wrote 12345678901234567890.0123456789, an independent client"
                        + " reads 12345678901234567000.0"));
    now =
        EvidenceSamples.with(
            now,
            "PROD-6",
            r -> came(r, Outcome.ERROR, "the trial broke: TimeoutException after 60 s"));
    for (String late : List.of("PROD-2", "PROD-5")) {
      now = EvidenceSamples.with(now, late, r -> came(r, Outcome.SKIPPED, "it was not asked for"));
    }
    tried("clickhouse", now);
  }

  private void kafka() {
    descriptor("kafka", "Kafka", Level.BETA, Set.of(Role.SOURCE, Role.SINK, Role.STATE));
    List<Evidence> now = new ArrayList<>();
    for (Evidence r : run("kafka", 0, 'k', "Kafka", "4.1", "as documented")) {
      now.add(
          r.requirement().startsWith("EXP")
              ? r
              : came(r, Outcome.SKIPPED, "it needs --profile integration"));
    }
    tried("kafka", now);
  }

  private void stranger(String id, String name, String text) {
    descriptor(id, name, Level.BETA, Set.of(Role.SOURCE));
    List<Evidence> now = new ArrayList<>();
    for (Evidence r : run(id, 0, 's', text, text, text)) {
      now.add(
          switch (r.requirement()) {
            case "BETA-4" -> came(r, Outcome.NOT_APPLICABLE, "applies to sink only");
            case "PROD-1" -> came(r, Outcome.SKIPPED, text);
            case "PROD-5" -> came(r, Outcome.FAILED, text);
            default -> r;
          });
    }
    history.addAll(now.stream().map(r -> earlier(r, Duration.ofDays(2))).toList());
    tried(id, now);
  }

  private Report build() {
    Judge judge =
        new Judge(
            CATALOGUE, POLICY, history, new Trust(Trust.State.SIGNED, "c0ffee".repeat(11)), NOW);
    MatrixBuilder builder = new MatrixBuilder(judge);
    List<Matrix.Row> rows = new ArrayList<>();
    Map<String, Judgement> judgements = new LinkedHashMap<>();
    List<Evidence> evidence = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    ListedConnectors.load().all().forEach(listed -> ids.add(listed.id()));
    found.keySet().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
    for (String id : ids) {
      List<Evidence> records = records(id);
      evidence.addAll(records);
      if (found.containsKey(id)) {
        ConnectorDescriptor descriptor = found.get(id);
        Judgement judgement = judge.of(id, descriptor.certification().claimed(), records);
        judgements.put(id, judgement);
        rows.add(builder.present(descriptor, judgement));
      } else {
        rows.add(builder.absent(ListedConnectors.load().find(id).orElseThrow(), records));
      }
    }
    Matrix matrix =
        new Matrix(
            "integration",
            new Matrix.Recorded(history.size(), "ab".repeat(32), judge.trust().text()),
            new Matrix.Judged("policy.yaml", POLICY.digest()),
            rows,
            rows.stream().filter(row -> !row.present()).map(Matrix.Row::id).toList(),
            broken,
            broken.isEmpty() && rows.stream().allMatch(Matrix.Row::passed));
    return Report.of(judge, matrix, evidence, judgements);
  }

  /** One for every requirement: what is computed from many runs has a frame to be put into. */
  private List<Evidence> records(String id) {
    if (!found.containsKey(id)) {
      Evidence any = EvidenceSamples.run(id, NOW, 'x').getFirst();
      return Frames.of(CATALOGUE, List.of(any)).get(id).stream()
          .map(r -> r.concluded(Outcome.MISSING, "connector not in this build"))
          .map(SamplePage::withoutJars)
          .toList();
    }
    List<Evidence> own = present.values().stream().filter(r -> r.connector().equals(id)).toList();
    List<Evidence> all = new ArrayList<>(own);
    Frames.of(CATALOGUE, own).get(id).stream()
        .filter(frame -> frame.requirement().equals("PROD-8"))
        .forEach(all::add);
    return all;
  }

  private void tried(String id, List<Evidence> records) {
    records.forEach(record -> present.put(id + " " + record.requirement(), record));
  }

  private void descriptor(String id, String name, Level claimed, Set<Role> roles) {
    found.put(
        id,
        new ConnectorDescriptor(
            id,
            name,
            "1.0.0",
            roles,
            OptionSpec.NONE,
            OptionSpec.NONE,
            OptionSpec.NONE,
            OptionSpec.NONE,
            OptionSpec.NONE,
            List.of(),
            new CertificationDescriptor(claimed, Set.of(), List.of(), "", List.of())));
  }

  private static List<Evidence> run(
      String id, int daysAgo, char digest, String system, String version, String seen) {
    ServiceUse use = new ServiceUse(system, id.equals("acme-crm") ? "double" : "real", version);
    return EvidenceSamples.run(id, NOW.minus(Duration.ofDays(daysAgo)), digest).stream()
        .map(r -> on(r, use, seen))
        .toList();
  }

  private static Evidence on(Evidence r, ServiceUse use, String seen) {
    boolean offline = r.requirement().startsWith("EXP");
    List<CheckEvidence> checks =
        r.checks().stream()
            .map(c ->
                new CheckEvidence(
                    c.check(),
                    c.result(),
                    offline ? "nothing else than what is declared" : seen,
                    c.rules(),
                    Duration.ofMillis(37L * c.check().length()),
                    offline ? "" : use.label()))
            .toList();
    return copy(r, r.result(), r.reason(), checks, offline ? List.of() : List.of(use), r.started());
  }

  private static Evidence came(Evidence r, Outcome outcome, String seen) {
    List<CheckEvidence> checks = new ArrayList<>();
    for (CheckEvidence c : r.checks()) {
      checks.add(
          checks.isEmpty() || outcome == Outcome.SKIPPED || outcome == Outcome.NOT_APPLICABLE
              ? new CheckEvidence(c.check(), outcome, seen, c.rules(), c.duration(), c.service())
              : c);
    }
    return copy(r, outcome, Combined.of(checks).reason(), checks, r.services(), r.started());
  }

  private static Evidence earlier(Evidence r, Duration by) {
    Environment old = r.environment();
    Environment run =
        new Environment(
            old.run() + "-earlier",
            old.whole(),
            old.commit(),
            old.policyDigest(),
            old.suiteVersion(),
            old.suiteDigest(),
            old.jdk(),
            old.os());
    return new Evidence(
        r.connector(),
        r.version(),
        r.requirement(),
        r.result(),
        r.reason(),
        r.checks(),
        r.profile(),
        r.started().minus(by),
        r.duration(),
        r.attempt(),
        r.subjects(),
        run,
        r.services(),
        r.faults(),
        r.counts());
  }

  private static Evidence withoutJars(Evidence r) {
    return new Evidence(
        r.connector(),
        "",
        r.requirement(),
        r.result(),
        r.reason(),
        CATALOGUE.find(r.requirement()).orElseThrow().checks().stream()
            .map(c -> new CheckEvidence(c.id(), r.result(), r.reason(), c.rules(), Duration.ZERO))
            .toList(),
        r.profile(),
        r.started(),
        Duration.ZERO,
        1,
        List.of(),
        r.environment(),
        List.of(),
        List.of(),
        Map.of());
  }

  private static Evidence copy(
      Evidence r,
      Outcome outcome,
      String reason,
      List<CheckEvidence> checks,
      List<ServiceUse> services,
      Instant started) {
    return new Evidence(
        r.connector(),
        r.version(),
        r.requirement(),
        outcome,
        reason,
        checks,
        r.profile(),
        started,
        Duration.ofMillis(4200),
        r.attempt(),
        r.subjects(),
        r.environment(),
        services,
        r.faults(),
        r.counts());
  }

  private static Policy policy() {
    Policy built = PolicyReader.builtIn(CATALOGUE);
    return new Policy(
        "policy.yaml",
        built.digest(),
        built.minimums(),
        built.environments(),
        built.recurring(),
        built.maxAges(),
        List.of(),
        List.of(
            new Waiver(
                "PROD-1",
                "postgres",
                "the live account is ordered",
                "data-platform@example.org",
                LocalDate.parse("2026-12-31"))));
  }
}
