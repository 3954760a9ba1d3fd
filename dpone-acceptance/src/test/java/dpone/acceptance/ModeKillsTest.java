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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes that die at every boundary while they replace, compare, keep versions or fill
 * back. {@link CommitProtocolTest} has the other modes.
 */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModeKillsTest {
  private static final int ROWS = 12_000;
  private static final String LATER = "timestamptz '2026-06-01'";

  /** Here nothing of a load is to be seen; the statements of a publish are one transaction. */
  private static final Set<Boundary> UNCOMMITTED =
      EnumSet.of(
          Boundary.BEFORE_FIRST_READ,
          Boundary.MID_PAGE,
          Boundary.AFTER_READ_BEFORE_HAND_OFF,
          Boundary.MID_WRITE,
          Boundary.AFTER_FLUSH_BEFORE_COMMIT,
          Boundary.DURING_SWAP,
          Boundary.DURING_SCHEMA_CHANGE);

  private static Dpone dpone;

  @TempDir Path folder;
  private Database source;
  private Database target;

  /** Where the state is, which decides the promise. */
  private enum State {
    /** staged-commit. */
    FILES,
    /** transactional-with-state. */
    TARGET
  }

  private enum Mode {
    REPLACE("mode: replace, where: \"id > 0\""),
    PARTITION_REPLACE("mode: partition_replace, partition_by: region"),
    SNAPSHOT_DIFF("mode: snapshot_diff, unique_key: [id], max_delete_ratio: 1"),
    SCD2("mode: scd2, unique_key: [id], close_missing: true"),
    BACKFILL("mode: backfill, unique_key: [id], chunk_rows: 5000");

    private final String strategy;

    Mode(String strategy) {
      this.strategy = strategy;
    }
  }

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
  void orders() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    source.execute(
        "create table orders (id bigint primary key, customer text, region int not null,"
            + " updated_at timestamptz)",
        "insert into orders select i, 'customer ' || i || repeat(' ünïcode', 10), i % 4,"
            + " timestamptz '2026-01-01' from generate_series(1, "
            + ROWS
            + ") i",
        "analyze orders");
  }

  /** Every boundary with each promise, and every mode with most of them. */
  static Stream<Arguments> sample() {
    return every()
        .filter(one -> {
          Boundary boundary = (Boundary) one.get()[0];
          Mode mode = (Mode) one.get()[1];
          int shift = one.get()[2] == State.FILES ? 0 : 2;
          return mode.ordinal() == (boundary.ordinal() + shift) % Mode.values().length;
        });
  }

  static Stream<Arguments> every() {
    return Stream.of(State.values())
        .flatMap(state ->
            Stream.of(Mode.values())
                .flatMap(mode ->
                    Stream.of(Boundary.values())
                        .map(boundary -> Arguments.of(boundary, mode, state))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("sample")
  void aProcessThatDiesLosesNothingAndDoublesNothing(Boundary boundary, Mode mode, State state)
      throws Exception {
    killed(boundary, mode, state);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("every")
  void andSoInEveryModeAtEveryBoundary(Boundary boundary, Mode mode, State state) throws Exception {
    killed(boundary, mode, state);
  }

  private void killed(Boundary boundary, Mode mode, State state) throws Exception {
    Path manifest = manifest(mode, state);
    before(mode, manifest, boundary == Boundary.DURING_SCHEMA_CHANGE);
    String untouched = look(mode);
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, environment())) {
      assertThat(child.exitCode())
          .as("the fault must fire at %s:%n%s", boundary, child.printed())
          .isEqualTo(ChildRuns.HALTED);
    }
    if (mode != Mode.BACKFILL && UNCOMMITTED.contains(boundary)) {
      assertThat(look(mode)).as("before the commit").isEqualTo(untouched);
    }
    // What came in between shows whether a load was taken for another one.
    source.execute("insert into orders values (" + (ROWS + 1) + ", 'late', 1, " + LATER + ")");
    if (mode != Mode.BACKFILL) {
      source.execute(
          "update orders set customer = 'later', updated_at = " + LATER + " where id = 7");
    }
    run(manifest);
    assertRight(mode);
    String right = look(mode);
    run(manifest);
    assertThat(look(mode)).as("nothing comes again").isEqualTo(right);
    assertThat(
            target.column(
                "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where nspname = 'dpone_stage' and relkind = 'r'"))
        .as("stages left behind")
        .isEmpty();
  }

  /** Leaves a target with rows that have to go, that have to change and that have to stay. */
  private void before(Mode mode, Path manifest, boolean lacksColumn) {
    String columns =
        "(id bigint not null, customer text, region int not null"
            + (lacksColumn ? ")" : ", updated_at timestamptz)");
    switch (mode) {
      case REPLACE ->
          target.execute(
              "create schema landing",
              "create table landing.orders " + columns,
              "insert into landing.orders values (-1, 'stays', 1), (7, 'goes', 1), (-2, 'stays', 1)");
      case PARTITION_REPLACE -> {
        target.execute(
            "create schema landing",
            "create table landing.orders " + columns + " partition by list (region)",
            "create table landing.low partition of landing.orders for values in (0, 1)",
            "create table landing.high partition of landing.orders for values in (2, 3, 8)",
            "create table landing.other partition of landing.orders for values in (9)",
            "insert into landing.orders values (-1, 'stays', 9), (7, 'goes', 1), (-2, 'stays', 8)");
      }
      case SNAPSHOT_DIFF ->
          target.execute(
              "create schema landing",
              "create table landing.orders " + columns,
              "insert into landing.orders values (-1, 'goes', 1), (7, 'changes', 1)");
      case SCD2 -> {
        run(manifest);
        source.execute(
            "update orders set customer = 'changed', updated_at = " + LATER + " where id > 11900",
            "delete from orders where id between 101 and 200",
            lacksColumn ? "alter table orders add column vip boolean" : "select 1",
            lacksColumn ? "update orders set vip = true where id > 11950" : "select 1");
      }
      case BACKFILL -> {
        // The target is made by the load itself.
      }
    }
  }

  private static final String CHECKSUM =
      "count(*) || ':' || coalesce(sum(hashtextextended(%s, 0)::numeric), 0)";

  private String look(Mode mode) {
    boolean there = !target.value("select to_regclass('landing.orders') is null").equals("t");
    return there
        ? target.value("select " + CHECKSUM.formatted("t::text") + " from landing.orders t")
        : mode + " has no target";
  }

  /** The stream's columns in the order of the source, which a target that got one later lacks. */
  private String rows(Database database, String from) {
    String names =
        source.value(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                + " where attrelid = 'orders'::regclass and attnum > 0");
    return database.value(
        "select " + CHECKSUM.formatted("row(" + names + ")::text") + " from " + from);
  }

  private void assertRight(Mode mode) {
    String wanted = rows(source, "orders");
    switch (mode) {
      case SNAPSHOT_DIFF, BACKFILL -> assertThat(rows(target, "landing.orders")).isEqualTo(wanted);
      case REPLACE, PARTITION_REPLACE -> {
        assertThat(rows(target, "landing.orders where id > 0")).isEqualTo(wanted);
        assertThat(
                target.column("select id || customer from landing.orders where id < 0 order by 1"))
            .containsExactly("-1stays", "-2stays");
      }
      case SCD2 -> {
        assertThat(rows(target, "landing.orders where is_current")).isEqualTo(wanted);
        // Of every row one version; one more of those that changed before and after the kill.
        assertThat(target.value("select count(*) from landing.orders"))
            .isEqualTo(Integer.toString(ROWS + 100 + 2));
        assertThat(
                target.value(
                    "select count(*) from landing.orders where not is_current"
                        + " and id between 101 and 200 and valid_to is not null"))
            .isEqualTo("100");
        assertThat(
                target.value(
                    "select count(*) from landing.orders a join landing.orders b on a.id = b.id"
                        + " and a.valid_from < b.valid_from and a.valid_to is distinct from"
                        + " b.valid_from"))
            .as("versions that overlap or leave a gap")
            .isEqualTo("0");
      }
    }
  }

  private void run(Path manifest) {
    RunReceipt receipt = dpone.run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
  }

  private static Map<String, String> environment() {
    return Map.of("PG_PASSWORD", Postgres.server().password());
  }

  private Path manifest(Mode mode, State state) throws IOException {
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
          streams: [ { name: public.orders } ]
        sink:
          type: postgres
          connection: %s
          table: landing.{stream}
          strategy: { %s }
        state: %s
        runtime: { parallelism: 2, memory: 1MB }
        """
            .formatted(source.yaml(), target.yaml(), mode.strategy, where));
  }
}
