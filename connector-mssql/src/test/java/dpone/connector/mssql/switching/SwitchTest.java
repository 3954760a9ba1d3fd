package dpone.connector.mssql.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.testing.Landing;
import dpone.connector.mssql.testing.Landing.Load;
import dpone.connector.mssql.testing.Landing.Row;
import dpone.service.tds.Answer;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.LoadMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** sink.publish switch, against the stand-in that switches as strictly as the server. */
@Tag("integration")
class SwitchTest {
  private static final String DIVIDED =
      "CREATE TABLE landing.orders (id bigint NOT NULL, name nvarchar(40) NULL, day date NOT NULL,"
          + " kept int NOT NULL DEFAULT 7, PRIMARY KEY CLUSTERED (id, day)) ON days(day)";
  private static final String[] BEFORE = {"1|a|2026-01-01", "2|b|2026-01-02", "3|c|2026-01-03"};

  private Landing landing;

  @BeforeEach
  void start() throws SQLException {
    landing = new Landing("switch");
    landing.run(
        "CREATE PARTITION FUNCTION by_day (date) AS RANGE RIGHT FOR VALUES ('2026-01-01',"
            + " '2026-01-02', '2026-01-03', '2026-01-04')",
        "CREATE PARTITION SCHEME days AS PARTITION by_day ALL TO ([PRIMARY])");
  }

  @AfterEach
  void stop() throws SQLException {
    landing.close();
  }

  private void divided() throws SQLException {
    landing.run(DIVIDED, "CREATE UNIQUE INDEX named ON landing.orders (name, day) INCLUDE (kept)");
    fill();
  }

  private void fill() throws SQLException {
    landing.run(
        "INSERT INTO landing.orders (id, name, day) VALUES (1, N'a', '2026-01-01'), (2, N'b',"
            + " '2026-01-02'), (3, N'c', '2026-01-03')");
  }

  private static void refused(String code, String word, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.oneLine()).contains(word);
              assertThat(error.remedy()).isNotBlank();
            });
  }

  private CommitReceipt secondDay() {
    return landing.load(
        LoadMode.PARTITION_REPLACE, new Row(20, "x", "2026-01-02"), new Row(21, "y", "2026-01-02"));
  }

  @Test
  void partitionsThatTheLoadNamesAreReplacedAndOthersStay() throws SQLException {
    divided();
    assertThat(landing.plan(LoadMode.PARTITION_REPLACE).streams().getFirst().publish())
        .isEqualTo("switch");
    CommitReceipt receipt = secondDay();
    assertThat(receipt.inserted()).containsEntry("orders", 2L);
    assertThat(receipt.deleted()).containsEntry("orders", 1L);
    assertThat(landing.target())
        .containsExactly("1|a|2026-01-01", "3|c|2026-01-03", "20|x|2026-01-02", "21|y|2026-01-02");
    // What the stream lacks has its default, and indexes and constraints are the target's own.
    assertThat(landing.rows("SELECT kept FROM landing.orders")).containsOnly("7");
    assertThat(
            landing.rows(
                "SELECT i.name FROM sys.indexes AS i WHERE i.object_id ="
                    + " OBJECT_ID(N'landing.orders')"))
        .containsExactlyInAnyOrder("PK", "named");
    assertThat(landing.stages()).isEmpty();
    secondDay();
    assertThat(landing.target()).hasSize(4);
  }

  @Test
  void anEmptyPartitionIsFilledAndAnEmptyLoadReplacesNothing() throws SQLException {
    divided();
    landing.load(
        LoadMode.PARTITION_REPLACE, new Row(9, "z", "2026-01-04"), new Row(1, "A", "2026-01-01"));
    landing.load(LoadMode.PARTITION_REPLACE);
    assertThat(landing.target())
        .containsExactly("1|A|2026-01-01", "2|b|2026-01-02", "3|c|2026-01-03", "9|z|2026-01-04");
  }

  @Test
  void aPartitionOfOtherValuesTooIsNotTakenAway() throws SQLException {
    divided();
    landing.run("INSERT INTO landing.orders (id, name, day) VALUES (40, N'x', '2026-01-05')");
    refused(
        "MSSQL_PARTITION_SHARED",
        "2026-01-05",
        () -> landing.load(LoadMode.PARTITION_REPLACE, new Row(4, "d", "2026-01-04")));
    assertThat(landing.target()).hasSize(4);
    landing.load(
        LoadMode.PARTITION_REPLACE, new Row(4, "d", "2026-01-04"), new Row(5, "e", "2026-01-05"));
    assertThat(landing.rows("SELECT id FROM landing.orders ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aValueThatAppearsBeforeThePublishIsNotTakenAway() throws SQLException {
    divided();
    try (Load load = landing.prepared(LoadMode.PARTITION_REPLACE, new Row(4, "d", "2026-01-04"))) {
      landing.run("INSERT INTO landing.orders (id, name, day) VALUES (40, N'x', '2026-01-05')");
      refused("MSSQL_PLAN_CHANGED", "would have been lost", load::commit);
    }
    assertThat(landing.target()).hasSize(4).contains("40|x|2026-01-05");
  }

  /** What is written between the check and the switch would be taken away. */
  @Test
  void writersAreLockedOutFromTheCheckOn() throws Exception {
    divided();
    List<Integer> met = new ArrayList<>();
    try (Load load = landing.prepared(LoadMode.PARTITION_REPLACE, new Row(4, "d", "2026-01-04"));
        Connection writer = landing.connect();
        AutoCloseable between =
            landing
                .server()
                .once(
                    request -> {
                      if (request.statement().startsWith("TRUNCATE TABLE [landing]")) {
                        met.add(written(writer));
                      }
                      return false;
                    },
                    Answer.done())) {
      load.commit();
    }
    assertThat(met).containsExactly(1222);
    assertThat(landing.target()).hasSize(4);
  }

  private static int written(Connection writer) {
    try (Statement statement = writer.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT 100");
      statement.execute(
          "INSERT INTO landing.orders (id, name, day) VALUES (40, N'x', '2026-01-05')");
      return 0;
    } catch (SQLException refused) {
      return refused.getErrorCode();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPLIT RANGE ('2025-12-31')",
        "SPLIT RANGE ('2026-01-09')",
        "MERGE RANGE ('2026-01-01')",
        "MERGE RANGE ('2026-01-02')"
      })
  void aBoundThatMovesBeforeThePublishLosesNothing(String change) throws SQLException {
    landing.run(DIVIDED);
    landing.run("INSERT INTO landing.orders (id, name, day) VALUES (2, N'b', '2026-01-02')");
    try (Load load =
        landing.prepared(
            LoadMode.PARTITION_REPLACE,
            new Row(20, "x", "2026-01-02"),
            new Row(90, "z", "2026-01-09"))) {
      landing.run("ALTER PARTITION FUNCTION by_day() " + change);
      try {
        load.commit();
        assertThat(landing.target()).containsExactly("20|x|2026-01-02", "90|z|2026-01-09");
      } catch (DponeException failure) {
        assertThat(failure.code()).isEqualTo("MSSQL_PLAN_CHANGED");
        assertThat(landing.target()).containsExactly("2|b|2026-01-02");
      }
    }
    landing.load(LoadMode.PARTITION_REPLACE, new Row(20, "x", "2026-01-02"));
    assertThat(landing.target()).contains("20|x|2026-01-02").doesNotContain("2|b|2026-01-02");
  }

  @Test
  void aHeapWithNullsIsSwitchedByItsFirstPartition() throws SQLException {
    landing.run(
        "CREATE TABLE landing.orders (id bigint NULL, name nvarchar(40) NULL, day date NULL) ON"
            + " days(day) WITH (DATA_COMPRESSION = PAGE ON PARTITIONS (1, 3))");
    fill();
    landing.load(LoadMode.PARTITION_REPLACE, new Row(8, "n", null), new Row(20, "x", "2026-01-02"));
    landing.load(LoadMode.PARTITION_REPLACE, new Row(9, "m", null));
    assertThat(landing.target())
        .containsExactly("1|a|2026-01-01", "3|c|2026-01-03", "9|m|null", "20|x|2026-01-02");
    refused(
        "MSSQL_PARTITION_SHARED",
        "1 rows",
        () -> landing.load(LoadMode.PARTITION_REPLACE, new Row(7, "o", "2025-01-01")));
  }

  @Test
  void aWholeTableIsReplacedWithAllThatItHas() throws SQLException {
    landing.run(
        "CREATE TABLE landing.orders (id bigint NOT NULL PRIMARY KEY NONCLUSTERED, name"
            + " nvarchar(max) NULL, day date NULL, CONSTRAINT positive CHECK (id > 0))",
        "CREATE CLUSTERED INDEX days ON landing.orders (day DESC) WITH (DATA_COMPRESSION = PAGE)",
        "CREATE INDEX some ON landing.orders (day) WHERE id > 5");
    fill();
    CommitReceipt receipt = landing.load(LoadMode.FULL_REFRESH, new Row(5, "e", "2026-03-01"));
    assertThat(receipt.inserted()).containsEntry("orders", 1L);
    assertThat(landing.target()).containsExactly("5|e|2026-03-01");
    refused(
        "MSSQL_CONSTRAINT",
        "547",
        () -> landing.load(LoadMode.FULL_REFRESH, new Row(-5, "e", "2026-03-01")));
    refused(
        "MSSQL_CONSTRAINT",
        "1505",
        () ->
            landing.load(
                LoadMode.FULL_REFRESH,
                new Row(5, "e", "2026-03-01"),
                new Row(5, "f", "2026-03-02")));
    assertThat(landing.target()).containsExactly("5|e|2026-03-01");
    landing.load(LoadMode.FULL_REFRESH);
    assertThat(landing.target()).isEmpty();
  }

  @Test
  void aDividedTableIsReplacedAsAWhole() throws SQLException {
    divided();
    landing.load(
        LoadMode.FULL_REFRESH, new Row(5, "e", "2025-03-01"), new Row(6, "f", "2026-01-03"));
    assertThat(landing.target()).containsExactly("5|e|2025-03-01", "6|f|2026-01-03");
  }

  @Test
  void aTableThatGetsAColumnIsFilledWithoutASwitchOnce() throws SQLException {
    landing.run("CREATE TABLE landing.orders (id bigint NOT NULL, day date NOT NULL) ON days(day)");
    landing.run("INSERT INTO landing.orders (id, day) VALUES (1, '2026-01-01'), (2, '2026-01-02')");
    assertThat(landing.plan(LoadMode.PARTITION_REPLACE).streams().getFirst().notes())
        .anyMatch(note -> note.contains("nothing is switched this once"));
    secondDay();
    secondDay();
    assertThat(landing.target())
        .containsExactly("1|null|2026-01-01", "20|x|2026-01-02", "21|y|2026-01-02");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE TABLE landing.orders (id bigint NULL, name nvarchar(40) NULL, day date NULL);"
            + "not partitioned",
        "CREATE TABLE landing.orders (id bigint NULL, name nvarchar(40) NULL, day date NULL, seen"
            + " date NULL) ON days(seen);partitioned by seen, not by day",
        "CREATE TABLE landing.orders (id bigint NOT NULL IDENTITY(1, 1), name nvarchar(40) NULL,"
            + " day date NULL) ON days(day);column id is an identity",
        "CREATE TABLE landing.orders (id bigint NULL, name nvarchar(40) NULL, day date NULL, twice"
            + " AS (id + id)) ON days(day);generates the column twice",
        "CREATE TABLE landing.orders (id bigint NULL, name nvarchar(40) NULL, day date NULL, other"
            + " bigint NULL, FOREIGN KEY (other) REFERENCES parents (id)) ON days(day);has foreign"
            + " keys"
      })
  void refusesATableThatCannotBeSwitched(String table, String word) throws SQLException {
    landing.run("CREATE TABLE parents (id bigint NOT NULL PRIMARY KEY)");
    landing.run(table);
    refused("MSSQL_OPTION_UNSUPPORTED", word, () -> landing.plan(LoadMode.PARTITION_REPLACE));
  }

  @Test
  void refusesWhatHangsOnTheTable() throws SQLException {
    divided();
    landing.run("CREATE INDEX apart ON landing.orders (name) ON [PRIMARY]");
    refused(
        "MSSQL_OPTION_UNSUPPORTED",
        "index apart is not aligned",
        () -> landing.plan(LoadMode.PARTITION_REPLACE));
    landing.run(
        "CREATE TABLE child (id bigint NULL, FOREIGN KEY (id) REFERENCES landing.orders (id))");
    landing.run(
        "ALTER DATABASE shop SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS)",
        "ALTER TABLE landing.orders ENABLE CHANGE_TRACKING",
        "EXEC sys.sp_cdc_enable_db",
        "EXEC sys.sp_cdc_enable_table @source_schema = N'landing', @source_name = N'orders',"
            + " @role_name = NULL, @supports_net_changes = 0");
    assertThatThrownBy(() -> landing.plan(LoadMode.PARTITION_REPLACE))
        .hasMessageContaining("foreign keys of other tables")
        .hasMessageContaining("change tracking")
        .hasMessageContaining("change data capture")
        .hasMessageContaining("not aligned");
    refused(
        "MSSQL_OPTION_UNSUPPORTED",
        "incremental_merge",
        () -> landing.plan(LoadMode.INCREMENTAL_MERGE));
  }

  @Test
  void refusesATableThatIsNotThere() {
    refused(
        "MSSQL_OPTION_UNSUPPORTED",
        "there is no table",
        () -> landing.plan(LoadMode.PARTITION_REPLACE));
    assertThat(landing.plan(LoadMode.FULL_REFRESH).streams().getFirst().publish())
        .isEqualTo("insert into a new table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (SELECT COUNT_BIG(*) FROM [landing]",
        "TRUNCATE TABLE [landing]",
        "ALTER TABLE [dpone_stage]",
        "SELECT CAST(0 AS bigint), COUNT_BIG(*)",
        "DROP TABLE IF EXISTS",
        "INSERT INTO [dpone_meta].[loads]"
      })
  void aConnectionThatBreaksBetweenStatementsLeavesTheTargetAsItWas(String statement)
      throws Exception {
    divided();
    for (boolean carriedOut : new boolean[] {false, true}) {
      try (Load load =
          landing.prepared(
              LoadMode.PARTITION_REPLACE,
              new Row(20, "x", "2026-01-02"),
              new Row(30, "y", "2026-01-03"))) {
        try (AutoCloseable fault =
            carriedOut
                ? landing
                    .server()
                    .onceAfter(r -> r.statement().startsWith(statement), Answer.reset())
                : landing.server().once(r -> r.statement().startsWith(statement), Answer.reset())) {
          refused("MSSQL_CONNECTION_LOST", "", load::commit);
        }
        assertThat(landing.target()).containsExactly(BEFORE);
      }
    }
    secondDay();
    assertThat(landing.target())
        .containsExactly("1|a|2026-01-01", "3|c|2026-01-03", "20|x|2026-01-02", "21|y|2026-01-02");
    assertThat(landing.stages()).isEmpty();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundAndNotDoneAgain() throws Exception {
    divided();
    try (Load load = landing.prepared(LoadMode.PARTITION_REPLACE, new Row(20, "x", "2026-01-02"))) {
      try (AutoCloseable lost =
          landing
              .server()
              .onceAfter(
                  r -> r.statement().startsWith("IF @@TRANCOUNT > 0 COMMIT"), Answer.reset())) {
        refused("MSSQL_COMMIT_UNKNOWN", "", load::commit);
      }
      landing.run("UPDATE landing.orders SET name = N'later' WHERE id = 20");
      CommitReceipt again = load.commit();
      assertThat(again.inserted()).containsEntry("orders", 1L);
      assertThat(again.deleted()).containsEntry("orders", 1L);
    }
    assertThat(landing.target())
        .containsExactly("1|a|2026-01-01", "3|c|2026-01-03", "20|later|2026-01-02");
  }

  @ParameterizedTest
  @CsvSource({
    "1222, MSSQL_LOCK_TIMEOUT, TRANSIENT",
    "1205, MSSQL_DEADLOCK, TRANSIENT",
    "4900, MSSQL_SWITCH_REFUSED, SCHEMA",
    "4904, MSSQL_SWITCH_REFUSED, SCHEMA",
    "4947, MSSQL_SWITCH_REFUSED, SCHEMA",
    "4972, MSSQL_SWITCH_REFUSED, SCHEMA",
    "4985, MSSQL_SWITCH_REFUSED, SCHEMA",
    "11406, MSSQL_SWITCH_REFUSED, SCHEMA"
  })
  void whatTheServerAnswersToASwitchHasACode(int number, String code, ErrorCategory category)
      throws Exception {
    divided();
    try (Load load = landing.prepared(LoadMode.PARTITION_REPLACE, new Row(20, "x", "2026-01-02"));
        AutoCloseable fault =
            landing
                .server()
                .once(
                    r -> r.statement().contains(" SWITCH PARTITION "),
                    Answer.error(number, number == 1205 ? 13 : 16, 1, "no"))) {
      assertThatThrownBy(load::commit)
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> {
                assertThat(error.code()).isEqualTo(code);
                assertThat(error.category()).isEqualTo(category);
              });
      assertThat(landing.target()).containsExactly(BEFORE);
      // The stage is as it was: the same load can be published again.
      load.commit();
    }
    assertThat(landing.target())
        .containsExactly("1|a|2026-01-01", "3|c|2026-01-03", "20|x|2026-01-02");
  }

  @Test
  void readersSeeTheRowsBeforeOrThoseAfter() throws Exception {
    divided();
    Set<List<String>> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch begun = new CountDownLatch(3);
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    boolean[] ended = {false};
    for (int i = 0; i < 3; i++) {
      readers.add(
          CompletableFuture.runAsync(() -> {
            try (Connection reader = landing.connect()) {
              boolean last;
              do {
                synchronized (ended) {
                  last = ended[0];
                }
                seen.add(
                    Landing.rows(
                        reader,
                        "SELECT name, COUNT_BIG(*) FROM landing.orders WHERE day = '2026-01-02'"
                            + " GROUP BY name"));
                begun.countDown();
              } while (!last);
            } catch (SQLException failure) {
              throw new IllegalStateException(failure);
            }
          }));
    }
    begun.await();
    for (int round = 0; round < 5; round++) {
      String name = "r" + round;
      landing.load(LoadMode.PARTITION_REPLACE, new Row(20, name, "2026-01-02"));
    }
    synchronized (ended) {
      ended[0] = true;
    }
    readers.forEach(CompletableFuture::join);
    assertThat(seen).contains(List.of("r4|1")).allMatch(rows -> rows.size() == 1, "never none");
  }
}
