package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes that die at every boundary of the commit protocol, and what the next run finds.
 */
@Tag("integration")
class CommitProtocolTest {
  private static Dpone dpone;

  @TempDir Path folder;
  private Database source;
  private Database target;

  @BeforeAll
  static void open() {
    dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .leaseTtl(ChildRuns.LEASE)
            .secrets(SecretResolver.of(environment()))
            .build();
  }

  @AfterAll
  static void close() {
    dpone.close();
  }

  @BeforeEach
  void aTableOfOrders() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    source.execute(
        "create table orders (id bigint primary key, customer text, amount numeric(12,2),"
            + " updated_at timestamptz not null)",
        "insert into orders select i, 'customer ' || i || ' ünïcode', i * 1.25,"
            + " timestamptz '2026-01-01' + (i / 7) * interval '1 minute'"
            + " from generate_series(1, 20000) i",
        "analyze orders");
  }

  private enum State {
    /** In a folder: data first, then state. */
    FILES,
    /** In the target: data and state in one transaction. */
    TARGET
  }

  private static final List<String> MODES =
      List.of("full_refresh", "incremental_append", "incremental_merge");

  /** Every boundary with each promise; the modes take turns. */
  static Stream<Arguments> kills() {
    return every()
        .filter(one -> {
          int turn = ((Boundary) one.get()[0]).ordinal() % MODES.size();
          return one.get()[2] == State.TARGET || one.get()[1].equals(MODES.get(turn));
        });
  }

  static Stream<Arguments> every() {
    return Stream.concat(
        MODES.stream()
            .flatMap(mode ->
                Arrays.stream(Boundary.values()).map(b -> Arguments.of(b, mode, State.FILES))),
        Arrays.stream(Boundary.values())
            .map(b -> Arguments.of(b, "incremental_append", State.TARGET)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("kills")
  void aProcessThatDiesLosesNothingAndDoublesNothing(Boundary boundary, String mode, State state)
      throws Exception {
    killed(boundary, mode, state);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("every")
  void andSoInEveryModeAtEveryBoundary(Boundary boundary, String mode, State state)
      throws Exception {
    killed(boundary, mode, state);
  }

  private void killed(Boundary boundary, String mode, State state) throws Exception {
    Path manifest = manifest(mode, state);
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, environment())) {
      assertThat(child.exitCode())
          .as("the fault must fire at %s:%n%s", boundary, child.printed())
          .isEqualTo(ChildRuns.HALTED);
    }
    theNextRunPutsItRight(manifest, mode);
  }

  @ParameterizedTest(name = "SIGKILL {0} {1} {2}")
  @MethodSource("sample")
  void aProcessKilledFromOutsideLosesNothingAndDoublesNothing(
      Boundary boundary, String mode, State state) throws Exception {
    Path manifest = manifest(mode, state);
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.WAIT, environment())) {
      ChildRuns.awaitReached(child);
      child.kill();
    }
    theNextRunPutsItRight(manifest, mode);
  }

  static Stream<Arguments> sample() {
    return Stream.of(
        Arguments.of(Boundary.MID_WRITE, "incremental_append", State.FILES),
        Arguments.of(Boundary.DURING_SWAP, "full_refresh", State.FILES),
        Arguments.of(Boundary.AFTER_COMMIT_BEFORE_STATE, "incremental_append", State.FILES),
        Arguments.of(Boundary.AFTER_COMMIT_BEFORE_STATE, "incremental_merge", State.TARGET));
  }

  private void theNextRunPutsItRight(Path manifest, String mode) {
    // What came in between shows whether a load was taken for another one.
    source.execute(
        "insert into orders values (20001, 'late', 1.00, timestamptz '2026-06-01')",
        "insert into orders values (20002, null, null, timestamptz '2026-06-01')");
    if (!mode.equals("incremental_append")) {
      source.execute(
          "update orders set amount = -1, updated_at = timestamptz '2026-06-01' where id = 7");
    }
    RunReceipt receipt = run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertThat(target.checksum("landing.orders")).isEqualTo(source.checksum("orders"));
    RunReceipt again = run(manifest);
    assertThat(again.succeeded()).as(again.toJson()).isTrue();
    assertThat(target.checksum("landing.orders")).isEqualTo(source.checksum("orders"));
    assertThat(leftovers()).as("stages left behind").isEmpty();
  }

  @Test
  void aZombieNeitherPublishesNorSavesNorAcknowledges() throws Exception {
    Path manifest = manifest("incremental_append", State.FILES);
    try (Child zombie =
        ChildRuns.start(
            manifest, Boundary.AFTER_FLUSH_BEFORE_COMMIT, Order.Action.WAIT, environment())) {
      ChildRuns.awaitReached(zombie);
      zombie.signal("STOP");
      RunReceipt receipt = run(manifest);
      assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
      String after = target.checksum("landing.orders");
      assertThat(after).isEqualTo(source.checksum("orders"));
      String state = states();
      zombie.signal("CONT");
      zombie.goOn();
      assertThat(zombie.exitCode()).as(zombie.printed()).isEqualTo(1);
      assertThat(zombie.printed()).containsAnyOf("PG_FENCED", "STATE_FENCED");
      assertThat(target.checksum("landing.orders")).isEqualTo(after);
      assertThat(states()).isEqualTo(state);
    }
  }

  @Test
  void aZombieIsFencedWhenTheStateIsInTheTarget() throws Exception {
    Path manifest = manifest("incremental_append", State.TARGET);
    try (Child zombie =
        ChildRuns.start(
            manifest, Boundary.AFTER_FLUSH_BEFORE_COMMIT, Order.Action.WAIT, environment())) {
      ChildRuns.awaitReached(zombie);
      zombie.signal("STOP");
      assertThat(run(manifest).succeeded()).isTrue();
      String after = target.checksum("landing.orders");
      zombie.signal("CONT");
      zombie.goOn();
      assertThat(zombie.exitCode()).as(zombie.printed()).isEqualTo(1);
      assertThat(target.checksum("landing.orders"))
          .isEqualTo(after)
          .isEqualTo(source.checksum("orders"));
    }
  }

  @Test
  void aSecondFullRefreshIsNotTakenForAnOldLoad() throws Exception {
    Path manifest = manifest("full_refresh", State.FILES);
    assertThat(run(manifest).succeeded()).isTrue();
    source.execute(
        "delete from orders where id <= 100", "update orders set amount = 9 where id = 101");
    assertThat(run(manifest).succeeded()).isTrue();
    assertThat(target.checksum("landing.orders")).isEqualTo(source.checksum("orders"));
  }

  @Test
  void newRowsAfterAnEmptyRunAreNotTakenForAnOldLoad() throws Exception {
    Path manifest = manifest("incremental_append", State.FILES);
    assertThat(run(manifest).succeeded()).isTrue();
    assertThat(run(manifest).streams().getFirst().rowsWritten()).isZero();
    source.execute("insert into orders values (20001, 'late', 1.00, timestamptz '2026-06-01')");
    assertThat(run(manifest).streams().getFirst().rowsWritten()).isEqualTo(1);
    assertThat(target.checksum("landing.orders")).isEqualTo(source.checksum("orders"));
  }

  @Test
  void aRunAfterTheStateFolderWasLostIsNotFencedOut() throws Exception {
    Path manifest = manifest("full_refresh", State.FILES);
    assertThat(run(manifest).succeeded()).isTrue();
    Folders.delete(folder.resolve("state"));
    source.execute("insert into orders values (20001, 'late', 1.00, timestamptz '2026-06-01')");
    RunReceipt receipt = run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertThat(target.checksum("landing.orders")).isEqualTo(source.checksum("orders"));
  }

  private RunReceipt run(Path manifest) {
    return dpone.run(manifest);
  }

  private static Map<String, String> environment() {
    return Map.of("PG_PASSWORD", Postgres.server().password());
  }

  private List<String> leftovers() {
    return target.column(
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where nspname = 'dpone_stage' and relkind = 'r'");
  }

  private String states() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".state.json")).sorted().toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private Path manifest(String mode, State state) throws IOException {
    String cursor = mode.equals("full_refresh") ? "" : "\n      cursor: updated_at";
    String key = mode.equals("incremental_merge") ? ", unique_key: [id]" : "";
    String where =
        switch (state) {
          case FILES -> "{ type: file, path: state }";
          case TARGET -> "{ type: postgres, connection: " + target.yaml() + " }";
        };
    return Files.writeString(
        folder.resolve("orders.yaml"),
        """
        name: orders
        source:
          type: postgres
          connection: %s
          streams:
            - name: public.orders%s
        sink:
          type: postgres
          connection: %s
          table: landing.{stream}
          strategy: { mode: %s%s }
        state: %s
        runtime: { parallelism: 2, memory: 1MB }
        """
            .formatted(source.yaml(), cursor, target.yaml(), mode, key, where));
  }
}
