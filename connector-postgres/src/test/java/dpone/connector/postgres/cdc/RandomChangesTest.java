package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Interleaved transactions of everything on several tables, large ones among them, while the reader
 * is ended at any moment and goes on from the last place reached.
 */
@Tag("integration")
class RandomChangesTest {
  private static final List<String> TABLES = List.of("public.r1", "public.r2", "public.r3");
  private static final int WRITERS = 3;

  private final Database db = PostgresTestServer.get().database("cdc_random");

  /** A session with a transaction that may be open. */
  private static final class Writer {
    final Connection connection;
    final int number;
    int savepoints;
    boolean open;
    int next;

    Writer(Connection connection, int number) {
      this.connection = connection;
      this.number = number;
      this.next = number;
    }

    void run(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    int newId() {
      next += WRITERS;
      return next;
    }

    int anyId(Random random) {
      return number + WRITERS * random.nextInt(Math.max(1, next / WRITERS + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,auto", "2,auto", "3,off"})
  void nothingIsLostAndNothingDoubled(long seed, String streaming) throws Exception {
    db.run(
        "ALTER DATABASE cdc_random SET logical_decoding_work_mem = '64kB'",
        "DROP TABLE IF EXISTS r1, r2, r3");
    db.run(
        "CREATE TABLE r1 (id int PRIMARY KEY, v text, big text)",
        "ALTER TABLE r1 ALTER big SET STORAGE EXTERNAL",
        "CREATE TABLE r2 (a int, b text, n numeric, big text, PRIMARY KEY (b, a))",
        "ALTER TABLE r2 ALTER big SET STORAGE EXTERNAL",
        "CREATE TABLE r3 (id int NOT NULL, v text, big text)",
        "ALTER TABLE r3 ALTER big SET STORAGE EXTERNAL",
        "ALTER TABLE r3 REPLICA IDENTITY FULL");
    Random random = new Random(seed);
    Capture capture = new Capture(db);
    capture.cdc.put("streaming", streaming);
    capture.table("public.r1", "id").table("public.r2", "a", "b").table("public.r3", "id");
    List<Writer> writers = new ArrayList<>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(new Writer(db.connect(), i));
      }
      capture.snapshot();
      for (int step = 0; step < 300; step++) {
        write(random, writers);
        if (random.nextInt(8) == 0) {
          read(random, capture);
        }
      }
      for (Writer writer : writers) {
        end(writer, random.nextBoolean());
      }
      capture.catchUp();
      for (String table : TABLES) {
        assertThat(capture.copied(table)).as(table).isEqualTo(capture.actual(table));
      }
      assertThat(capture.received.keySet()).containsAll(TABLES);
      capture.restart();
      String streamed =
          "SELECT stream_txns > 0 FROM pg_stat_replication_slots WHERE slot_name = '"
              + ChangeSettings.defaultName(capture.scope)
              + "'";
      assertThat(db.value(streamed)).isEqualTo(streaming.equals("auto") ? "t" : "f");
    } finally {
      for (Writer writer : writers) {
        writer.connection.close();
      }
      CdcTests.end(capture);
    }
  }

  private static void read(Random random, Capture capture) {
    if (capture.reader == null) {
      capture.open(random.nextInt(4) == 0);
    }
    switch (random.nextInt(5)) {
      case 0 -> capture.reader.next(Duration.ofMillis(20)).ifPresent(RandomChangesTest::drop);
      case 1, 2 -> {
        capture.load(Duration.ofMillis(300));
        return;
      }
      case 3 -> {
        if (capture.load(Duration.ofMillis(300))) {
          capture.confirm();
        }
        return;
      }
      default -> capture.load(Duration.ofMillis(50));
    }
    if (random.nextBoolean()) {
      capture.closeReader();
    } else {
      capture.restart();
    }
  }

  private static void drop(dpone.spi.cdc.ChangeEvent event) {
    if (event instanceof dpone.spi.cdc.ChangeEvent.Rows rows) {
      rows.chunk().close();
    }
  }

  private static void end(Writer writer, boolean well) throws SQLException {
    if (writer.open) {
      writer.run(well ? "COMMIT" : "ROLLBACK");
      writer.open = false;
      writer.savepoints = 0;
    }
  }

  private static void write(Random random, List<Writer> writers) throws SQLException {
    Writer writer = writers.get(random.nextInt(WRITERS));
    if (!writer.open) {
      if (random.nextInt(25) == 0 && writers.stream().noneMatch(w -> w.open)) {
        writer.run("TRUNCATE " + (random.nextBoolean() ? "r1, r2" : "r3"));
        return;
      }
      writer.run("BEGIN");
      writer.open = true;
    }
    int id = writer.anyId(random);
    switch (random.nextInt(14)) {
      case 0 -> end(writer, random.nextInt(4) > 0);
      case 1 -> writer.run("SAVEPOINT s" + ++writer.savepoints);
      case 2 -> {
        if (writer.savepoints > 0) {
          String last = "s" + writer.savepoints--;
          writer.run((random.nextBoolean() ? "ROLLBACK TO " : "RELEASE ") + last);
        }
      }
      case 3 -> {
        // Large enough to be streamed.
        int first = writer.newId();
        writer.next += 300 * WRITERS;
        writer.run(
            "INSERT INTO r1 SELECT "
                + first
                + " + i * "
                + WRITERS
                + ", 'bulk', repeat(chr(65 + i % 26), 500) FROM generate_series(0, 299) AS i");
      }
      case 4 ->
          writer.run("UPDATE r1 SET v = v || '+' WHERE id % " + WRITERS + " = " + writer.number);
      case 5 ->
          writer.run("INSERT INTO r1 VALUES (" + writer.newId() + ", 'x', repeat('y', 5000))");
      case 6 -> {
        int next = writer.newId();
        writer.run(
            "INSERT INTO r2 VALUES (" + next + ", 'b' || " + next + ", 1.5, repeat('z', 4000))");
      }
      case 7 ->
          writer.run("INSERT INTO r3 VALUES (" + writer.newId() + ", NULL, repeat('w', 3000))");
      case 8 -> writer.run("UPDATE r1 SET v = md5(v) WHERE id = " + id);
      case 9 -> writer.run("UPDATE r1 SET id = " + writer.newId() + " WHERE id = " + id);
      case 10 -> writer.run("UPDATE r2 SET b = 'k' || a, n = n + 1 WHERE a = " + id);
      case 11 -> writer.run("UPDATE r3 SET v = coalesce(v, '') || 'u' WHERE id = " + id);
      case 12 -> writer.run("DELETE FROM r1 WHERE id = " + id);
      default -> {
        writer.run("DELETE FROM r2 WHERE a = " + id);
        writer.run("DELETE FROM r3 WHERE id = " + writer.anyId(random));
      }
    }
  }
}
