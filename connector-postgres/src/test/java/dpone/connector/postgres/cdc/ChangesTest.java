package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Snapshot, then every kind of change. */
@Tag("integration")
class ChangesTest {
  private final Database db = PostgresTestServer.get().database("cdc_changes");
  private final Capture capture = new Capture(db);

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  @Test
  void aSnapshotAndThenEveryKindOfChange() {
    db.run(
        "DROP TABLE IF EXISTS a, b",
        "CREATE TABLE a (id int PRIMARY KEY, name text, at timestamptz DEFAULT now())",
        "CREATE TABLE b (x text, y int, n numeric(12,3), PRIMARY KEY (x, y))",
        "INSERT INTO a SELECT i, 'row ' || i FROM generate_series(1, 100) AS i",
        "INSERT INTO b SELECT 'b' || i, i, i * 1.5 FROM generate_series(1, 10) AS i");
    capture.table("public.a", "id").table("public.b", "x", "y");
    capture.snapshot();
    assertSame("public.a", "public.b");
    db.run(
        "INSERT INTO a VALUES (101, 'new')",
        "UPDATE a SET name = 'changed' WHERE id = 5",
        "UPDATE a SET id = 1000 WHERE id = 6",
        "DELETE FROM a WHERE id = 7",
        "UPDATE b SET y = y + 100 WHERE y < 5",
        "UPDATE b SET n = NULL WHERE y = 8",
        "BEGIN; INSERT INTO b VALUES ('gone', 1, 1); ROLLBACK");
    capture.catchUp();
    assertSame("public.a", "public.b");
    assertThat(capture.received).containsEntry("public.a", 4L).containsEntry("public.b", 5L);
    db.run("TRUNCATE a, b", "INSERT INTO a VALUES (1, 'after')");
    capture.restart();
    capture.catchUp();
    assertSame("public.a", "public.b");
    assertThat(capture.copied("public.a")).hasSize(1);
  }

  private void assertSame(String... tables) {
    for (String table : tables) {
      assertThat(capture.copied(table)).as(table).isEqualTo(capture.actual(table));
    }
  }
}
