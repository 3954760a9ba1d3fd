package dpone.certify.scenario;

import dpone.certify.kit.Network;
import dpone.certify.kit.Outages;
import dpone.certify.kit.Outages.Outage;
import dpone.certify.kit.TestRow;
import dpone.certify.network.NetworkOutages;
import dpone.certify.proof.PageTable;
import dpone.certify.proof.RetryTable;
import dpone.certify.scenario.RetryRun.End;
import dpone.runtime.retry.RetryBounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Passing failures, as often as the documented policy bears them and once more. */
final class RetryScenarios {
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");
  private static final int ENDLESS = 1000;

  /** What passes between two clocks of one machine, and what a busy machine adds to a wait. */
  private static final Duration EARLY = Duration.ofMillis(50);

  private static final Duration LATE = Duration.ofSeconds(3);

  /** What a machine that has much to do adds to one measurement, it does not add to each. */
  private static final int MEASUREMENTS = 3;

  private RetryScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("BETA-2.faults-provoked", RetryScenarios::provoked));
  }

  private static String provoked(Trial trial) throws Exception {
    Set<String> documented = documented(trial);
    Optional<Network> network = trial.system().network();
    Outages outages =
        network
            .<Outages>map(NetworkOutages::new)
            .or(() -> trial.system().outages())
            .orElseThrow(() ->
                Untried.missing(
                    "its fixture neither says how the system is reached nor makes it fail"));
    List<String> wrong = new ArrayList<>();
    Set<String> tried = new TreeSet<>(outages.codes());
    Set<String> outlasted = new TreeSet<>();
    for (String code : tried) {
      attempt(
          wrong,
          () -> {
            if (door(trial, outages, code, documented)) {
              outlasted.add(code);
            }
          });
    }
    attempt(wrong, () -> totalBound(trial, outages));
    boolean streams = network.isPresent() && !trial.fixed() && !trial.onlyWrites();
    if (streams) {
      attempt(wrong, () -> BrokenStreams.all(trial, network.get()));
    }
    Mismatch.unless(wrong.isEmpty(), String.join("; ", wrong));
    Set<String> silent = new TreeSet<>(documented);
    silent.removeAll(tried);
    silent.removeAll(outages.others().keySet());
    if (!silent.isEmpty()) {
      throw Untried.missing(
          "its fixture neither provokes nor excuses the retry after " + String.join(", ", silent));
    }
    return String.join(", ", tried)
        + ": each met as many tries as documented, with the documented waits, and ended the run by"
        + " its name with the target untouched; the run was right after all but the last try failed"
        + " with "
        + String.join(", ", outlasted)
        + "; no try after the total bound"
        + (streams ? "; " + BrokenStreams.SEEN : "")
        + "; not provoked: "
        + outages.others();
  }

  /** A step that may fail without keeping the next from being tried. */
  @FunctionalInterface
  private interface Step {
    void take() throws Exception;
  }

  private static void attempt(List<String> wrong, Step step) throws Exception {
    try {
      step.take();
    } catch (Mismatch mismatch) {
      wrong.add(String.valueOf(mismatch.getMessage()));
    }
  }

  /** Every code that the page's table names. */
  private static Set<String> documented(Trial trial) throws Exception {
    String name = trial.descriptor().certification().docsPage();
    Path page =
        trial
            .pages()
            .page(trial.connector().id(), name)
            .orElseThrow(() -> new Mismatch("its documentation page " + name + " is not there"));
    Set<String> codes = new TreeSet<>();
    PageTable.rows(Files.readString(page), RetryTable.BLOCK)
        .orElseThrow(() -> Untried.missing(name + " has no table of " + RetryTable.BLOCK))
        .forEach(row ->
            CODE.matcher(String.join(" ", row))
                .results()
                .forEach(code -> codes.add(code.group(1))));
    // A cell that is nothing but one code has lost its marks.
    PageTable.rows(Files.readString(page), RetryTable.BLOCK).orElseThrow().stream()
        .flatMap(List::stream)
        .filter(cell -> CODE.matcher("`" + cell + "`").matches())
        .forEach(codes::add);
    return codes;
  }

  private static End end(Trial trial) {
    return trial.onlyWrites() ? End.SINK : End.SOURCE;
  }

  /** An outage at the begin of a call without an end, and one that ends in time if it can. */
  private static boolean door(Trial trial, Outages outages, String code, Set<String> documented)
      throws Exception {
    Mismatch.unless(documented.contains(code), code + " is not in the page's table of retries");
    RetryBounds policy = RetryBounds.standard();
    List<TestRow> rows = trial.material().plain(1, 40);
    String name = "retry_" + code.toLowerCase(Locale.ROOT);
    Load load = trial.load(trial.material().table(name), rows, trial.whole());
    Optional<String> late = Optional.of(code);
    for (int measured = 1; late.isPresent(); measured++) {
      try (Outage outage = outages.begin(code, ENDLESS)) {
        RetryRun run = RetryRun.of(load, end(trial), outage.connection(), RetryRun.STANDARD);
        run.failedAs(code, code + " without end");
        tries(code, run, outage, policy);
        late = waits(code, outage, policy);
        outage.met().forEach(met -> trial.observed().fault("outage without end", code));
      }
      Mismatch.unless(late.isEmpty() || measured < MEASUREMENTS, late.orElse(""));
    }
    int bearable = policy.maxAttempts() - 1;
    try (Outage outage = outages.begin(code, bearable)) {
      if (!outage.ends()) {
        return false;
      }
      String when = code + " " + bearable + " times";
      RetryRun run = RetryRun.of(load, end(trial), outage.connection(), RetryRun.HASTY);
      run.succeededWith(rows, when);
      met(when, outage, bearable);
      outage.met().forEach(met -> trial.observed().fault("outage that ends", code));
      Mismatch.unless(
          run.retries() == bearable, when + ": it was tried again " + run.retries() + " times");
      return true;
    }
  }

  private static void tries(String code, RetryRun run, Outage outage, RetryBounds policy)
      throws Exception {
    Mismatch.unless(
        run.retries() == policy.maxAttempts() - 1,
        code
            + " without end: the policy counted "
            + (run.retries() + 1)
            + " tries, documented are "
            + policy.maxAttempts());
    if (outage.counted()) {
      met(code + " without end", outage, policy.maxAttempts());
    }
  }

  private static void met(String when, Outage outage, int expected) throws Exception {
    int met = outage.met().size();
    Mismatch.unless(met > 0, when + ": the fault never fired");
    Mismatch.unless(
        met == expected, when + ": the system saw " + met + " tries, documented are " + expected);
  }

  /**
   * Fails for a try that came too early.
   *
   * @return what is wrong with one that came too late
   */
  private static Optional<String> waits(String code, Outage outage, RetryBounds policy)
      throws Exception {
    List<Instant> met = outage.met();
    Optional<String> late = Optional.empty();
    for (int i = 1; i < met.size(); i++) {
      Duration waited = Duration.between(met.get(i - 1), met.get(i));
      Duration shortest = longer(policy.waitAfter(i, 0), outage.asked());
      Duration longest = longer(policy.waitAfter(i, 1), outage.asked());
      String seen =
          "%s: %d ms before try %d, documented are %d to %d"
              .formatted(code, waited.toMillis(), i + 1, shortest.toMillis(), longest.toMillis());
      Mismatch.unless(waited.compareTo(shortest.minus(EARLY)) >= 0, seen);
      if (waited.compareTo(longest.plus(LATE)) > 0) {
        late = Optional.of(seen);
      }
    }
    return late;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** A bound on the time in all ends a call whose tries are as good as unbounded. */
  private static void totalBound(Trial trial, Outages outages) throws Exception {
    Duration total = Duration.ofSeconds(1);
    Material material = trial.material();
    Load load = trial.load(material.table("retry_total"), material.plain(1, 40), trial.whole());
    for (String code : new TreeSet<>(outages.codes())) {
      try (Outage outage = outages.begin(code, ENDLESS)) {
        if (outage.counted()) {
          RetryRun run =
              RetryRun.of(
                  load,
                  end(trial),
                  outage.connection(),
                  Map.of("max_attempts", 100, "first_wait", "200ms", "total", "1s"));
          run.failedAs(code, code + " within a total of 1s");
          List<Instant> met = outage.met();
          Mismatch.unless(met.size() > 1, code + " within a total of 1s was tried once");
          Duration last = Duration.between(met.getFirst(), met.getLast());
          Mismatch.unless(
              last.compareTo(total.plus(EARLY)) <= 0,
              code + " within a total of 1s was tried after " + last.toMillis() + " ms");
          return;
        }
      }
    }
    throw new Mismatch("no outage is counted, so that no bound can be seen");
  }
}
