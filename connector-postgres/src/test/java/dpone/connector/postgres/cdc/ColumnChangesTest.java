package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DDL in the stream, before the stream is read and while it is. */
@Tag("integration")
class ColumnChangesTest {
  private final Database db = PostgresTestServer.get().database("cdc_columns");
  private final Capture capture = new Capture(db);

  private void start(String columns) {
    db.run("DROP TABLE IF EXISTS d, d2", "CREATE TABLE d (" + columns + ")");
    db.run("INSERT INTO d (id) SELECT i FROM generate_series(1, 5) AS i");
    capture.table("public.d", "id");
    capture.snapshot();
  }

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  private void same() {
    assertThat(capture.copied("public.d")).isEqualTo(capture.actual("public.d"));
  }

  /** W12: columns are identified by attribute number. */
  @Test
  void aRenamedColumnStaysTheSame() {
    start("id int PRIMARY KEY, a text, b text");
    db.run(
        "UPDATE d SET a = 'a' || id, b = 'b' || id WHERE id < 4",
        "ALTER TABLE d RENAME a TO c",
        "ALTER TABLE d RENAME b TO a",
        "UPDATE d SET a = 'after' WHERE id = 2");
    capture.catchUp();
    same();
  }

  @Test
  void aColumnRenamedTwiceBetweenTwoRuns() {
    start("id int PRIMARY KEY, a text");
    db.run(
        "ALTER TABLE d ADD COLUMN x text",
        "UPDATE d SET x = 'x' || id",
        "ALTER TABLE d RENAME x TO y",
        "UPDATE d SET y = 'y' WHERE id = 2",
        "ALTER TABLE d RENAME y TO z");
    // As the sink does: a new column is null in the rows that are there.
    capture
        .copies
        .get("public.d")
        .reshape(row -> {
          row.add(null);
          return row;
        });
    capture.catchUp();
    same();
  }

  @Test
  void anAddedColumnWhileItIsRead() {
    start("id int PRIMARY KEY, a text");
    capture.open(false);
    db.run("UPDATE d SET a = 'before' WHERE id = 1");
    while (capture.received.isEmpty()) {
      capture.load(java.time.Duration.ofSeconds(5));
    }
    db.run(
        "INSERT INTO d VALUES (10, 'same')",
        "ALTER TABLE d ADD COLUMN n int",
        "UPDATE d SET n = 7 WHERE id = 2");
    while (capture.reader != null) {
      capture.load(java.time.Duration.ofSeconds(5));
    }
    assertThat(capture.schemaChanges).isEqualTo(1);
    // The insert comes again in the new shape unless the reader had rest to say that it was
    // reached.
    assertThat(capture.copied("public.d")).hasSizeBetween(5, 6);
    capture
        .copies
        .get("public.d")
        .reshape(row -> {
          row.add(null);
          return row;
        });
    capture.catchUp();
    same();
    assertThat(capture.schemaChanges).isEqualTo(1);
  }

  @Test
  void aDroppedColumnAndItsSuccessorOfTheSameName() {
    start("id int PRIMARY KEY, a text, b int");
    db.run(
        "UPDATE d SET a = 'old'",
        "ALTER TABLE d DROP COLUMN a, ADD COLUMN a text",
        "UPDATE d SET a = 'new' WHERE id = 3");
    capture
        .copies
        .get("public.d")
        .reshape(row -> {
          row.remove(1);
          row.add(null);
          return row;
        });
    capture.catchUp();
    same();
  }

  @Test
  void aWiderType() {
    start("id int PRIMARY KEY, n smallint, r real, t varchar(10)");
    db.run(
        "UPDATE d SET n = id * 10, r = id / 8.0, t = 'x' WHERE id < 3",
        "ALTER TABLE d ALTER n TYPE bigint, ALTER r TYPE double precision, ALTER t TYPE text",
        "UPDATE d SET n = 1 WHERE id = 4");
    capture.catchUp();
    same();
  }

  @Test
  void ddlInsideOfATransactionThatIsRolledBackAndOneThatIsNot() {
    start("id int PRIMARY KEY, a text");
    db.run(
        "BEGIN; UPDATE d SET a = '1' WHERE id = 1; SAVEPOINT s; ALTER TABLE d ADD COLUMN x int;"
            + " UPDATE d SET x = 1; ROLLBACK TO s; UPDATE d SET a = '2' WHERE id = 2; COMMIT");
    capture.catchUp();
    same();
    db.run(
        "BEGIN; UPDATE d SET a = '3' WHERE id = 3; ALTER TABLE d ADD COLUMN y int;"
            + " UPDATE d SET y = 4 WHERE id = 4; COMMIT");
    capture
        .copies
        .get("public.d")
        .reshape(row -> {
          row.add(null);
          return row;
        });
    capture.catchUp();
    same();
  }

  @Test
  void anotherTableUnderTheNameIsNotTakenForIt() {
    start("id int PRIMARY KEY, a text");
    db.run("ALTER TABLE d RENAME TO d2", "CREATE TABLE d (id int PRIMARY KEY, a text)");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> capture.open(true))
        .hasMessageContaining("another table has taken the name public.d");
  }

  @Test
  void generatedColumnsAreLeftOut() {
    start("id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (id * 2) STORED, z int");
    assertThat(capture.describe("public.d").schema().names())
        .doesNotContain("g")
        .contains("a", "z");
    db.run("UPDATE d SET a = id, z = -id", "INSERT INTO d (id, a, z) VALUES (9, 9, 9)");
    capture.catchUp();
    same();
    assertThat(capture.describe("public.d").notes()).anyMatch(n -> n.contains("g is generated"));
    assertThat(List.copyOf(capture.keys.keySet())).containsExactly("public.d");
  }
}
