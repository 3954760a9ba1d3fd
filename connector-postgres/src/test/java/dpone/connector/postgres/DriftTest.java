package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("integration")
class DriftTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("drift_from");
    to = PostgresTestServer.get().database("drift_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int PRIMARY KEY, v numeric(10,2), w text)",
        "INSERT INTO t VALUES (1, 1.25, 'x')");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static Move append(DriftPolicy columns, DriftPolicy types) {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.evolution = new SchemaEvolution(DriftPolicy.EVOLVE, columns, types);
    return move;
  }

  private static String code(Move move) {
    try {
      move.run();
      return "none";
    } catch (DponeException refused) {
      assertThat(refused.remedy()).isNotEmpty();
      return refused.code();
    }
  }

  @Test
  void newColumns() {
    to.run("CREATE TABLE landing.t (id int, v numeric(10,2))");
    Move evolve = append(DriftPolicy.EVOLVE, DriftPolicy.FAIL);
    evolve.planOnly();
    assertThat(evolve.plan.streams().get(0).ddl())
        .containsExactly("ALTER TABLE \"landing\".\"t\" ADD COLUMN \"w\" text");
    assertThat(code(append(DriftPolicy.FAIL, DriftPolicy.FAIL))).isEqualTo("PG_COLUMN_DRIFT");
    assertThatThrownBy(() -> append(DriftPolicy.DISCARD, DriftPolicy.FAIL).run())
        .hasMessageContaining("landing.t has no column w for the value x");
    append(DriftPolicy.FREEZE, DriftPolicy.FAIL).run();
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("1|1.25");
    evolve.run();
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("1|1.25|NULL", "1|1.25|x");
    assertThat(evolve.context.boundaries).contains(dpone.spi.context.Boundary.DURING_SCHEMA_CHANGE);
  }

  @ParameterizedTest
  @EnumSource(
      value = DriftPolicy.class,
      names = {"EVOLVE", "FREEZE"})
  void issueS04AColumnThatVanishedStaysAndIsFilledWithNull(DriftPolicy policy) {
    to.run(
        "CREATE TABLE landing.t (id int, gone text, v numeric(10,2), w text)",
        "INSERT INTO landing.t VALUES (0, 'kept', 0, '')");
    append(policy, DriftPolicy.FAIL).run();
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("0|kept|0.00|", "1|NULL|1.25|x");
  }

  @Test
  void vanishedColumnsUnderFailAndWhereANullIsRefused() {
    to.run("CREATE TABLE landing.t (id int, gone text NOT NULL, v numeric(10,2), w text)");
    assertThat(code(append(DriftPolicy.FAIL, DriftPolicy.FAIL))).isEqualTo("PG_COLUMN_DRIFT");
    assertThat(code(append(DriftPolicy.EVOLVE, DriftPolicy.FAIL))).isEqualTo("PG_COLUMN_REQUIRED");
  }

  @Test
  void issueS02ATypeErrorNamesEverything() {
    to.run("CREATE TABLE landing.t (id int, v int, w text)");
    assertThatThrownBy(() -> append(DriftPolicy.FAIL, DriftPolicy.FAIL).run())
        .isInstanceOfSatisfying(
            DponeException.class,
            e ->
                assertThat(e.oneLine())
                    .contains(
                        "PG_TYPE_DRIFT",
                        "public.t",
                        "column v",
                        "numeric(10,2)",
                        "integer",
                        "landing.t",
                        "schema_evolution"));
    Move allowed = append(DriftPolicy.FAIL, DriftPolicy.FAIL);
    allowed.lossy = Set.of("v");
    allowed.run();
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("1|1|x");
  }

  @Test
  void typesWidenUnderEvolveOnly() {
    to.run(
        "CREATE TABLE landing.t (id smallint, v numeric(5,1), w varchar(3))",
        "INSERT INTO landing.t VALUES (0, 0.5, 'old')");
    assertThat(code(append(DriftPolicy.EVOLVE, DriftPolicy.FAIL))).isEqualTo("PG_TYPE_DRIFT");
    Move evolve = append(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE).run();
    assertThat(evolve.plan.streams().get(0).ddl()).hasSize(1);
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("0|0.50|old", "1|1.25|x");
    to.run("DROP TABLE landing.t", "CREATE TABLE landing.t (id int, v date, w text)");
    assertThat(code(append(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE))).isEqualTo("PG_TYPE_DRIFT");
    append(DriftPolicy.EVOLVE, DriftPolicy.FREEZE).run();
    assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("1|NULL|x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          varchar(3)   | varchar(5)    | cheap
          varchar(3)   | text          | cheap
          numeric(5,1) | numeric(9,1)  | cheap
          numeric(5,1) | numeric       | cheap
          timestamp(0) | timestamp(3)  | cheap
          timestamptz(0) | timestamptz | cheap
          numeric(5,1) | numeric(9,2)  | rewrites
          int          | bigint        | rewrites
          real         | double precision | rewrites
          int          | numeric(12,0) | rewrites
          """)
  void thePlanSaysWhatAChangeOfTypeCosts(String before, String after, String cost) {
    from.run("DROP TABLE t", "CREATE TABLE t (id int PRIMARY KEY, v " + after + ")");
    to.run("CREATE TABLE landing.t (id int, v " + before + ")", "INSERT INTO landing.t VALUES (1)");
    String file = to.value("SELECT pg_relation_filenode('landing.t')");
    Move move = append(DriftPolicy.FAIL, DriftPolicy.EVOLVE).run();
    assertThat(move.plan.streams().get(0).columns().toString()).contains(cost);
    assertThat(to.value("SELECT pg_relation_filenode('landing.t')").equals(file))
        .isEqualTo(cost.equals("cheap"));
  }

  @Test
  void aColumnThatAViewUsesKeepsItsTypeOutsideOfASwap() {
    to.run(
        "CREATE TABLE landing.t (id smallint, v numeric, w text)",
        "CREATE VIEW landing.w AS SELECT id FROM landing.t");
    assertThatThrownBy(() -> append(DriftPolicy.FAIL, DriftPolicy.EVOLVE).planOnly())
        .hasMessageContaining("landing.w")
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_TYPE_DRIFT"));
  }

  @Test
  void aKeyThatTheTargetLacksIsNeverAdded() {
    to.run("CREATE TABLE landing.t (v numeric(10,2), w text)");
    Move merge = append(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE);
    merge.mode = LoadMode.INCREMENTAL_MERGE;
    merge.key = List.of("id");
    assertThatThrownBy(merge::planOnly)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_COLUMN_DRIFT"));
  }

  @Test
  void issueS02ARejectedRowNamesKeyColumnAndValue() {
    from.run("INSERT INTO t VALUES (2, 12345678.25, 'a'), (3, 7, NULL)");
    to.run("CREATE TABLE landing.t (id int PRIMARY KEY, v numeric(5,1), w text NOT NULL)");
    Move move = append(DriftPolicy.FAIL, DriftPolicy.DISCARD);
    assertThatThrownBy(move::run).hasMessageContaining("1.25");
    Move allowed = append(DriftPolicy.FAIL, DriftPolicy.DISCARD);
    allowed.context.maxRejects = 3;
    allowed.run();
    assertThat(allowed.context.rejected)
        .containsExactly(
            "public.t/v/PG_VALUE_REFUSED/the value 1.25 (numeric(10,2)) does not convert to"
                + " numeric(5,1) of landing.t without loss",
            "public.t/v/PG_VALUE_REFUSED/the value 12345678.25 (numeric(10,2)) does not convert to"
                + " numeric(5,1) of landing.t without loss",
            "public.t/w/PG_NOT_NULL/w of landing.t takes no null");
    assertThat(allowed.context.rejectedKeys).containsExactly("1", "2", "3");
    assertThat(to.column("SELECT id FROM landing.t")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadMode.class,
      names = {"INCREMENTAL_APPEND", "FULL_REFRESH"})
  void widerColumnsOfTheTargetStayAsTheyAre(LoadMode mode) {
    to.run("CREATE TABLE landing.t (id bigint, v numeric, w varchar(5))");
    for (boolean columns : new boolean[] {false, true}) {
      Move move = append(DriftPolicy.FAIL, DriftPolicy.FAIL);
      move.mode = mode;
      move.forceColumns = columns;
      move.lossy = Set.of("w");
      to.run("TRUNCATE landing.t");
      move.run();
      assertThat(to.psql("SELECT * FROM landing.t")).containsExactly("1|1.25|x");
    }
  }

  @Test
  void aMissingTableIsRefusedUnlessItMayBeMade() {
    Move move = append(DriftPolicy.FAIL, DriftPolicy.FAIL);
    move.evolution = new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.FAIL, DriftPolicy.FAIL);
    assertThat(code(move)).isEqualTo("PG_TABLE_NOT_FOUND");
  }

  @Test
  void aStreamThatChangedSinceItWasDescribedIsRefused() {
    Move move = append(DriftPolicy.EVOLVE, DriftPolicy.FAIL);
    var info = move.source().describe(move.selection());
    from.run("ALTER TABLE t DROP COLUMN w");
    try (var source = move.source()) {
      assertThatThrownBy(() ->
              source.read(
                  new dpone.spi.source.ReadRequest(
                      "main",
                      java.util.List.of(
                          new dpone.spi.source.StreamRead(
                              move.selection(),
                              info.schema(),
                              dpone.spi.source.ReadMode.FULL,
                              null)),
                      null,
                      1)))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_SCHEMA_CHANGED"));
    }
  }
}
