package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Increments told by the transaction that wrote a row. */
@Tag("integration")
class XminTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("xmin_from");
    to = PostgresTestServer.get().database("xmin_to");
  }

  private static Move xmin(String table) {
    Move move = new Move(from, to, "public." + table);
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.readMode = ReadMode.FROM_POSITION;
    move.key = List.of("id");
    move.cursor = "xmin";
    return move;
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  @Test
  void readsWhatWasWrittenSince() throws SQLException {
    from.run(
        "CREATE TABLE plain (id int PRIMARY KEY, v text)",
        "INSERT INTO plain SELECT i, 'a' FROM generate_series(1, 500) i");
    Move move = xmin("plain").run();
    assertThat(move.rowsRead).isEqualTo(500);
    assertThat(move.run().rowsRead).isZero();
    try (Connection slow = from.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("UPDATE plain SET v = 'b' WHERE id = 7");
      statement.execute("SAVEPOINT s");
      statement.execute("INSERT INTO plain VALUES (1000, 'new')");
      from.run("UPDATE plain SET v = 'c' WHERE id = 8");
      assertThat(move.run().rowsRead).isEqualTo(1);
      // Read again for as long as an older transaction is open.
      assertThat(move.run().rowsRead).isEqualTo(1);
      slow.commit();
    }
    assertThat(move.run().rowsRead).isEqualTo(3);
    sameRows("plain");
    assertThat(move.run().rowsRead).isZero();
    from.run("DELETE FROM plain WHERE id = 9");
    assertThat(move.run().rowsRead).isZero();
    assertThat(move.explain()).anyMatch(n -> n.contains("never sees"));
  }

  @Test
  void readsPartitionsAndChildren() {
    from.run(
        "CREATE TABLE measured (id int, day date, v int, PRIMARY KEY (id, day))"
            + " PARTITION BY RANGE (day)",
        "CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM ('2026-01-01') TO"
            + " ('2026-02-01')",
        "CREATE TABLE measured_2 PARTITION OF measured DEFAULT",
        "INSERT INTO measured SELECT i, '2026-01-25'::date + i, 0 FROM generate_series(1, 20) i");
    Move move = xmin("measured");
    move.key = List.of("id", "day");
    assertThat(move.run().rowsRead).isEqualTo(20);
    from.run("UPDATE measured SET v = 1 WHERE id IN (1, 20)");
    assertThat(move.run().rowsRead).isEqualTo(2);
    sameRows("measured");
    from.run(
        "CREATE TABLE parent (id int PRIMARY KEY, v int)",
        "CREATE TABLE child (w int) INHERITS (parent)",
        "INSERT INTO parent VALUES (1, 1)",
        "INSERT INTO child VALUES (2, 2, 2)");
    Move inherited = xmin("parent").run();
    from.run("UPDATE child SET v = 5");
    assertThat(inherited.run().rowsRead).isEqualTo(1);
    sameRows("parent");
  }

  @Test
  void refusesAnAppendAndWhatIsNoTable() {
    from.run("CREATE TABLE base (id int PRIMARY KEY)", "CREATE VIEW shown AS SELECT id FROM base");
    Move append = xmin("base");
    append.readMode = ReadMode.AFTER_POSITION;
    assertThatThrownBy(append::explain)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_INVALID_OPTION"))
        .hasMessageContaining("appended");
    assertThatThrownBy(append::run).hasMessageContaining("appended");
    Move view = xmin("shown");
    assertThatThrownBy(view::explain).hasMessageContaining("tables only");
    assertThatThrownBy(view::run).hasMessageContaining("tables only");
  }

  private static void corrupt(Move move, UnaryOperator<String> change) {
    String json = change.apply(move.position.payload().json());
    assertThat(json).isNotEqualTo(move.position.payload().json());
    move.position = new Position(new Payload("postgres", "cursor", 2, json), "");
  }

  @Test
  void aPositionThatCannotBeComparedLeadsToAFullReadAndSaysSo() {
    from.run(
        "CREATE TABLE moved (id int PRIMARY KEY)",
        "INSERT INTO moved SELECT generate_series(1, 50)");
    Move move = xmin("moved").run();
    corrupt(move, json -> json.replaceAll("\"cluster\":\"\\d+\"", "\"cluster\":\"1\""));
    assertThat(move.run().rowsRead).isEqualTo(50);
    assertThat(move.context.lines).anyMatch(l -> l.contains("another cluster"));
    corrupt(move, json -> json.replaceAll("\"xid\":\\d+", "\"xid\":99999999999"));
    assertThat(move.run().rowsRead).isEqualTo(50);
    assertThat(move.context.lines).anyMatch(l -> l.contains("set back"));
    corrupt(move, json -> json.replaceAll("\"timeline\":\\d+", "\"timeline\":9"));
    assertThat(move.run().rowsRead).isEqualTo(50);
    assertThat(move.context.lines).anyMatch(l -> l.contains("timeline 9"));
    assertThat(move.run().rowsRead).isZero();
  }
}
