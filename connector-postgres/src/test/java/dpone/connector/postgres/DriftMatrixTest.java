package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.offline.DriftTable;
import dpone.connector.postgres.offline.DriftTable.Behaviour;
import dpone.connector.postgres.offline.DriftTable.Difference;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the documented table, on a real server; both lanes and two modes take turns. */
@Tag("integration")
class DriftMatrixTest {
  private static final List<LoadMode> MODES =
      List.of(LoadMode.INCREMENTAL_APPEND, LoadMode.FULL_REFRESH);

  /** Modes times lanes. */
  private static final int WAYS = 2 * MODES.size();

  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("matrix_from");
    to = PostgresTestServer.get().database("matrix_to");
  }

  /**
   * Each behaviour once; two policies beside each other differ in lane, two differences in mode.
   */
  static Stream<Arguments> cells() {
    List<Arguments> every = every().toList();
    return IntStream.range(0, every.size())
        .filter(i -> i % WAYS == (i / WAYS + i / (WAYS * DriftPolicy.values().length)) % WAYS)
        .mapToObj(every::get);
  }

  static Stream<Arguments> every() {
    return DriftTable.rows().stream()
        .flatMap(row ->
            Stream.of(DriftPolicy.values())
                .flatMap(policy ->
                    MODES.stream()
                        .flatMap(mode ->
                            Stream.of(true, false)
                                .map(columns ->
                                    Arguments.of(
                                        row.difference(),
                                        policy,
                                        mode,
                                        columns,
                                        row.behaviours().get(policy))))));
  }

  /**
   * Row 1 fits whatever happens, row 2 does not fit where something is rejected. The target holds
   * row 0 already.
   */
  private static List<String> source(Difference difference) {
    return switch (difference) {
      case NO_TABLE, GONE_COLUMN, GONE_REQUIRED ->
          List.of("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
      case NEW_COLUMN, RENAMED ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v text)",
              "INSERT INTO t VALUES (1, NULL), (2, 'x')");
      case NARROWER ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v smallint)",
              "INSERT INTO t VALUES (1, 7), (2, 8)");
      case WIDER ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v bigint)",
              "INSERT INTO t VALUES (1, 7), (2, 3000000000)");
      case RETYPED ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v numeric)",
              "INSERT INTO t VALUES (1, 1.5), (2, 0.1)");
      case NULLABLE ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v int)",
              "INSERT INTO t VALUES (1, 7), (2, NULL)");
      case NEVER_NULL ->
          List.of(
              "CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)",
              "INSERT INTO t VALUES (1, 7), (2, 8)");
    };
  }

  private static List<String> target(Difference difference) {
    return switch (difference) {
      case NO_TABLE -> List.of();
      case NEW_COLUMN ->
          List.of("CREATE TABLE landing.t (id int)", "INSERT INTO landing.t VALUES (0)");
      case GONE_COLUMN ->
          List.of(
              "CREATE TABLE landing.t (id int, v text)", "INSERT INTO landing.t VALUES (0, 'old')");
      case GONE_REQUIRED ->
          List.of(
              "CREATE TABLE landing.t (id int, v text NOT NULL)",
              "INSERT INTO landing.t VALUES (0, 'old')");
      case RENAMED ->
          List.of(
              "CREATE TABLE landing.t (id int, before text)",
              "INSERT INTO landing.t VALUES (0, 'old')");
      case NARROWER, WIDER, NEVER_NULL ->
          List.of("CREATE TABLE landing.t (id int, v int)", "INSERT INTO landing.t VALUES (0, 0)");
      case RETYPED ->
          List.of(
              "CREATE TABLE landing.t (id int, v float8)", "INSERT INTO landing.t VALUES (0, 0)");
      case NULLABLE ->
          List.of(
              "CREATE TABLE landing.t (id int, v int NOT NULL)",
              "INSERT INTO landing.t VALUES (0, 0)");
    };
  }

  @ParameterizedTest(name = "{0} {1} {2} columns={3}")
  @MethodSource("cells")
  void behavesAsDocumented(
      Difference difference,
      DriftPolicy policy,
      LoadMode mode,
      boolean columns,
      Behaviour behaviour) {
    check(difference, policy, mode, columns, behaviour);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} {1} {2} columns={3}")
  @MethodSource("every")
  void andSoInBothLanesAndModes(
      Difference difference,
      DriftPolicy policy,
      LoadMode mode,
      boolean columns,
      Behaviour behaviour) {
    check(difference, policy, mode, columns, behaviour);
  }

  private static void check(
      Difference difference,
      DriftPolicy policy,
      LoadMode mode,
      boolean columns,
      Behaviour behaviour) {
    from.run("DROP TABLE IF EXISTS t");
    source(difference).forEach(from::run);
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
    target(difference).forEach(to::run);
    String schema = schema();
    Move move = move(difference, policy, mode, columns);
    List<String> old =
        mode == LoadMode.FULL_REFRESH || target(difference).isEmpty() ? List.of() : List.of("0");
    switch (behaviour.outcome()) {
      case FOLLOWS -> {
        move.run();
        assertThat(move.plan.streams().get(0).ddl()).isNotEmpty();
        assertThat(schema()).isNotEqualTo(schema);
        assertThat(ids()).containsExactlyElementsOf(with(old, "1", "2"));
        assertThat(to.psql("SELECT * FROM landing.t WHERE id > 0"))
            .hasSize(2)
            .allMatch(row -> from.psql("SELECT * FROM t").stream().anyMatch(s -> alike(row, s)));
      }
      case LOADS -> {
        move.run();
        assertThat(move.plan.streams().get(0).ddl()).isEmpty();
        assertThat(schema()).isEqualTo(schema);
        assertThat(ids()).containsExactlyElementsOf(with(old, "1", "2"));
      }
      case LEAVES_OUT -> {
        move.run();
        assertThat(schema()).isEqualTo(schema);
        assertThat(ids()).containsExactlyElementsOf(with(old, "1", "2"));
        assertThat(move.plan.streams().get(0).columns().toString()).contains("left out");
      }
      case REJECTS -> {
        assertThatThrownBy(move::run).isInstanceOf(DponeException.class);
        assertThat(ids()).as("the target is untouched").isEqualTo(before(difference));
        Move allowed = move(difference, policy, mode, columns);
        allowed.context.maxRejects = 1;
        allowed.run();
        assertThat(schema()).isEqualTo(schema);
        assertThat(ids()).containsExactlyElementsOf(with(old, "1"));
        assertThat(allowed.message.rejected()).containsEntry("public.t", 1L);
        assertThat(allowed.message.rows()).isEqualTo(1);
        assertThat(allowed.context.rejected)
            .singleElement()
            .asString()
            .startsWith("public.t/v/" + behaviour.code());
      }
      case REFUSES -> {
        assertThatThrownBy(move::planOnly)
            .isInstanceOfSatisfying(
                DponeException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(behaviour.code());
                  assertThat(e.remedy()).isNotEmpty();
                });
        assertThat(schema()).isEqualTo(schema);
      }
    }
    if (difference == Difference.RENAMED && policy == DriftPolicy.EVOLVE) {
      assertThat(move.plan.streams().get(0).notes())
          .anySatisfy(note -> assertThat(note).contains("looks like a rename of before to v"));
    }
  }

  private static boolean alike(String target, String source) {
    return List.of(target.split("\\|")).containsAll(List.of(source.split("\\|")));
  }

  private static List<String> with(List<String> old, String... more) {
    return Stream.concat(old.stream(), Stream.of(more)).toList();
  }

  private static Move move(
      Difference difference, DriftPolicy policy, LoadMode mode, boolean columns) {
    Move move = new Move(from, to, "public.t");
    move.mode = mode;
    move.forceColumns = columns;
    move.evolution =
        switch (difference.key()) {
          case "tables" -> new SchemaEvolution(policy, DriftPolicy.FAIL, DriftPolicy.FAIL);
          case "columns" -> new SchemaEvolution(DriftPolicy.FAIL, policy, DriftPolicy.FAIL);
          default -> new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.FAIL, policy);
        };
    return move;
  }

  private static List<String> ids() {
    return to.column("SELECT id FROM landing.t ORDER BY id");
  }

  private static List<String> before(Difference difference) {
    return target(difference).isEmpty() ? List.of() : List.of("0");
  }

  private static String schema() {
    return String.valueOf(
        to.column(
            "SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull"
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"
                + " JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE nspname = 'landing' AND relname = 't' AND attnum > 0"
                + " AND NOT attisdropped ORDER BY attnum"));
  }
}
