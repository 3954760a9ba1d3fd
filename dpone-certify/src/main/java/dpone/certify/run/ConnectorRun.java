package dpone.certify.run;

import dpone.certify.catalogue.Applies;
import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Combined;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Fault;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.evidence.Subject;
import dpone.certify.level.Judgement;
import dpone.certify.proof.Candidate;
import dpone.certify.proof.Proof;
import dpone.certify.proof.Verdict;
import dpone.certify.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tries one connector.
 *
 * @param settings what to run
 * @param catalogue what there is to prove
 * @param candidate the connector
 * @param laboratories where its scenarios run
 * @param subjects digests of everything the evidence is about
 * @param environment with what it runs
 * @param redact masks secrets
 * @param progress hears a line for each requirement
 */
record ConnectorRun(
    RunSettings settings,
    Requirements catalogue,
    Candidate candidate,
    Laboratories laboratories,
    List<Subject> subjects,
    Environment environment,
    UnaryOperator<String> redact,
    Consumer<String> progress) {
  private static final Map<String, Proof> PROOFS =
      Proof.all().stream().collect(Collectors.toMap(Proof::check, Function.identity()));
  private static final Map<String, Scenario> SCENARIOS =
      Scenario.all().stream().collect(Collectors.toMap(Scenario::check, Function.identity()));

  static final String NO_PROOF = "no proof in this version";

  List<Evidence> run() {
    List<Evidence> records = new ArrayList<>();
    for (Requirement requirement : catalogue.all()) {
      Evidence record = prove(requirement);
      records.add(record);
      progress.accept(
          record.connector()
              + " "
              + record.requirement()
              + " "
              + record.result().text()
              + (record.result().bad() ? ": " + record.reason() : ""));
    }
    return records;
  }

  private Evidence prove(Requirement requirement) {
    Instant started = Instant.now();
    long begun = System.nanoTime();
    List<CheckEvidence> checks = new ArrayList<>();
    boolean usedSystem = false;
    List<Fault> faults = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    for (Check check : requirement.checks()) {
      List<CheckEvidence> tried = tried(check);
      for (Laboratory laboratory : laboratories.all()) {
        faults.addAll(laboratory.observed().takeFaults(check.id()));
        laboratory
            .observed()
            .takeCounts()
            .forEach((name, count) -> counts.merge(check.id() + "." + name, count, Long::sum));
      }
      usedSystem |= tried.stream().anyMatch(c -> !c.service().isEmpty() && tried(c));
      checks.addAll(tried);
    }
    Combined combined = Combined.of(checks);
    Set<String> systems = checks.stream().map(CheckEvidence::service).collect(Collectors.toSet());
    List<ServiceUse> services = usedSystem ? laboratories.used(systems) : List.of();
    return new Evidence(
        candidate.found().id(),
        candidate.descriptor().version(),
        requirement.id(),
        combined.result(),
        combined.reason(),
        checks,
        settings.profile().text(),
        started,
        Duration.ofNanos(System.nanoTime() - begun),
        RunIdentity.attempt(),
        subjects,
        environment,
        services,
        faults,
        counts);
  }

  /** A check of a scenario is tried on every version of the system. */
  private List<CheckEvidence> tried(Check check) {
    Optional<Verdict> without = withoutTrial(check);
    Scenario scenario = SCENARIOS.get(check.id());
    if (without.isPresent() || scenario == null) {
      return List.of(
          timed(check, () -> without.isPresent() ? without.get() : prove(check), () -> ""));
    }
    List<CheckEvidence> all = new ArrayList<>();
    for (Laboratory laboratory : laboratories.of(check.profile())) {
      all.add(timed(check, () -> inLaboratory(check, scenario, laboratory), laboratory::label));
    }
    return all;
  }

  private CheckEvidence timed(Check check, Callable<Verdict> body, Supplier<String> service) {
    long begun = System.nanoTime();
    Verdict verdict;
    try {
      verdict = body.call();
    } catch (Exception | LinkageError | StackOverflowError broken) {
      verdict = Failure.of("the trial broke", broken);
    }
    return new CheckEvidence(
        check.id(),
        verdict.result(),
        redact.apply(verdict.reason()),
        check.rules(),
        Duration.ofNanos(System.nanoTime() - begun),
        service.get());
  }

  private Optional<Verdict> withoutTrial(Check check) {
    if (!check.applies().to(candidate.traits())) {
      return Optional.of(notApplicable(check));
    }
    if (Judgement.computed(check.requirement())) {
      return Optional.of(Verdict.missing("it is counted over the ledger"));
    }
    if (!PROOFS.containsKey(check.id()) && !SCENARIOS.containsKey(check.id())) {
      return Optional.of(Verdict.missing(NO_PROOF));
    }
    if (!settings.recorded() && !check.within(settings.profile())) {
      return Optional.of(Verdict.skipped("it needs --profile " + check.profile().text()));
    }
    if (!settings.wants(check)) {
      return Optional.of(
          Verdict.skipped(
              settings.recorded()
                  ? "the ledger has no evidence of these jars; it needs --profile "
                      + check.profile().text()
                  : "it was not asked for"));
    }
    return Optional.empty();
  }

  private Verdict prove(Check check) throws Exception {
    Proof proof = PROOFS.get(check.id());
    return proof == null ? Verdict.missing(NO_PROOF) : proof.body().on(candidate);
  }

  private Verdict inLaboratory(Check check, Scenario scenario, Laboratory laboratory)
      throws Exception {
    Applies.Traits known = candidate.traits();
    Applies.Traits traits =
        new Applies.Traits(known.roles(), laboratory.modes(), known.paged(), known.increments());
    return check.applies().to(traits) ? laboratory.run(scenario) : notApplicable(check);
  }

  private static Verdict notApplicable(Check check) {
    return new Verdict(Outcome.NOT_APPLICABLE, "applies to " + check.applies().text() + " only");
  }

  private static boolean tried(CheckEvidence check) {
    return check.result() == Outcome.PASSED || check.result().bad();
  }
}
