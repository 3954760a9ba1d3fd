package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows under a condition are replaced, in one transaction. */
@Tag("integration")
class ReplaceTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("replace_from");
    to = PostgresTestServer.get().database("replace_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int, \"Day\" date, note jsonb)",
        "INSERT INTO t SELECT i, date '2026-01-01' + i % 10, '{\"a\": 1}' FROM generate_series(1, 100) i");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static Move replace(String where) {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.REPLACE;
    move.parameters = Map.of("where", where);
    return move;
  }

  @Test
  void replacesWhatIsUnderTheConditionAndLeavesTheRest() {
    replace("true").run();
    from.run("UPDATE t SET id = -id WHERE \"Day\" >= '2026-01-06'", "DELETE FROM t WHERE id = -5");
    for (int i = 0; i < 3; i++) {
      Move move = replace("\"Day\" >= '2026-01-06' -- since then");
      move.where = "\"Day\" >= '2026-01-06'";
      move.run();
      assertThat(move.receipt.deleted()).containsEntry("public.t", i == 0 ? 50L : 49L);
      assertThat(move.receipt.inserted()).containsEntry("public.t", 49L);
      assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
      replayed(move);
    }
  }

  @Test
  void refusesAStagedRowThatIsNotUnderTheCondition() {
    replace("true").run();
    to.run("DELETE FROM landing.t WHERE id > 90");
    refused("PG_OUTSIDE_CONDITION", "50 rows", () -> replace("\"Day\" >= '2026-01-06'").run());
    from.run("UPDATE t SET \"Day\" = NULL WHERE id = 7");
    Move unknown = replace("\"Day\" >= '2026-01-01'");
    refused("PG_OUTSIDE_CONDITION", "1 rows", unknown::run);
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("90");
  }

  @Test
  void aQuestionMarkInTheConditionIsAnOperator() {
    replace("note ? 'a'").run();
    Move move = replace("note ? 'a'").run();
    assertThat(move.receipt.deleted()).containsEntry("public.t", 100L);
  }

  @Test
  void refusesASenselessConditionAtPlanTime() {
    refused("PG_COLUMN_NOT_FOUND", "nope", () -> replace("nope = 1").planOnly());
    refused("PG_INVALID_SQL", "strategy.where", () -> replace("id = = 1").planOnly());
    refused("PG_INVALID_OPTION", "strategy.where", () -> replace(" ").planOnly());
  }

  @Test
  void anEmptyStageReplacesByNothingAndSaysSo() {
    replace("true").run();
    Move move = replace("id <= 10");
    move.where = "false";
    move.run();
    assertThat(move.receipt.deleted()).containsEntry("public.t", 10L);
    assertThat(move.receipt.notes()).anyMatch(note -> note.contains("the stage is empty"));
    replayed(move);
  }

  @Test
  void refusesATargetThatOthersReferTo() {
    to.run(
        "CREATE TABLE landing.t (id int PRIMARY KEY, \"Day\" date, note jsonb)",
        "CREATE TABLE landing.child (id int REFERENCES landing.t ON DELETE CASCADE)");
    refused("PG_TARGET_REFERENCED", "foreign keys", () -> replace("true").planOnly());
  }

  @Test
  void rowsOfInheritingTablesAreNotTouchedAndTriggersFire() {
    to.run(
        "CREATE TABLE landing.t (id int, \"Day\" date, note jsonb)",
        "CREATE TABLE landing.kid () INHERITS (landing.t)",
        "INSERT INTO landing.kid VALUES (-1, '2026-01-01', NULL)",
        "CREATE TABLE landing.log (op text)",
        "CREATE FUNCTION landing.note() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO landing.log VALUES (TG_OP); RETURN NULL; END'",
        "CREATE TRIGGER watch AFTER INSERT OR DELETE ON landing.t EXECUTE FUNCTION landing.note()");
    replace("true").run();
    assertThat(to.value("SELECT count(*) FROM landing.kid")).isEqualTo("1");
    assertThat(to.column("SELECT op FROM landing.log")).containsExactly("DELETE", "INSERT");
  }

  @Test
  void aUniqueKeyOfRowsOutsideIsRespected() {
    to.run("CREATE TABLE landing.t (id int UNIQUE, \"Day\" date, note jsonb)");
    to.run("INSERT INTO landing.t VALUES (1, '2020-01-01', NULL)");
    refused("PG_DUPLICATE_KEY", "", () -> replace("\"Day\" > '2021-01-01'").run());
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("1");
  }

  @Test
  void refusesRowsThatAreHiddenFromTheUser() {
    to.run(
        "CREATE TABLE landing.t (id int, \"Day\" date, note jsonb)",
        "ALTER TABLE landing.t ENABLE ROW LEVEL SECURITY",
        "DROP ROLE IF EXISTS replace_loader",
        "CREATE ROLE replace_loader LOGIN PASSWORD 'x'",
        "GRANT ALL ON DATABASE replace_to TO replace_loader",
        "GRANT ALL ON SCHEMA landing TO replace_loader",
        "GRANT ALL ON landing.t TO replace_loader");
    Map<String, String> as = new java.util.HashMap<>(to.connection());
    as.putAll(Map.of("user", "replace_loader", "password", "x"));
    Move move = new Move(from, new Database(as), "public.t");
    move.mode = LoadMode.REPLACE;
    move.parameters = Map.of("where", "true");
    refused("PG_ROW_SECURITY", "landing.t", move::planOnly);
  }

  private static void refused(String code, String text, ThrowingCallable run) {
    assertThatThrownBy(run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.oneLine()).contains(text);
            });
  }

  /** A committed load that is published again changes nothing and says the same. */
  private static void replayed(Move move) {
    String before = String.join("\n", to.psql("SELECT * FROM " + move.target));
    try (var sink = move.sink();
        var source = move.source();
        var committer = sink.committer(move.request(source.describe(move.selection())))) {
      assertThat(committer.commit(move.message, Optional.empty())).isEqualTo(move.receipt);
    }
    assertThat(String.join("\n", to.psql("SELECT * FROM " + move.target))).isEqualTo(before);
  }
}
