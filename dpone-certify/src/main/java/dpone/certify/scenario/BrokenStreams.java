package dpone.certify.scenario;

import dpone.certify.kit.Network;
import dpone.certify.kit.Network.Fault;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.network.FaultyProxy;
import dpone.certify.scenario.RetryRun.End;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.error.ErrorCategory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A network that breaks, falls silent or is slow while rows move. */
final class BrokenStreams {
  /** What held, for the evidence. */
  static final String SEEN =
      "a network that broke in the middle of a read and of a write was borne, and not borne when it"
          + " went on breaking: as many tries as documented, the target untouched; one that fell"
          + " silent was given up and tried again; a slow one was no failure";

  /** Far more than any buffer on the way holds, so that the middle is the middle. */
  private static final int ROWS = 1500;

  private static final int WIDTH = 10_000;
  private static final int NAME = 2;
  private static final long MIDDLE = 1 << 20;
  private static final int ENDLESS = 1000;
  private static final Duration SLOWLY = Duration.ofMillis(1);

  private final Network network;
  private final Load wide;
  private final List<TestRow> rows;
  private final int tries = RetryBounds.standard().maxAttempts();

  private BrokenStreams(Network network, Load wide, List<TestRow> rows) {
    this.network = network;
    this.wide = wide;
    this.rows = rows;
  }

  static void all(Trial trial, Network network) throws Exception {
    List<TestRow> rows =
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(i -> Samples.plain(i, i + 1).getFirst().with(NAME, dense(i)))
            .toList();
    TestTable table = Samples.table("retry_wide");
    BrokenStreams streams =
        new BrokenStreams(network, trial.load(table, rows, trial.whole()), rows);
    List<End> ends = trial.route().both() ? List.of(End.values()) : List.of(End.SOURCE);
    for (End end : ends) {
      streams.unreachable(end);
      streams.broken(end, 1);
      streams.broken(end, ENDLESS);
    }
    streams.silent();
    for (End end : ends) {
      streams.slow(end);
    }
  }

  /** Text that no compression makes short, so that as much of it crosses the network. */
  private static String dense(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      text.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
    }
    return text.toString();
  }

  private Load load(String name, End end) throws Exception {
    return RetryRun.beside(wide, "retry_" + name + "_" + end.name().toLowerCase(Locale.ROOT));
  }

  /** Either end fails the run by its name, and nothing is left at the other. */
  private void unreachable(End end) throws Exception {
    try (FaultyProxy proxy = proxy()) {
      proxy.meet(new Fault.Broken(), ENDLESS);
      String when = "the " + end + " broken at the door";
      RetryRun run = run(load("door", end), end, proxy, Map.of());
      run.failedAs(network.broken(), when);
      Mismatch.unless(
          proxy.connections().size() == tries,
          when + ": " + proxy.connections().size() + " tries, documented are " + tries);
    }
    try (FaultyProxy proxy = proxy()) {
      proxy.meet(new Fault.Broken(), tries - 1);
      String when = "the " + end + " broken at the door " + (tries - 1) + " times";
      RetryRun run = run(load("opened", end), end, proxy, Map.of());
      run.succeededWith(rows, when);
      Mismatch.unless(
          run.retries() == tries - 1, when + ": tried again " + run.retries() + " times");
    }
  }

  private void broken(End end, int times) throws Exception {
    try (FaultyProxy proxy = proxy()) {
      FaultyProxy.Tap tap = end == End.SOURCE ? proxy.down() : proxy.up();
      tap.breakAfter(MIDDLE, times);
      String when =
          "a network that breaks in the middle of "
              + (end == End.SOURCE ? "a read" : "a write")
              + (times == 1 ? " once" : " each time");
      RetryRun run = run(load("broken" + times, end), end, proxy, Map.of());
      Mismatch.unless(tap.fired() > 0, when + ": the fault never fired");
      IntStream.range(0, tap.fired()).forEach(i -> fired("break", when));
      if (times == 1) {
        run.succeededWith(rows, when);
        Mismatch.unless(again(run) == 1, when + ": tried again " + again(run) + " times");
      } else {
        passing(run, when);
        Mismatch.unless(
            tap.fired() == tries && again(run) == tries - 1,
            when + ": tried " + tap.fired() + " times, documented are " + tries);
      }
    }
  }

  /** The host moves a split again, or a writer that holds its rows sends them again. */
  private static long again(RetryRun run) {
    return run.moved() + run.retries();
  }

  private static void passing(RetryRun run, String when) throws Exception {
    run.failedAs(run.code(), when);
    String category =
        run.result().receipt().path("error").path("category").asText("").toUpperCase(Locale.ROOT);
    Mismatch.unless(
        category.equals(ErrorCategory.TRANSIENT.name()),
        when + ": the failure is " + category + ": " + run.result().message());
  }

  private void silent() throws Exception {
    try (FaultyProxy proxy = proxy()) {
      proxy.down().silentAfter(MIDDLE, 1);
      String when = "a network that falls silent in the middle of a read";
      RetryRun run = run(load("silent", End.SOURCE), End.SOURCE, proxy, network.impatient());
      Mismatch.unless(proxy.down().fired() == 1, when + ": the fault never fired");
      fired("silence", when);
      run.succeededWith(rows, when);
      Mismatch.unless(run.moved() == 1, when + ": moved again " + run.moved() + " times");
    }
  }

  private void slow(End end) throws Exception {
    try (FaultyProxy proxy = proxy()) {
      proxy.slow(SLOWLY);
      String when = "a slow network at the " + end;
      RetryRun run = run(load("slow", end), end, proxy, Map.of());
      run.succeededWith(rows, when);
      Mismatch.unless(!proxy.connections().isEmpty(), when + ": nobody came through it");
      Mismatch.unless(run.moved() == 0 && run.retries() == 0, when + ": something was tried again");
    }
  }

  private void fired(String kind, String where) {
    wide.trial().observed().fault(kind, where);
  }

  private FaultyProxy proxy() throws Exception {
    return new FaultyProxy(network.host(), network.port());
  }

  private RetryRun run(Load load, End end, FaultyProxy proxy, Map<String, Object> more)
      throws Exception {
    Map<String, Object> connection =
        new LinkedHashMap<>(network.through(proxy.host(), proxy.port()));
    connection.putAll(more);
    return RetryRun.of(load, end, connection, RetryRun.HASTY);
  }
}
