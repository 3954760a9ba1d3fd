package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full refresh keeps what hangs on the target. */
@Tag("integration")
class PublishTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("publish_from");
    to = PostgresTestServer.get().database("publish_to");
    from.run(
        "CREATE TABLE t (id int PRIMARY KEY, v text)",
        "INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 20000) i");
  }

  @BeforeEach
  void target() {
    to.run(
        "DROP SCHEMA IF EXISTS landing CASCADE",
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.t (id int PRIMARY KEY, v text)",
        "INSERT INTO landing.t VALUES (-1, 'old')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          view             | CREATE VIEW landing.v AS SELECT * FROM landing.t
          trigger          | CREATE FUNCTION landing.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TRIGGER g BEFORE UPDATE ON landing.t FOR EACH ROW EXECUTE FUNCTION landing.f()
          grants           | GRANT SELECT ON landing.t TO PUBLIC
          grants           | GRANT SELECT (v) ON landing.t TO PUBLIC
          policy           | CREATE POLICY p ON landing.t USING (true)
          row level        | ALTER TABLE landing.t ENABLE ROW LEVEL SECURITY
          rule             | CREATE RULE r AS ON DELETE TO landing.t WHERE old.id < -5 DO INSTEAD NOTHING
          publication      | DROP PUBLICATION IF EXISTS pub; CREATE PUBLICATION pub FOR TABLE landing.t
          inheritance      | CREATE TABLE landing.child () INHERITS (landing.t)
          sequence         | ALTER TABLE landing.t ADD n serial
          sequence         | ALTER TABLE landing.t ADD n int GENERATED ALWAYS AS IDENTITY
          generated        | ALTER TABLE landing.t ADD n int GENERATED ALWAYS AS (id + 1) STORED
          function         | CREATE FUNCTION landing.g(landing.t) RETURNS int LANGUAGE sql AS 'SELECT 1'
          row type         | CREATE TABLE landing.o (x landing.t)
          storage          | ALTER TABLE landing.t SET (fillfactor = 50)
          unlogged         | ALTER TABLE landing.t SET UNLOGGED
          replica identity | ALTER TABLE landing.t REPLICA IDENTITY FULL
          clustering       | ALTER TABLE landing.t CLUSTER ON t_pkey
          comment on an    | COMMENT ON CONSTRAINT t_pkey ON landing.t IS 'x'
          comment on an    | COMMENT ON INDEX landing.t_pkey IS 'x'
          foreign key      | ALTER TABLE landing.t ADD parent int REFERENCES landing.t
          """)
  void truncatesAndInsertsWhereASwapWouldLose(String what, String sql) {
    to.run(sql);
    Move move = new Move(from, to, "public.t").run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("truncate_insert");
    assertThat(move.plan.streams().get(0).notes())
        .anySatisfy(n -> assertThat(n).contains("publish").contains(what));
    assertThat(to.psql("SELECT id, v FROM ONLY landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
    assertThat(move.receipt.inserted()).containsEntry("public.t", 20000L);
    move.sinkOptions.put("publish", "swap");
    assertThatThrownBy(move::planOnly).hasMessageContaining(what);
  }

  @Test
  void swapsWithASchemaOfItsOwnDefaultsAndUniqueIndexes() {
    to.run(
        "ALTER TABLE landing.t ADD extra int DEFAULT 7",
        "CREATE UNIQUE INDEX \"Odd \"\"Name\" ON landing.t (lower(v)) INCLUDE (id) WHERE id > 0",
        "ALTER TABLE landing.t ADD CONSTRAINT uq UNIQUE (v) DEFERRABLE INITIALLY DEFERRED");
    String fixtures =
        "SELECT string_agg(pg_get_indexdef(indexrelid), ';' ORDER BY pg_get_indexdef(indexrelid)) || (SELECT"
            + " string_agg(conname || pg_get_constraintdef(oid), ';' ORDER BY conname) FROM"
            + " pg_constraint WHERE conrelid = 'landing.t'::regclass AND contype <> 'n')"
            + " FROM pg_index WHERE indrelid = 'landing.t'::regclass GROUP BY indrelid";
    String before = to.value(fixtures);
    Move move = new Move(from, to, "public.t").run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("swap");
    assertThat(to.value(fixtures)).isEqualTo(before);
    assertThat(to.value("SELECT count(*) FROM landing.t WHERE extra = 7")).isEqualTo("20000");
  }

  @Test
  void refusesATargetThatOtherTablesReferTo() {
    to.run("CREATE TABLE landing.child (t int REFERENCES landing.t ON DELETE CASCADE)");
    assertThatThrownBy(() -> new Move(from, to, "public.t").run())
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_TARGET_REFERENCED"));
  }

  @Test
  void refusesAViewAsTarget() {
    to.run("CREATE VIEW landing.w AS SELECT * FROM landing.t");
    Move move = new Move(from, to, "public.t");
    move.target = "landing.w";
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_TARGET_NOT_TABLE"));
  }

  @Test
  void aViewMadeWhileTheSwapIsUnderWayIsNotLost() {
    Move move = new Move(from, to, "public.t");
    move.context.onBoundary =
        boundary -> {
          if (boundary == dpone.spi.context.Boundary.MID_WRITE) {
            to.run("CREATE OR REPLACE VIEW landing.v AS SELECT * FROM landing.t");
          }
        };
    move.context.batchBytes = 10_000;
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_PLAN_CHANGED"));
    assertThat(to.column("SELECT id FROM landing.v")).containsExactly("-1");
  }

  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "3,false", "3,true"})
  void splitsCoverTheTableExactly(int readers, boolean columns) {
    Move move = new Move(from, to, "public.t");
    move.parallelism = readers;
    move.forceColumns = columns;
    move.sourceOptions.put("min_split", 8192);
    move.sourceOptions.put("splits_per_reader", 3);
    move.context.batchBytes = 30_000;
    move.run();
    assertThat(move.splits).hasSize(readers * 3);
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
    Set<Integer> ordinals = new HashSet<>();
    move.splits.forEach(s -> ordinals.add(s.ordinal()));
    assertThat(ordinals).hasSize(move.splits.size());
  }

  @Test
  void aDeadPublishLeavesTheTargetAsItWas() {
    Move move = new Move(from, to, "public.t");
    move.context.onBoundary =
        boundary -> {
          if (boundary == dpone.spi.context.Boundary.DURING_SWAP) {
            throw new IllegalStateException("died");
          }
        };
    assertThatThrownBy(move::run).hasMessage("died");
    assertThat(to.column("SELECT id FROM landing.t")).containsExactly("-1");
  }
}
