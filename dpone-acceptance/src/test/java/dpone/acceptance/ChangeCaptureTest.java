package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.StreamReceipt;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines that follow changes, from the log of one database to the tables of another. */
@Tag("integration")
class ChangeCaptureTest {
  private static final List<String> TABLES = ChangeShop.TABLES;
  private static Dpone dpone;

  @TempDir Path folder;
  private Database source;
  private Database target;
  private ChangeShop shop;

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
  void aShop() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    shop = ChangeShop.open(folder, source, target);
  }

  /** Slots of a database that is not looked after keep the log of the whole server. */
  @AfterEach
  void noSlotIsLeft() {
    shop.close();
  }

  private static Map<String, String> environment() {
    String password = Postgres.server().password();
    return Map.of("PG_PASSWORD", password, ChangeShop.PASSWORD, password);
  }

  private Path manifest(String more) throws IOException {
    return manifest(TABLES, more);
  }

  private Path manifest(List<String> tables, String more) throws IOException {
    return shop.manifest(tables, more);
  }

  private RunReceipt run(Path manifest) {
    RunReceipt receipt = dpone.run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    return receipt;
  }

  private void assertEqual(List<String> tables) {
    shop.assertEqual(tables);
  }

  private void change() {
    shop.change();
  }

  @Test
  void theTargetIsAtEveryStopWhatTheSourceIs() throws Exception {
    Path manifest = manifest("");
    RunReceipt first = run(manifest);
    assertEqual(TABLES);
    assertThat(first.streams()).extracting(StreamReceipt::rowsRead).containsExactly(500L, 1500L);
    change();
    RunReceipt second = run(manifest);
    assertEqual(TABLES);
    assertThat(second.streams().getFirst().rowsRead()).as("40 + 21 + 11 + 1").isEqualTo(73);
    assertThat(second.streams().getLast().deleted()).isEqualTo(63);
    source.execute(
        "truncate items",
        "insert into items values (1, 1, 'after')",
        "update orders set amount = 0");
    run(manifest);
    assertEqual(TABLES);
    RunReceipt nothing = run(manifest);
    assertThat(nothing.streams()).extracting(StreamReceipt::rowsRead).containsExactly(0L, 0L);
    assertThat(dpone.verify(dpone.read(manifest).getFirst(), 5).equal()).isTrue();
  }

  @Test
  void aTableThatIsAddedLaterIsReadWholeAndThenFollowed() throws Exception {
    run(manifest(List.of("orders"), ""));
    change();
    run(manifest(TABLES, ""));
    assertEqual(TABLES);
    source.execute("delete from items where n = 2", "update orders set amount = 7 where id = 3");
    run(manifest(TABLES, ""));
    assertEqual(TABLES);
  }

  @Test
  void aColumnThatIsAddedArrivesWithTheFirstChangeThatHasIt() throws Exception {
    Path manifest = manifest("");
    run(manifest);
    source.execute(
        "update orders set amount = 1 where id = 1",
        "alter table orders add column vip boolean",
        "update orders set vip = true where id in (1, 2)",
        "insert into orders values (9000, 'late', null, 1, false)");
    RunReceipt receipt = run(manifest);
    assertThat(receipt.streams().getFirst().ddl()).anyMatch(ddl -> ddl.contains("vip"));
    assertEqual(TABLES);
  }

  /** Those at which two tables are more than one; PROD-3 of certification halts at all of them. */
  static Stream<Boundary> boundaries() {
    return Stream.of(
        Boundary.MID_WRITE,
        Boundary.AFTER_FLUSH_BEFORE_COMMIT,
        Boundary.AFTER_COMMIT_BEFORE_STATE,
        Boundary.AFTER_STATE_BEFORE_ACKNOWLEDGE,
        Boundary.DURING_SCHEMA_CHANGE);
  }

  static Stream<Boundary> otherBoundaries() {
    return Arrays.stream(Boundary.values())
        .filter(b -> b != Boundary.MID_PAGE && boundaries().noneMatch(b::equals));
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void aProcessThatDiesWhileItFollowsLosesNothing(Boundary boundary) throws Exception {
    diesWhileItFollows(boundary);
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("otherBoundaries")
  void andSoAtEveryOtherBoundary(Boundary boundary) throws Exception {
    diesWhileItFollows(boundary);
  }

  private void diesWhileItFollows(Boundary boundary) throws Exception {
    Path manifest = manifest("");
    run(manifest);
    if (boundary == Boundary.DURING_SCHEMA_CHANGE) {
      source.execute("alter table orders add column vip boolean");
    }
    change();
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, environment())) {
      assertThat(child.exitCode())
          .as("the fault must fire at %s:%n%s", boundary, child.printed())
          .isEqualTo(ChildRuns.HALTED);
    }
    source.execute("update orders set customer = 'later' where id = 5");
    run(manifest);
    assertEqual(TABLES);
    assertThat(run(manifest).streams())
        .as("nothing comes again")
        .extracting(StreamReceipt::rowsRead)
        .containsExactly(0L, 0L);
  }

  /** It sleeps with the slot in its hand; the newer run says so, and goes on when it is gone. */
  @Test
  void aZombieThatHoldsTheSlotIsNamedAndFenced() throws Exception {
    Path manifest = manifest(", retry: { max_attempts: 1 }");
    run(manifest);
    change();
    try (Child zombie =
        ChildRuns.start(
            manifest, Boundary.AFTER_FLUSH_BEFORE_COMMIT, Order.Action.WAIT, environment())) {
      ChildRuns.awaitReached(zombie);
      zombie.signal("STOP");
      RunReceipt held = dpone.run(manifest);
      assertThat(held.succeeded()).isFalse();
      assertThat(held.toJson())
          .contains("PG_SLOT_ACTIVE", "\"transient\"", "pg_terminate_backend(");
      String before = target.checksum("landing.orders");
      zombie.signal("CONT");
      zombie.goOn();
      assertThat(zombie.exitCode()).as(zombie.printed()).isEqualTo(1);
      assertThat(zombie.printed()).containsAnyOf("PG_FENCED", "STATE_FENCED");
      assertThat(target.checksum("landing.orders")).isEqualTo(before);
    }
    run(manifest);
    assertEqual(TABLES);
    assertThat(run(manifest).streams()).extracting(StreamReceipt::rowsRead).containsExactly(0L, 0L);
  }

  @ParameterizedTest
  @MethodSource("snapshotBoundaries")
  void aProcessThatDiesWhileItReadsTheWholeLosesNothing(Boundary boundary) throws Exception {
    Path manifest = manifest("");
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, environment())) {
      assertThat(child.exitCode())
          .as("the fault must fire at %s:%n%s", boundary, child.printed())
          .isEqualTo(ChildRuns.HALTED);
    }
    change();
    run(manifest);
    assertEqual(TABLES);
  }

  static Stream<Boundary> snapshotBoundaries() {
    return Stream.of(
        Boundary.BEFORE_FIRST_READ,
        Boundary.AFTER_FLUSH_BEFORE_COMMIT,
        Boundary.AFTER_COMMIT_BEFORE_STATE,
        Boundary.AFTER_STATE_BEFORE_ACKNOWLEDGE);
  }

  @Test
  void continuousFollowsUntilItIsStopped() throws Exception {
    Path manifest =
        manifest(", changes: { mode: continuous, commit_interval: 100ms, idle_interval: 1s }");
    CommandLineTool tool = new CommandLineTool(folder, environment());
    Process following = tool.start("run", manifest.toString());
    try {
      await("select count(*) from pg_tables where schemaname = 'landing'", "2", following);
      for (int i = 1; i <= 3; i++) {
        source.execute("insert into orders values (" + (7000 + i) + ", 'live', null, 1)");
        await(
            "select count(*) from landing.orders where customer = 'live'",
            Integer.toString(i),
            following);
      }
      String status = status(Files.createDirectory(folder.resolve("status")), manifest);
      assertThat(status).contains("being read");
    } finally {
      new ProcessBuilder("kill", "-INT", Long.toString(following.pid())).start().waitFor();
    }
    assertThat(following.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(following.exitValue()).isEqualTo(130);
    change();
    run(manifest(""));
    assertEqual(TABLES);
  }

  @Test
  void statusAndDropLookAfterTheSlot() throws Exception {
    Path manifest = manifest("");
    run(manifest);
    CommandLineTool tool = new CommandLineTool(folder, environment());
    CommandLineTool.Result status = tool.run("cdc", "status", manifest.toString());
    assertThat(status.code()).as(status.err()).isZero();
    assertThat(status.out()).contains("nobody reads it");
    CommandLineTool.Result setup = tool.run("cdc", "setup", manifest.toString());
    assertThat(setup.code()).as(setup.err()).isZero();
    assertThat(setup.out()).startsWith("-- ").contains(": nothing is missing").hasLineCount(1);
    source.execute("alter table items replica identity nothing");
    CommandLineTool.Result left = tool.run("cdc", "setup", manifest.toString(), "--format", "json");
    source.execute("alter table items replica identity default");
    assertThat(left.out()).contains("ALTER TABLE public.items REPLICA IDENTITY DEFAULT;");
    CommandLineTool.Result unasked = tool.run("cdc", "drop", manifest.toString());
    assertThat(unasked.code()).isEqualTo(2);
    CommandLineTool.Result drop = tool.run("cdc", "drop", manifest.toString(), "--yes");
    assertThat(drop.code()).as(drop.err()).isZero();
    assertThat(
            source.column(
                "select slot_name from pg_replication_slots"
                    + " where database = current_database()"))
        .isEmpty();
    RunReceipt lost = dpone.run(manifest);
    assertThat(lost.succeeded()).isFalse();
    assertThat(lost.toJson()).contains("PG_SLOT_LOST").contains("reset the pipeline's state");
    assertEqual(TABLES);
  }

  private String status(Path own, Path manifest) {
    return new CommandLineTool(own, environment()).run("cdc", "status", manifest.toString()).out();
  }

  private void await(String question, String answer, Process following) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!answer.equals(target.value(question))) {
      assertThat(following.isAlive()).as("it goes on").isTrue();
      assertThat(System.nanoTime()).as("%s is %s", question, answer).isLessThan(until);
      Thread.sleep(50);
    }
  }
}
