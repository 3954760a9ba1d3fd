package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.batch.Chunk;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of every kind of table: together the whole of it, and no reader left alone at the end. */
@Tag("integration")
class SplitsTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("splits_from");
    to = PostgresTestServer.get().database("splits_to");
  }

  private static Move move(String table) {
    Move move = new Move(from, to, "public." + table);
    move.sourceOptions.put("min_split", "65536");
    move.parallelism = 3;
    return move;
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  /** What each split sends, in the order in which a host takes them. */
  private static List<Long> sent(Move move) {
    List<Long> sent = new ArrayList<>();
    try (Source source = move.source()) {
      StreamInfo info = source.describe(move.selection());
      StreamRead read =
          new StreamRead(move.selection(), info.schema(), ReadMode.FULL, info.wireFormats().get(0));
      try (ReadSession session =
          source.read(new ReadRequest("main", List.of(read), null, move.parallelism))) {
        List<Split> ordered = new ArrayList<>(session.splits());
        ordered.sort(Comparator.comparingLong(Split::estimatedBytes).reversed());
        for (Split split : ordered) {
          long bytes = 0;
          try (SplitReader reader = source.open(split)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
              bytes += chunk.bytes();
              chunk.close();
            }
          }
          sent.add(bytes);
        }
      }
    }
    return sent;
  }

  /** How much longer the last reader works than it would if the work were shared evenly. */
  private static double overrun(List<Long> sent, int readers) {
    long[] busy = new long[readers];
    for (long bytes : sent) {
      Arrays.sort(busy);
      busy[0] += bytes;
    }
    double even = (double) Arrays.stream(busy).sum() / readers;
    return Arrays.stream(busy).max().orElseThrow() / even - 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void everyReaderWorksToTheEndOfATableWithAllWideRowsAtItsEnd(int readers) {
    String table = "wide_end_" + readers;
    from.run(
        "CREATE TABLE " + table + " (id int, v text)",
        "ALTER TABLE " + table + " ALTER v SET STORAGE EXTERNAL",
        "INSERT INTO " + table + " SELECT i, 'x' FROM generate_series(1, 60000) i",
        "INSERT INTO " + table + " SELECT i, repeat('y', 2500) FROM generate_series(1, 12000) i");
    Move move = move(table);
    move.parallelism = readers;
    List<Long> sent = sent(move);
    assertThat(sent).hasSizeGreaterThan(readers * 2);
    assertThat(overrun(sent, readers)).isLessThan(0.15);
  }

  @Test
  void everyReaderWorksToTheEndOfATableWhoseStartIsEmpty() {
    from.run(
        "CREATE TABLE bloated (id int, v text) WITH (autovacuum_enabled = off)",
        "INSERT INTO bloated SELECT i, repeat('x', 500) FROM generate_series(1, 40000) i",
        "DELETE FROM bloated WHERE id <= 32000");
    assertThat(overrun(sent(move("bloated")), 3)).isLessThan(0.25);
  }

  @Test
  void everyReaderWorksToTheEndOfATableWithWideRowsInItsMiddleAndAtItsStart() {
    from.run(
        "CREATE TABLE lumpy (id int, v text)",
        "ALTER TABLE lumpy ALTER v SET STORAGE EXTERNAL",
        "INSERT INTO lumpy SELECT i, repeat('y', 30000) FROM generate_series(1, 400) i",
        "INSERT INTO lumpy SELECT i, repeat('x', 200) FROM generate_series(1, 30000) i",
        "INSERT INTO lumpy SELECT i, repeat('y', 3000) FROM generate_series(1, 4000) i",
        "INSERT INTO lumpy SELECT i, 'x' FROM generate_series(1, 30000) i");
    assertThat(overrun(sent(move("lumpy")), 3)).isLessThan(0.15);
  }

  /** A table of more blocks than are sampled, whose wide rows are stored in line. */
  @Test
  void aSampleFindsWhereTheWideRowsAre() {
    from.run(
        "CREATE TABLE sampled (id int, a text, b text)",
        "INSERT INTO sampled SELECT i, 'x', 'x' FROM generate_series(1, 300000) i",
        "INSERT INTO sampled SELECT i, repeat('y', 1500), repeat('z', 50) FROM generate_series(1,"
            + " 15000) i",
        "DELETE FROM sampled WHERE a = 'x' AND id % 20 <> 0");
    Move move = move("sampled");
    move.columns = List.of("id", "a");
    assertThat(Long.parseLong(from.value("SELECT pg_relation_size('sampled') / 8192")))
        .isGreaterThan(2000);
    assertThat(overrun(sent(move), 3)).isLessThan(0.2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partitionsOfEveryLevel(boolean columns) {
    String table = columns ? "orders_typed" : "orders";
    from.run(
        "CREATE TABLE " + table + " (id int, day date, kind text, v text) PARTITION BY RANGE (day)",
        "CREATE TABLE "
            + table
            + "_1 PARTITION OF "
            + table
            + " FOR VALUES FROM ('2026-01-01') TO ('2026-02-01') PARTITION BY LIST (kind)",
        "CREATE TABLE " + table + "_1a PARTITION OF " + table + "_1 FOR VALUES IN ('a')",
        "CREATE TABLE " + table + "_1b (v text, kind text, gone int, day date, id int)",
        "ALTER TABLE " + table + "_1b DROP gone",
        "ALTER TABLE " + table + "_1 ATTACH PARTITION " + table + "_1b DEFAULT",
        "CREATE TABLE \"" + table + " Rest\" PARTITION OF " + table + " DEFAULT",
        "INSERT INTO "
            + table
            + " SELECT i, '2026-01-01'::date + i % 60, chr(97 + i % 3), repeat('v', i % 100)"
            + " FROM generate_series(1, 20000) i");
    Move move = move(table);
    move.forceColumns = columns;
    move.run();
    assertThat(move.splits).hasSizeGreaterThan(4);
    assertThat(move.rowsRead).isEqualTo(20000);
    sameRows(table);
    assertThat(move.explain()).anyMatch(n -> n.contains("blocks of 3 tables"));
    move.where = table + ".id % 2 = 0 AND kind <> 'c'";
    move.run();
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table + " WHERE " + move.where));
    move.where = "public." + table + ".id % 2 = 0";
    move.run();
    assertThat(move.splits).hasSize(1);
    assertThat(move.rowsRead).isEqualTo(10000);
    assertThat(move.explain()).anyMatch(n -> n.contains("names a schema is read in one piece"));
  }

  @Test
  void manySmallPartitionsShareReaders() {
    from.run("CREATE TABLE many (id int, v text) PARTITION BY LIST (id)");
    for (int i = 0; i < 150; i++) {
      from.run(
          "CREATE TABLE many_" + i + " PARTITION OF many FOR VALUES IN (" + i + ")",
          "INSERT INTO many SELECT " + i + ", 'v' FROM generate_series(1, 10)");
    }
    Move move = move("many");
    move.sourceOptions.put("min_split", "16MB");
    move.run();
    assertThat(move.splits).hasSizeLessThan(5);
    sameRows("many");
    Move none = move("nothing");
    from.run("CREATE TABLE nothing (id int) PARTITION BY LIST (id)");
    assertThat(none.run().rowsRead).isZero();
  }

  @Test
  void parentsAndTheirChildrenOnce() {
    from.run(
        "CREATE TABLE cities (id int, name text)",
        "CREATE TABLE capitals (country text) INHERITS (cities)",
        "CREATE TABLE old_capitals () INHERITS (capitals, cities)",
        "INSERT INTO cities SELECT i, 'city' FROM generate_series(1, 9000) i",
        "INSERT INTO capitals SELECT i, 'capital', 'x' FROM generate_series(1, 9000) i",
        "INSERT INTO old_capitals SELECT i, 'old', 'x' FROM generate_series(1, 9000) i");
    Move move = move("cities").run();
    assertThat(move.splits).hasSizeGreaterThan(3);
    assertThat(move.rowsRead).isEqualTo(27000);
    sameRows("cities");
    Move child = move("capitals").run();
    assertThat(child.rowsRead).isEqualTo(18000);
    sameRows("capitals");
  }

  @Test
  void whatHasNoBlocksIsReadInOnePieceAndSaysSo() {
    from.run(
        "CREATE TABLE base AS SELECT i AS id, repeat('x', 100) AS v FROM generate_series(1, 20000)"
            + " i",
        "CREATE VIEW shown AS SELECT * FROM base",
        "CREATE MATERIALIZED VIEW kept AS SELECT * FROM base");
    Move view = move("shown").run();
    assertThat(view.splits).hasSize(1);
    assertThat(view.explain()).contains("a view is read in one piece");
    sameRows("shown");
    Move kept = move("kept").run();
    assertThat(kept.splits).hasSizeGreaterThan(2);
    sameRows("kept");
    Move query = move("asked");
    query.query = "SELECT * FROM base";
    assertThat(query.run().splits).hasSize(1);
    assertThat(query.explain()).contains("a query is read in one piece");
  }

  @Test
  void foreignTablesAndForeignPartitions() {
    if (from.column("SELECT name FROM pg_available_extensions WHERE name = 'postgres_fdw'")
        .isEmpty()) {
      org.junit.jupiter.api.Assumptions.abort("this server has no postgres_fdw");
    }
    from.run(
        "CREATE EXTENSION postgres_fdw",
        "CREATE TABLE far (id int, v text)",
        "INSERT INTO far SELECT i, 'far' FROM generate_series(1001, 2000) i",
        "CREATE SERVER itself FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
            + from.connection().get("port")
            + "', dbname 'splits_from')",
        "CREATE USER MAPPING FOR CURRENT_USER SERVER itself OPTIONS (user '"
            + from.connection().get("user")
            + "', password '"
            + from.connection().get("password")
            + "')",
        "CREATE FOREIGN TABLE remote (id int, v text) SERVER itself OPTIONS (table_name 'far')",
        "CREATE TABLE mixed (id int, v text) PARTITION BY RANGE (id)",
        "CREATE TABLE mixed_near PARTITION OF mixed FOR VALUES FROM (1) TO (1001)",
        "CREATE FOREIGN TABLE mixed_far PARTITION OF mixed FOR VALUES FROM (1001) TO (2001)"
            + " SERVER itself OPTIONS (table_name 'far')",
        "INSERT INTO mixed SELECT i, 'near' FROM generate_series(1, 1000) i");
    Move remote = move("remote").run();
    assertThat(remote.explain()).contains("a foreign table is read in one piece");
    sameRows("remote");
    Move mixed = move("mixed").run();
    assertThat(mixed.rowsRead).isEqualTo(2000);
    sameRows("mixed");
    mixed.cursor = "id";
    mixed.readMode = ReadMode.FROM_POSITION;
    assertThat(mixed.explain()).anyMatch(n -> n.contains("is missed"));
    mixed.cursor = "xmin";
    org.assertj.core.api.Assertions.assertThatThrownBy(mixed::explain)
        .hasMessageContaining("tables only");
  }

  @Test
  void rightsAndPoliciesOfTheParentCount() {
    from.run(
        "DROP ROLE IF EXISTS reader_of_parts",
        "CREATE ROLE reader_of_parts LOGIN PASSWORD 'reads'",
        "CREATE TABLE guarded (id int, v text) PARTITION BY RANGE (id)",
        "CREATE TABLE guarded_1 PARTITION OF guarded FOR VALUES FROM (0) TO (100)",
        "INSERT INTO guarded SELECT i, 'v' FROM generate_series(1, 50) i",
        "GRANT SELECT ON guarded TO reader_of_parts",
        "CREATE TABLE secured (id int, v text) PARTITION BY RANGE (id)",
        "CREATE TABLE secured_1 PARTITION OF secured FOR VALUES FROM (0) TO (100)",
        "INSERT INTO secured SELECT i, 'v' FROM generate_series(1, 50) i",
        "ALTER TABLE secured ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY half ON secured USING (id <= 25)",
        "GRANT SELECT ON secured, secured_1 TO reader_of_parts");
    var connection = new java.util.HashMap<>(from.connection());
    connection.put("user", "reader_of_parts");
    connection.put("password", "reads");
    Database asReader = new Database(connection);
    Move guarded = new Move(asReader, to, "public.guarded");
    assertThat(guarded.run().rowsRead).isEqualTo(50);
    assertThat(guarded.explain()).anyMatch(n -> n.contains("may not be read by themselves"));
    Move secured = new Move(asReader, to, "public.secured");
    assertThat(secured.run().rowsRead).isEqualTo(25);
    assertThat(secured.explain()).anyMatch(n -> n.contains("row-level security"));
  }
}
