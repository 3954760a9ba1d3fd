package dpone.service.mssql;

import static dpone.service.mssql.Clients.fails;
import static dpone.service.mssql.Clients.rows;
import static dpone.service.mssql.Clients.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partitions, and switching them as strictly as the server does. */
@Tag("integration")
class SwitchStandInTest {
  private static final String COLUMNS = " (id int NOT NULL, name nvarchar(9) NULL, day date NULL)";

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private Connection one;
  private Connection other;

  @BeforeEach
  void connect() throws SQLException {
    server.users().put("sa", "secret");
    one = Clients.vendor(server.port());
    other = Clients.foreign(server.port());
    all(
        "CREATE PARTITION FUNCTION f (date) AS RANGE RIGHT FOR VALUES ('2026-01-02', '2026-01-03');"
            + "CREATE PARTITION SCHEME s AS PARTITION f ALL TO ([PRIMARY]);"
            + "CREATE TABLE t (id int NOT NULL, name nvarchar(9) NULL, day date NULL) ON s(day);"
            + "INSERT INTO t VALUES (1, N'a', '2026-01-01'), (2, N'b', '2026-01-02'), (3, N'c',"
            + " NULL), (4, N'd', '2026-05-05')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    one.close();
    other.close();
    server.close();
  }

  private void all(String statements) throws SQLException {
    for (String sql : statements.split(";")) {
      run(one, sql);
    }
  }

  private List<String> numbered(String table) throws SQLException {
    return rows(other, "SELECT id, $PARTITION.f(day) FROM " + table + " ORDER BY id");
  }

  @Test
  void rowsLieInPartitionsAndNullsInTheFirst() throws SQLException {
    assertThat(numbered("t")).containsExactly("1|1", "2|2", "3|1", "4|3");
    assertThat(
            rows(
                other,
                "SELECT p.partition_number, p.rows FROM sys.partitions AS p WHERE p.object_id ="
                    + " OBJECT_ID('t') ORDER BY p.partition_number"))
        .containsExactly("1|2", "2|1", "3|1");
    all("ALTER PARTITION FUNCTION f() SPLIT RANGE ('2026-05-05')");
    assertThat(numbered("t")).containsExactly("1|1", "2|2", "3|1", "4|4");
    all("ALTER PARTITION FUNCTION f() MERGE RANGE ('2026-01-02')");
    assertThat(numbered("t")).containsExactly("1|1", "2|1", "3|1", "4|3");
    fails(7715, () -> run(one, "ALTER PARTITION FUNCTION f() MERGE RANGE ('2026-01-02')"));
    fails(7721, () -> run(one, "ALTER PARTITION FUNCTION f() SPLIT RANGE ('2026-01-03')"));
  }

  @Test
  void someAreTruncated() throws SQLException {
    all("TRUNCATE TABLE t WITH (PARTITIONS (1, 3))");
    assertThat(numbered("t")).containsExactly("2|2");
    fails(7722, () -> run(one, "TRUNCATE TABLE t WITH (PARTITIONS (4))"));
    all("CREATE TABLE u" + COLUMNS);
    fails(7729, () -> run(one, "TRUNCATE TABLE u WITH (PARTITIONS (1))"));
    all("CREATE INDEX apart ON t (id) ON [PRIMARY]");
    fails(3756, () -> run(one, "TRUNCATE TABLE t WITH (PARTITIONS (1))"));
  }

  @Test
  void rowsAreSwitchedInAndOutAndTheTransactionMayBeRolledBack() throws SQLException {
    all("CREATE TABLE u" + COLUMNS + " ON s(day);CREATE TABLE old" + COLUMNS);
    all("INSERT INTO u VALUES (9, N'z', '2026-01-02'), (8, N'y', '2026-01-09')");
    one.setAutoCommit(false);
    all(
        "ALTER TABLE t SWITCH PARTITION 2 TO old;ALTER TABLE u SWITCH PARTITION 2 TO t PARTITION 2");
    one.rollback();
    one.setAutoCommit(true);
    assertThat(numbered("t")).containsExactly("1|1", "2|2", "3|1", "4|3");
    all(
        "ALTER TABLE t SWITCH PARTITION 2 TO old;ALTER TABLE u SWITCH PARTITION 2 TO t PARTITION 2");
    assertThat(numbered("t")).containsExactly("1|1", "3|1", "4|3", "9|2");
    assertThat(rows(other, "SELECT id FROM u")).containsExactly("8");
    assertThat(rows(other, "SELECT id FROM old")).containsExactly("2");
  }

  @Test
  void aTableWithATrustedCheckBecomesAPartition() throws SQLException {
    all("TRUNCATE TABLE t;CREATE TABLE u" + COLUMNS);
    all("INSERT INTO u VALUES (9, N'z', '2026-01-02')");
    String change = "ALTER TABLE u SWITCH TO t PARTITION 2";
    fails(4982, () -> run(one, change));
    all(
        "ALTER TABLE u WITH NOCHECK ADD CONSTRAINT a CHECK (day >= '2026-01-02' AND day <"
            + " '2026-01-03' AND day IS NOT NULL)");
    fails(4982, () -> run(one, change));
    all("ALTER TABLE u ADD CONSTRAINT b CHECK (day >= '2026-01-02' AND day < '2026-01-03')");
    // A null passes the check, and would lie elsewhere.
    fails(4982, () -> run(one, change));
    all(
        "ALTER TABLE u ADD CONSTRAINT c CHECK (day >= '2026-01-02' AND day < '2026-01-03' AND day IS"
            + " NOT NULL)");
    fails(4982, () -> run(one, "ALTER TABLE u SWITCH TO t PARTITION 3"));
    all(change);
    assertThat(numbered("t")).containsExactly("9|2");
    fails(547, () -> run(one, "INSERT INTO u VALUES (9, N'z', '2026-01-03')"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4943;(id int NOT NULL, name nvarchar(9) NULL);",
        "4942;(id int NOT NULL, title nvarchar(9) NULL, day date NULL);",
        "4944;(id int NOT NULL, name nvarchar(8) NULL, day date NULL);",
        "4945;(id int NOT NULL, name nvarchar(9) COLLATE Latin1_General_BIN2 NULL, day date NULL);",
        "4985;(id int NULL, name nvarchar(9) NULL, day date NULL);",
        "4905;(id int NOT NULL, name nvarchar(9) NULL, day date NULL);INSERT INTO u VALUES (7, NULL,"
            + " NULL)",
        "4913;(id int NOT NULL, name nvarchar(9) NULL, day date NULL);CREATE CLUSTERED INDEX i ON u"
            + " (id)",
        "4947;(id int NOT NULL, name nvarchar(9) NULL, day date NULL);CREATE INDEX i ON u (id DESC)",
        "4968;(id int NOT NULL, name nvarchar(9) NULL, day date NULL, FOREIGN KEY (id) REFERENCES v"
            + " (id));",
        "4970;(id int NOT NULL, name nvarchar(9) NULL, day date NULL);ALTER TABLE u ADD CONSTRAINT c"
            + " CHECK (id > 0)",
        "4971;(id int NOT NULL CHECK (id > 0), name nvarchar(9) NULL, day date NULL);",
        "4900;(id int NOT NULL PRIMARY KEY, name nvarchar(9) NULL, day date NULL);ALTER TABLE u"
            + " ENABLE CHANGE_TRACKING",
        "11406;(id int NOT NULL, name nvarchar(9) NULL, day date NULL) WITH (DATA_COMPRESSION ="
            + " PAGE);"
      })
  void refusesByTheNumberOfTheServer(int number, String table, String then) throws SQLException {
    all(
        "ALTER DATABASE shop SET CHANGE_TRACKING = ON;CREATE TABLE v (id int NOT NULL PRIMARY KEY);"
            + "CREATE TABLE u "
            + table);
    if (then != null) {
      all(then);
    }
    fails(number, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO u"));
    assertThat(numbered("t")).hasSize(4);
  }

  @Test
  void refusesPartitionsThatDoNotFit() throws SQLException {
    all("CREATE TABLE u" + COLUMNS + " ON s(day)");
    fails(4911, () -> run(one, "ALTER TABLE t SWITCH TO u PARTITION 1"));
    fails(4911, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO u"));
    fails(4950, () -> run(one, "ALTER TABLE t SWITCH PARTITION 9 TO u PARTITION 1"));
    fails(4973, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO u PARTITION 2"));
    fails(4955, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO t PARTITION 2"));
    fails(4902, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO gone PARTITION 1"));
    all("INSERT INTO u VALUES (7, NULL, NULL)");
    fails(4904, () -> run(one, "ALTER TABLE t SWITCH PARTITION 1 TO u PARTITION 1"));
    all("CREATE INDEX apart ON u (id) ON [PRIMARY]");
    fails(7733, () -> run(one, "ALTER TABLE t SWITCH PARTITION 2 TO u PARTITION 2"));
    fails(1908, () -> run(one, "CREATE UNIQUE INDEX x ON t (id)"));
  }

  @Test
  void aTableThatOthersReferToIsNotSwitchedOut() throws SQLException {
    all(
        "CREATE TABLE p (id int NOT NULL PRIMARY KEY);CREATE TABLE q (id int NOT NULL PRIMARY KEY);"
            + "CREATE TABLE c (id int NULL, FOREIGN KEY (id) REFERENCES p (id))");
    fails(4967, () -> run(one, "ALTER TABLE p SWITCH TO q"));
    all("ALTER TABLE q SWITCH TO p");
  }
}
