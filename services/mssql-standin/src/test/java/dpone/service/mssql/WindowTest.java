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

/** Windowed functions, bits and parts of bytes: what the publish of changes is made of. */
@Tag("integration")
class WindowTest {
  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private Connection one;

  @BeforeEach
  void connect() throws SQLException {
    server.users().put("sa", "secret");
    one = Clients.foreign(server.port());
    run(one, "CREATE TABLE c (seq bigint NOT NULL, kind smallint NOT NULL, id int NULL)");
    run(one, "INSERT INTO c VALUES (0, 0, 7), (1, 1, 7), (2, 2, 8), (3, 0, NULL), (4, 1, NULL)");
  }

  @AfterEach
  void disconnect() throws SQLException {
    one.close();
    server.close();
  }

  @Test
  void rowsOfAPartitionAreNumberedByTheOrder() throws SQLException {
    assertThat(
            rows(
                one,
                "SELECT p.id, p.seq, p.n FROM (SELECT x.id, x.seq, ROW_NUMBER() OVER (PARTITION BY"
                    + " x.id ORDER BY x.seq DESC, x.kind) AS n FROM c AS x) AS p WHERE p.n = 1"
                    + " ORDER BY p.seq"))
        .containsExactly("7|1|1", "8|2|1", "null|4|1");
  }

  @Test
  void theLargestOfAPartitionLeavesNullsOut() throws SQLException {
    assertThat(
            rows(
                one,
                "SELECT x.seq, MAX(CASE WHEN x.kind = 1 THEN NULL ELSE x.seq END) OVER (PARTITION"
                    + " BY x.id) AS m, MIN(x.seq) OVER (PARTITION BY x.id) AS l FROM c AS x ORDER"
                    + " BY x.seq"))
        .containsExactly("0|0|0", "1|0|0", "2|2|2", "3|3|3", "4|3|3");
  }

  @Test
  void bitsOfBytesAreLookedAt() throws SQLException {
    assertThat(
            rows(
                one,
                "SELECT CASE WHEN (CAST(SUBSTRING(CAST(0x0502 AS varbinary(4)), 2, 1) AS int) & 2)"
                    + " <> 0 THEN 1 ELSE 0 END, CAST(0x0105 AS int), CAST(0xFFFFFFFE AS int),"
                    + " SUBSTRING(N'abc', 2, 5)"))
        .containsExactly("1|261|-2|bc");
  }

  @Test
  void otherWindowsAreRefused() {
    fails(102, () -> rows(one, "SELECT SUM(x.seq) OVER (PARTITION BY x.id) FROM c AS x"));
    fails(102, () -> rows(one, "SELECT MAX(x.seq) OVER (ORDER BY x.id) FROM c AS x"));
    fails(102, () -> rows(one, "SELECT ROW_NUMBER() OVER (PARTITION BY x.id) FROM c AS x"));
    fails(
        4108, () -> rows(one, "SELECT 1 FROM c AS x WHERE ROW_NUMBER() OVER (ORDER BY x.seq) = 1"));
    fails(4108, () -> rows(one, "SELECT ROW_NUMBER() OVER (ORDER BY x.seq) + 1 FROM c AS x"));
  }
}
