package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.batch.CellState;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.source.StreamRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replica identities, large values, partitions, prepared transactions, and the column lane. */
@Tag("integration")
class IdentityTest {
  private final Database db = PostgresTestServer.get().database("cdc_identity");
  private final Capture capture = new Capture(db);

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  private void same(String... tables) {
    for (String table : tables) {
      assertThat(capture.copied(table)).as(table).isEqualTo(capture.actual(table));
    }
  }

  /** An unchanged large value is not null: the defect wipes values. */
  @Test
  void anUnchangedLargeValueIsCarriedOverWithEveryIdentity() {
    db.run("DROP TABLE IF EXISTS k1, k2, k3");
    for (String table : List.of("k1", "k2", "k3")) {
      db.run(
          "CREATE TABLE " + table + " (id int NOT NULL, v int, big text, key text NOT NULL)",
          "ALTER TABLE "
              + table
              + " ALTER big SET STORAGE EXTERNAL, ALTER key SET STORAGE EXTERNAL",
          "INSERT INTO "
              + table
              + " SELECT i, i, repeat(i::text, 5000), repeat('k' || i, 700)"
              + " FROM generate_series(1, 9) AS i");
    }
    db.run(
        "ALTER TABLE k1 ADD PRIMARY KEY (id)",
        "CREATE UNIQUE INDEX k2_key ON k2 (key, id)",
        "ALTER TABLE k2 REPLICA IDENTITY USING INDEX k2_key",
        "ALTER TABLE k3 REPLICA IDENTITY FULL");
    capture.table("public.k1", "id").table("public.k2", "key").table("public.k3", "id", "key");
    capture.snapshot();
    for (String table : List.of("k1", "k2", "k3")) {
      db.run(
          "UPDATE " + table + " SET v = v + 1",
          "UPDATE " + table + " SET id = id + 100 WHERE id = 3",
          "UPDATE " + table + " SET key = 'other' WHERE id = 4",
          "UPDATE " + table + " SET big = NULL WHERE id = 5",
          "DELETE FROM " + table + " WHERE id = 6");
    }
    capture.catchUp();
    same("public.k1", "public.k2", "public.k3");
    assertThat(capture.copied("public.k1").toString()).doesNotContain("null, null");
  }

  @Test
  void partitionsAreFollowedByTheirRootAndPreparedTransactionsWhenTheyCommit() {
    db.run(
        "DROP TABLE IF EXISTS p",
        "CREATE TABLE p (id int, day int, v text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
        "INSERT INTO p SELECT i, i % 20, 'x' FROM generate_series(1, 40) AS i");
    capture.table("public.p", "id", "day");
    capture.snapshot();
    db.run(
        "UPDATE p SET v = 'y' WHERE id < 5",
        "UPDATE p SET day = 15 WHERE id = 3",
        "DELETE FROM p2 WHERE id = 12",
        "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30)",
        "INSERT INTO p VALUES (99, 25, 'new partition')",
        "BEGIN; INSERT INTO p VALUES (100, 1, 'prepared'); PREPARE TRANSACTION 'cdc_one'");
    capture.catchUp();
    assertThat(capture.copied("public.p")).hasSize(40).isEqualTo(capture.actual("public.p"));
    db.run("COMMIT PREPARED 'cdc_one'");
    capture.catchUp();
    assertThat(capture.copied("public.p")).hasSize(41).isEqualTo(capture.actual("public.p"));
    db.run("TRUNCATE p");
    capture.catchUp();
    assertThat(capture.copied("public.p")).isEmpty();
  }

  @Test
  void theColumnLaneTellsUnchangedFromNull() {
    db.run(
        "DROP TABLE IF EXISTS c",
        "CREATE TABLE c (id int PRIMARY KEY, n numeric(10,2), t timestamptz, big text, a int[])",
        "ALTER TABLE c ALTER big SET STORAGE EXTERNAL");
    capture.table("public.c", "id");
    capture.snapshot();
    db.run(
        "INSERT INTO c VALUES (1, 12.5, '2026-01-01 00:00:00+00', repeat('x', 5000), '{1,2}')",
        "UPDATE c SET n = NULL, id = 2",
        "DELETE FROM c",
        "TRUNCATE c");
    ChangeRequest wire = capture.request(List.of("public.c"), true, true);
    StreamRead read = wire.streams().get(0);
    StreamRead columns = new StreamRead(read.selection(), read.schema(), read.mode(), null);
    capture.reader =
        capture
            .source()
            .changes(
                new ChangeRequest(wire.scope(), List.of(columns), wire.from(), wire.bounded(), 1));
    List<String> seen = new ArrayList<>();
    while (!capture.reader.complete()) {
      Optional<ChangeEvent> event = capture.reader.next(Duration.ofSeconds(20));
      if (event.orElseThrow() instanceof ChangeEvent.Rows rows) {
        ColumnBatch batch = (ColumnBatch) rows.chunk();
        for (int row = 0; row < batch.rows(); row++) {
          seen.add(text(batch, row));
        }
        batch.close();
      }
    }
    assertThat(seen)
        .containsExactly(
            "0 | 1 1250 2026 5000 [2] | N",
            "1 | 2 N 2026 U [2] | 1",
            "2 | 2 N N N N | N",
            "3 | N N N N N | N");
  }

  private static String text(ColumnBatch batch, int row) {
    StringBuilder text = new StringBuilder();
    text.append(batch.ints(0).get(row)).append(" |");
    for (int i = 3; i < batch.schema().size(); i++) {
      if (i == 8) {
        text.append(" |");
      }
      CellState state = batch.column(i).state(row);
      text.append(' ')
          .append(
              switch (state) {
                case NULL -> "N";
                case UNCHANGED -> "U";
                case VALUE -> value(batch, i, row);
              });
    }
    return text.toString();
  }

  private static String value(ColumnBatch batch, int column, int row) {
    return switch (column) {
      case 4 -> Long.toString(batch.int128s(4).low(row));
      case 5 ->
          Integer.toString(
              java.time.Instant.ofEpochMilli(batch.longs(5).get(row) / 1000)
                  .atZone(java.time.ZoneOffset.UTC)
                  .getYear());
      case 6 -> Integer.toString(batch.bytes(6).text(row).length());
      case 7 -> "[2]";
      default -> Integer.toString(batch.ints(column).get(row));
    };
  }
}
