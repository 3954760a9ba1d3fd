package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that takes its cursor value early and commits after a read is not missed. */
@Tag("integration")
class LateCommitTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("late_from");
    to = PostgresTestServer.get().database("late_to");
  }

  /** A session of a user, with a transaction open. */
  private static final class User implements AutoCloseable {
    private final Connection connection;

    User() throws SQLException {
      connection = from.connect();
      connection.setAutoCommit(false);
    }

    void run(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void commit() throws SQLException {
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  private static Move append(String table) {
    Move move = new Move(from, to, "public." + table);
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.readMode = ReadMode.AFTER_POSITION;
    move.streamOptions.put("late_commits", "catch");
    move.cursor = "n";
    return move;
  }

  private static Move merge(String table) {
    Move move = append(table);
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.readMode = ReadMode.FROM_POSITION;
    move.key = List.of("id");
    return move;
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  /** A merge reads the last value again, and more while some other transaction is open. */
  private static void nothingNew(Move move, boolean appending) {
    move.run();
    if (appending) {
      assertThat(move.rowsRead).isZero();
    } else {
      assertThat(move.receipt.inserted().get(move.stream)).isZero();
      assertThat(move.receipt.updated().get(move.stream)).isZero();
    }
  }

  private static void table(String name) {
    from.run(
        "CREATE TABLE " + name + " (id int PRIMARY KEY, n bigserial, what text)",
        "INSERT INTO " + name + " (id, what) SELECT i, 'first' FROM generate_series(1, 100) i");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSequenceValueTakenEarlyAndCommittedLate(boolean appending) throws SQLException {
    String name = appending ? "early_append" : "early_merge";
    table(name);
    Move move = appending ? append(name) : merge(name);
    try (User slow = new User()) {
      slow.run("INSERT INTO " + name + " (id, what) VALUES (1000, 'late')");
      from.run("INSERT INTO " + name + " (id, what) VALUES (1001, 'quick')");
      move.run();
      assertThat(to.value("SELECT count(*) FROM landing." + name)).isEqualTo("101");
      from.run("INSERT INTO " + name + " (id, what) VALUES (1002, 'quick again')");
      move.run();
      slow.commit();
    }
    move.run();
    sameRows(name);
    nothingNew(move, appending);
    sameRows(name);
  }

  @Test
  void ignoringMissesIt() throws SQLException {
    table("ignored");
    Move move = append("ignored");
    move.streamOptions.put("late_commits", "ignore");
    try (User slow = new User()) {
      slow.run("INSERT INTO ignored (id, what) VALUES (1000, 'late')");
      from.run("INSERT INTO ignored (id, what) VALUES (1001, 'quick')");
      move.run();
      slow.commit();
    }
    assertThat(move.run().rowsRead).isZero();
    // Catching begins with the first read that is asked to.
    move.streamOptions.put("late_commits", "catch");
    assertThat(move.run().rowsRead).isZero();
    try (User slow = new User()) {
      slow.run("INSERT INTO ignored (id, what) VALUES (1002, 'late')");
      from.run("INSERT INTO ignored (id, what) VALUES (1003, 'quick')");
      assertThat(move.run().rowsRead).isEqualTo(1);
      slow.commit();
    }
    assertThat(move.run().rowsRead).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void subtransactionsWhoseIdsNoSnapshotLists(boolean appending) throws SQLException {
    String name = appending ? "sub_append" : "sub_merge";
    table(name);
    Move move = appending ? append(name) : merge(name);
    try (User slow = new User();
        User other = new User()) {
      slow.run("INSERT INTO " + name + " (id, what) VALUES (1000, 'parent')");
      // More than the 64 that a backend announces.
      for (int i = 0; i < 80; i++) {
        slow.run("SAVEPOINT s" + i);
        slow.run("INSERT INTO " + name + " (id, what) VALUES (" + (2000 + i) + ", 'child')");
        if (i % 3 == 0) {
          slow.run("ROLLBACK TO s" + i);
        }
      }
      other.run("INSERT INTO " + name + " (id, what) VALUES (1001, 'committed between')");
      other.commit();
      move.run();
      assertThat(to.value("SELECT count(*) FROM landing." + name)).isEqualTo("101");
      slow.commit();
    }
    move.run();
    sameRows(name);
    nothingNew(move, appending);
  }

  @Test
  void aTransactionWithoutAnIdYetAtTheReadBefore() throws SQLException {
    from.run(
        "CREATE TABLE stamped (id int PRIMARY KEY, n timestamptz DEFAULT now())",
        "INSERT INTO stamped VALUES (1)");
    Move move = append("stamped");
    try (User slow = new User()) {
      slow.run("SELECT now()");
      from.run("INSERT INTO stamped VALUES (2)");
      move.run();
      slow.run("INSERT INTO stamped VALUES (3)");
      slow.commit();
    }
    assertThat(from.value("SELECT max(id) FROM stamped WHERE n < (SELECT max(n) FROM stamped)"))
        .isEqualTo("3");
    assertThat(move.run().rowsRead).isEqualTo(1);
    sameRows("stamped");
    assertThat(move.run().rowsRead).isZero();
  }

  @Test
  void aPreparedTransaction() throws SQLException {
    if (from.value("SHOW max_prepared_transactions").equals("0")) {
      return;
    }
    table("prepared");
    Move move = append("prepared");
    try (User slow = new User()) {
      slow.run("INSERT INTO prepared (id) VALUES (1000)");
      slow.run("PREPARE TRANSACTION 'late'");
    }
    from.run("INSERT INTO prepared (id) VALUES (1001)");
    move.run();
    from.run("COMMIT PREPARED 'late'");
    assertThat(move.run().rowsRead).isEqualTo(1);
    sameRows("prepared");
  }

  @Test
  void appendsRowsOfATableWithoutKeyAsOftenAsTheyAre() throws SQLException {
    from.run("CREATE TABLE keyless (n int, v text)", "INSERT INTO keyless VALUES (1, 'a')");
    Move move = append("keyless");
    try (User slow = new User();
        User slower = new User()) {
      slower.run("INSERT INTO keyless VALUES (1, 'b')");
      slow.run("INSERT INTO keyless VALUES (5, 'a'), (5, 'a')");
      from.run("INSERT INTO keyless VALUES (5, 'a'), (5, NULL), (9, 'z')");
      assertThat(move.run().rowsRead).isEqualTo(4);
      slow.commit();
      assertThat(move.run().rowsRead).isEqualTo(2);
      assertThat(move.run().rowsRead).isZero();
      slower.commit();
    }
    assertThat(move.run().rowsRead).isEqualTo(1);
    sameRows("keyless");
  }

  @Test
  void moreRowsThanCanBeRememberedWaitForTheTransactionThatIsOpen() throws SQLException {
    table("busy");
    Move move = append("busy");
    try (User slow = new User()) {
      slow.run("INSERT INTO busy (id, what) VALUES (1000, 'late')");
      from.run("INSERT INTO busy (id, what) SELECT i, 'q' FROM generate_series(10001, 16000) i");
      assertThat(move.run().rowsRead).isEqualTo(100);
      assertThat(move.context.lines).anyMatch(l -> l.contains("still open"));
      from.run("INSERT INTO busy (id, what) VALUES (20000, 'more')");
      assertThat(move.run().rowsRead).isZero();
      slow.commit();
    }
    assertThat(move.run().rowsRead).isEqualTo(6002);
    assertThat(move.run().rowsRead).isZero();
    sameRows("busy");
  }

  @Test
  void anUpdateThatKeepsTheCursorIsMergedAndIsAppendedAsAVersion() {
    table("touched");
    Move move = merge("touched").run();
    from.run("UPDATE touched SET what = 'changed' WHERE id = 3");
    move.run();
    sameRows("touched");
    Move appended = append("touched");
    appended.target = "landing.versions";
    appended.run();
    from.run("UPDATE touched SET what = 'again' WHERE id = 4");
    assertThat(appended.run().rowsRead).isEqualTo(1);
  }

  @Test
  void aTableWrittenAnewIsReadAgainByAMergeAndRefusedByAnAppend() {
    table("rewritten");
    Move merge = merge("rewritten");
    merge.target = "landing.rewritten_merged";
    merge.run();
    Move append = append("rewritten").run();
    from.run("VACUUM FULL rewritten");
    assertThat(append.run().rowsRead).isZero();
    from.run(
        "ALTER TABLE rewritten ALTER id TYPE bigint", "ALTER TABLE rewritten ALTER id TYPE int");
    assertThatThrownBy(append::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_LATE_UNTELLABLE"));
    assertThat(merge.run().rowsRead).isEqualTo(100);
    assertThat(merge.receipt.updated()).containsEntry("public.rewritten", 0L);
    append.streamOptions.put("late_commits", "ignore");
    from.run("INSERT INTO rewritten VALUES (500, 500, 'new')");
    assertThat(append.run().rowsRead).isEqualTo(1);
    append.streamOptions.clear();
    assertThat(append.run().rowsRead).isZero();
    sameRows("rewritten");
  }

  @Test
  void aPartitionAttachedWithOldRows() {
    from.run(
        "CREATE TABLE parts (id int, n int, PRIMARY KEY (id, n)) PARTITION BY RANGE (n)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (100) TO (200)",
        "INSERT INTO parts VALUES (1, 150)",
        "CREATE TABLE parts_0 (n int NOT NULL, id int NOT NULL)",
        "INSERT INTO parts_0 VALUES (50, 2), (60, 3)");
    Move merge = merge("parts");
    merge.target = "landing.parts_merged";
    merge.run();
    Move append = append("parts").run();
    from.run(
        "ALTER TABLE parts ATTACH PARTITION parts_0 FOR VALUES FROM (0) TO (100)",
        "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (200) TO (300)",
        "INSERT INTO parts VALUES (4, 250)");
    assertThat(merge.run().rowsRead).isEqualTo(4);
    assertThat(to.psql("SELECT * FROM landing.parts_merged"))
        .isEqualTo(from.psql("SELECT * FROM parts"));
    assertThatThrownBy(append::run)
        .hasMessageContaining("attached")
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_LATE_UNTELLABLE"));
  }

  @Test
  void aViewAndAQuerySayThatTheyMissIt() {
    table("viewed");
    from.run("CREATE VIEW view_of_it AS SELECT * FROM viewed");
    Move move = merge("view_of_it").run();
    assertThat(move.explain()).anyMatch(n -> n.contains("is missed: a view"));
    move.query = "SELECT * FROM viewed";
    assertThat(move.explain()).anyMatch(n -> n.contains("is missed: a query"));
    Move table = merge("viewed");
    assertThat(table.explain()).anyMatch(n -> n.contains("caught by the xmin"));
    table.streamOptions.put("late_commits", "ignore");
    assertThat(table.explain()).anyMatch(n -> n.contains("late_commits: catch finds it"));
  }

  /** Many users who commit, roll back and nest in disorder; the copies are equal in the end. */
  @Test
  void anyOrderOfCommitsEndsInEqualTables() throws SQLException {
    Random random = new Random(20261122);
    for (int round = 0; round < 5; round++) {
      String name = "disorder_" + round;
      table(name);
      Move append = append(name);
      Move merge = merge(name);
      merge.target = "landing." + name + "_merged";
      int id = 1000;
      User[] users = new User[6];
      for (int i = 0; i < users.length; i++) {
        users[i] = new User();
      }
      for (int step = 0; step < 60; step++) {
        User user = users[random.nextInt(users.length)];
        switch (random.nextInt(6)) {
          case 0 -> user.commit();
          case 1 -> {
            user.run("SAVEPOINT s");
            user.run("INSERT INTO " + name + " (id) VALUES (" + id++ + ")");
            user.run(random.nextBoolean() ? "RELEASE s" : "ROLLBACK TO s");
          }
          case 2 -> append.run();
          case 3 -> merge.run();
          default -> user.run("INSERT INTO " + name + " (id) VALUES (" + id++ + ")");
        }
      }
      for (User user : users) {
        user.commit();
        user.close();
      }
      append.run();
      merge.run();
      sameRows(name);
      assertThat(to.psql("SELECT * FROM landing." + name + "_merged"))
          .isEqualTo(from.psql("SELECT * FROM " + name));
      assertThat(append.run().rowsRead).isZero();
    }
  }
}
