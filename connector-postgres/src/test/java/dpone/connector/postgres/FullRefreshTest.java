package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FullRefreshTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("refresh_from");
    to = PostgresTestServer.get().database("refresh_to");
  }

  @Test
  void makesTheTargetAndThenSwapsItKeepingIndexesAndComments() {
    from.run(
        "CREATE TABLE plain (id int PRIMARY KEY, name text, at timestamptz)",
        "INSERT INTO plain SELECT i, 'n' || i, '2026-01-01'::timestamptz + i * interval '1 hour'"
            + " FROM generate_series(1, 1000) i");
    Move move = new Move(from, to, "public.plain").run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("swap");
    assertThat(move.rowsRead).isEqualTo(1000);
    assertThat(move.rowsWritten).isEqualTo(1000);
    assertThat(move.receipt.inserted()).containsEntry("public.plain", 1000L);
    assertThat(to.psql("SELECT * FROM landing.plain")).isEqualTo(from.psql("SELECT * FROM plain"));
    to.run(
        "CREATE INDEX by_name ON landing.plain (name) WHERE id > 5",
        "ALTER TABLE landing.plain ADD CONSTRAINT named CHECK (id > 0)",
        "COMMENT ON TABLE landing.plain IS 'it''s'",
        "COMMENT ON COLUMN landing.plain.name IS 'who'");
    String catalogue =
        "SELECT string_agg(d, ';' ORDER BY d) FROM (SELECT pg_get_indexdef(indexrelid) d FROM"
            + " pg_index WHERE indrelid = 'landing.plain'::regclass UNION ALL SELECT conname ||"
            + " pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid ="
            + " 'landing.plain'::regclass UNION ALL SELECT obj_description('landing.plain'::regclass)"
            + " UNION ALL SELECT col_description('landing.plain'::regclass, 2)) x";
    String before = to.value(catalogue);
    from.run("DELETE FROM plain WHERE id <= 10", "UPDATE plain SET name = 'ü€😀' WHERE id = 11");
    Move second = new Move(from, to, "public.plain").run();
    assertThat(second.plan.streams().get(0).publish()).isEqualTo("swap");
    assertThat(to.value(catalogue)).isEqualTo(before);
    assertThat(to.psql("SELECT * FROM landing.plain")).isEqualTo(from.psql("SELECT * FROM plain"));
    assertThat(
            to.value(
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid=relnamespace"
                    + " WHERE nspname = 'dpone_stage'"))
        .isEqualTo("0");
  }
}
