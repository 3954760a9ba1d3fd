package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          trigger g        | CREATE FUNCTION landing.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TRIGGER g BEFORE INSERT ON landing.t FOR EACH ROW EXECUTE FUNCTION landing.f()
          trigger g        | CREATE FUNCTION landing.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TRIGGER g BEFORE TRUNCATE ON landing.t EXECUTE FUNCTION landing.f()
          rule r           | CREATE TABLE landing.log (id int); CREATE RULE r AS ON INSERT TO landing.t DO ALSO INSERT INTO landing.log VALUES (new.id)
          publication pub  | DROP PUBLICATION IF EXISTS pub; CREATE PUBLICATION pub FOR TABLE landing.t
          inheritance      | CREATE TABLE landing.child () INHERITS (landing.t)
          function         | CREATE FUNCTION landing.g(landing.t) RETURNS int LANGUAGE sql AS 'SELECT 1'
          landing.o        | CREATE TABLE landing.o (x landing.t)
          landing.o        | CREATE TABLE landing.o (x landing.t[])
          materialized     | CREATE MATERIALIZED VIEW landing.m AS SELECT * FROM landing.t
          materialized     | CREATE VIEW landing.v AS SELECT * FROM landing.t; CREATE MATERIALIZED VIEW landing.m AS SELECT * FROM landing.v
          policy           | CREATE TABLE landing.o (id int); CREATE POLICY p ON landing.o USING (id IN (SELECT id FROM landing.t))
          rule             | CREATE TABLE landing.o (id int); CREATE RULE r AS ON DELETE TO landing.o DO ALSO DELETE FROM landing.t
          default value    | ALTER TABLE landing.t ADD n int GENERATED ALWAYS AS IDENTITY; CREATE TABLE landing.o (id int DEFAULT nextval('landing.t_n_seq'))
          function         | CREATE FUNCTION landing.g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM landing.t; END
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
    if (what.startsWith("trigger") || what.equals("rule r")) {
      move.planOnly();
      assertThat(move.plan.streams().get(0).notes())
          .anySatisfy(n -> assertThat(n).contains("the target has the " + what));
    } else {
      assertThatThrownBy(move::planOnly).hasMessageContaining(what);
    }
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
  void deletesAndInsertsWhereForeignKeysForbidToTruncate() {
    to.run("CREATE TABLE landing.child (t int REFERENCES landing.t DEFERRABLE)");
    to.run("INSERT INTO landing.t VALUES (1, 'old')", "INSERT INTO landing.child VALUES (1)");
    Move move = new Move(from, to, "public.t");
    move.sinkOptions.put("publish", "truncate_insert");
    move.run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("delete_insert");
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
    to.run("INSERT INTO landing.t VALUES (-1, 'needed')", "INSERT INTO landing.child VALUES (-1)");
    assertThatThrownBy(
            () -> {
              Move needed = new Move(from, to, "public.t");
              needed.sinkOptions.put("publish", "truncate_insert");
              needed.run();
            })
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_CONSTRAINT"));
    assertThat(to.value("SELECT v FROM landing.t WHERE id = -1")).isEqualTo("needed");
  }

  @Test
  void refusesToPassADeletionOn() {
    to.run("CREATE TABLE landing.child (t int REFERENCES landing.t ON DELETE CASCADE)");
    Move move = new Move(from, to, "public.t");
    move.sinkOptions.put("publish", "truncate_insert");
    assertThatThrownBy(move::run)
        .hasMessageContaining("landing.child")
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_TARGET_REFERENCED"));
  }

  @Test
  void aTriggerThatDropsRowsIsNotSilent() {
    to.run(
        "CREATE FUNCTION landing.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF new.id = 7 THEN"
            + " RETURN NULL; END IF; RETURN new; END'",
        "CREATE TRIGGER g BEFORE INSERT ON landing.t FOR EACH ROW EXECUTE FUNCTION landing.f()");
    assertThatThrownBy(() -> new Move(from, to, "public.t").run())
        .hasMessageContaining("19999 of 20000")
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_ROWS_DROPPED"));
    assertThat(to.column("SELECT id FROM landing.t")).containsExactly("-1");
  }

  /** R02: a read that is complete and has no row replaces the target; nothing else empties it. */
  @ParameterizedTest
  @ValueSource(strings = {"swap", "truncate_insert"})
  void issueR02OnlyACompleteReadEmptiesTheTarget(String publish) {
    from.run("DROP TABLE IF EXISTS e", "CREATE TABLE e (id int PRIMARY KEY, v text)");
    from.run("INSERT INTO e VALUES (1, 'x')");
    Move failing = new Move(from, to, "public.e");
    failing.target = "landing.t";
    failing.sinkOptions.put("publish", publish);
    failing.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.AFTER_FLUSH_BEFORE_COMMIT
              || boundary == Boundary.MID_WRITE
              || boundary == Boundary.DURING_SWAP) {
            throw new IllegalStateException("died");
          }
        };
    assertThatThrownBy(failing::run).hasMessage("died");
    assertThat(to.column("SELECT id FROM landing.t")).containsExactly("-1");
    from.run("DELETE FROM e");
    Move empty = new Move(from, to, "public.e");
    empty.target = "landing.t";
    empty.sinkOptions.put("publish", publish);
    empty.run();
    assertThat(empty.plan.streams().get(0).publish()).isEqualTo(publish);
    assertThat(to.column("SELECT id FROM landing.t")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          swap            | views            | CREATE VIEW landing.late AS SELECT * FROM landing.t
          swap            | grants           | GRANT SELECT ON landing.t TO PUBLIC
          swap            | columns          | ALTER TABLE landing.t ADD late int
          swap            | indexes          | CREATE INDEX late ON landing.t (v)
          swap            | comments         | COMMENT ON COLUMN landing.t.v IS 'late'
          swap            | a swap cannot    | CREATE MATERIALIZED VIEW landing.late AS SELECT * FROM landing.t
          swap            | name and kind    | ALTER TABLE landing.t RENAME TO away; CREATE TABLE landing.t (id int PRIMARY KEY, v text)
          truncate_insert | columns          | ALTER TABLE landing.t ADD late int
          truncate_insert | columns          | ALTER TABLE landing.t ALTER v SET DEFAULT 'late'
          """)
  void aTargetThatSomebodyChangesBeforeTheCommitIsRefused(String publish, String what, String sql) {
    Move move = new Move(from, to, "public.t");
    move.sinkOptions.put("publish", publish);
    move.beforeCommit = () -> to.run(sql);
    assertThatThrownBy(move::run)
        .hasMessageContaining(what)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_PLAN_CHANGED"));
  }

  @Test
  void aLockThatIsNotGrantedNamesItsHolderAndLeavesTheTarget() throws Exception {
    try (Connection other = to.connect();
        Statement statement = other.createStatement()) {
      statement.execute("SET application_name = 'long report'");
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM landing.t");
      for (String publish : List.of("swap", "truncate_insert")) {
        Move move = new Move(from, to, "public.t");
        move.lockTimeout = "1s";
        move.sinkOptions.put("publish", publish);
        assertThatThrownBy(move::run)
            .hasMessageContaining("long report")
            .isInstanceOfSatisfying(
                DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_LOCK_TIMEOUT"));
      }
      other.rollback();
    }
    assertThat(to.column("SELECT id FROM landing.t")).containsExactly("-1");
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
  void aViewMadeWhileTheStageIsFilledIsKept() {
    Move move = new Move(from, to, "public.t");
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.MID_WRITE) {
            to.run("CREATE OR REPLACE VIEW landing.v AS SELECT * FROM landing.t");
          }
        };
    move.context.batchBytes = 10_000;
    move.run();
    assertThat(to.psql("SELECT * FROM landing.v")).isEqualTo(from.psql("SELECT * FROM t"));
  }

  @Test
  void aTriggerMadeWhileTheStageIsFilledIsNotPassedOver() {
    Move move = new Move(from, to, "public.t");
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.MID_WRITE) {
            to.run(
                "CREATE OR REPLACE FUNCTION landing.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                    + " RETURN new; END'",
                "CREATE OR REPLACE TRIGGER g BEFORE INSERT ON landing.t FOR EACH ROW"
                    + " EXECUTE FUNCTION landing.f()");
          }
        };
    move.context.batchBytes = 10_000;
    assertThatThrownBy(move::run)
        .hasMessageContaining("trigger g")
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_PLAN_CHANGED"));
    assertThat(to.column("SELECT id FROM landing.t")).containsExactly("-1");
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
    // More where the tail is cut smaller, so that all readers come to the end together.
    assertThat(move.splits).hasSizeGreaterThanOrEqualTo(readers * 3);
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
