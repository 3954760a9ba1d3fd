package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Batching that is silently off shows in the server's own statistics, whatever the plan says. */
@Tag("integration")
class IssueM04Test {
  private static Database from;
  private static Database to;

  private record Work(long transactions, long sessions) {}

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("m04_from");
    to = PostgresTestServer.get().database("m04_to");
    from.run(
        "CREATE TABLE batched (id int, note text)",
        "INSERT INTO batched SELECT i, repeat('x', 100) FROM generate_series(1, 40000) i",
        "ANALYZE batched");
  }

  @Test
  void theServerSeesACopyForEachSplitAndNotAStatementForEachRow() {
    // The first load makes dpone's own tables.
    move(1000, "public.warm").run();
    for (String lane : new String[] {"auto", "columns"}) {
      Work few = target(move(1000, "public.few_" + lane), lane);
      Move many = move(40_000, "public.many_" + lane);
      Work all = target(many, lane);
      assertThat(many.splits).hasSizeGreaterThan(3);
      assertThat(many.rowsWritten).isEqualTo(40_000);
      // A split costs the same few transactions however many rows it has: its COPY and its reset.
      assertThat(all.transactions - few.transactions).isLessThanOrEqualTo(12L * many.splits.size());
      // A split after another goes over the same connection.
      assertThat(all.sessions).isEqualTo(few.sessions);
    }
  }

  @Test
  void theStageIsNotReadAgainOnlyToCountIt() {
    Move move = new Move(from, to, "public.batched");
    move.target = "landing.unread";
    move.run();
    assertThat(to.value("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'unread'"))
        .isEqualTo("40000");
    assertThat(to.value("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'unread'"))
        .isEqualTo("0");
  }

  private static Move move(int rows, String name) {
    Move move = new Move(from, to, name);
    from.run("CREATE TABLE " + name + " AS SELECT * FROM batched LIMIT " + rows, "ANALYZE " + name);
    move.sourceOptions.put("min_split", 1L << 20);
    move.parallelism = 4;
    return move;
  }

  private static Work target(Move move, String lane) {
    move.sinkOptions.put("lane", lane);
    Work before = settled();
    move.run();
    Work after = settled();
    return new Work(after.transactions - before.transactions, after.sessions - before.sessions);
  }

  /**
   * A session writes its statistics down when it ends, which is shortly after its client's close.
   * Asked from the other database, so that the question itself is not counted.
   */
  private static Work settled() {
    String name = to.connection().get("database");
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!from.value("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name + "'")
            .equals("0")
        && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    String[] work =
        from.value(
                "SELECT xact_commit || ' ' || sessions FROM pg_stat_database WHERE datname = '"
                    + name
                    + "'")
            .split(" ");
    return new Work(Long.parseLong(work[0]), Long.parseLong(work[1]));
  }
}
