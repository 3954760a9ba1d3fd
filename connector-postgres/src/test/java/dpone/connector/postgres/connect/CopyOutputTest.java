package dpone.connector.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come the same past the driver and through it. */
@Tag("integration")
class CopyOutputTest {
  private static Database database;
  private Sessions sessions;

  @BeforeAll
  static void server() {
    database = PostgresTestServer.get().database("copy_output");
    database.run(
        "CREATE FUNCTION talk(i int) RETURNS int LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE WARNING 'row %', i; RETURN i; END $$");
  }

  @BeforeEach
  void open() {
    sessions = new Sessions(new ConnectionSettings(database.options()), new TestContext());
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  private static String copy(String query) {
    return "COPY (" + query + ") TO STDOUT (FORMAT binary)";
  }

  private static List<String> rows(CopyOutput output) {
    List<String> rows = new ArrayList<>();
    for (int length = output.next(); length >= 0; length = output.next()) {
      byte[] row = new byte[length];
      output.take(row, 0);
      rows.add(HexFormat.of().formatHex(row));
    }
    return rows;
  }

  private List<String> rows(String query, boolean bypassing) {
    try (PgSession session = sessions.copying()) {
      CopyOutput output = new CopyOutput(session, "s", copy(query), bypassing);
      List<String> rows = rows(output);
      assertThat(output.isDirect()).isEqualTo(bypassing);
      assertThat(output.rows()).isEqualTo(rows.size() - 1);
      assertThat(session.value("SELECT 1")).isEqualTo("1");
      return rows;
    }
  }

  @Test
  void theDriversStreamIsReachedInTheVersionThatIsPinned() {
    try (PgSession session = sessions.copying()) {
      CopyOutput output = new CopyOutput(session, "s", copy("SELECT 1"));
      rows(output);
      assertThat(output.isDirect()).isTrue();
    }
  }

  @Test
  void rowsSmallerAndLargerThanTheDriversBufferComeTheSameBothWays() {
    String query =
        "SELECT i, repeat('x', (i * 7919) % 30000), i % 3 = 0 FROM generate_series(1, 400) i";
    assertThat(rows(query, true)).hasSize(401).isEqualTo(rows(query, false));
  }

  @Test
  void whatTheServerSaysBetweenRowsIsNoRow() {
    String query = "SELECT talk(i) FROM generate_series(1, 50) i";
    assertThat(rows(query, true)).hasSize(51).isEqualTo(rows(query, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorAfterRowsIsTheServersOwn(boolean bypassing) {
    try (PgSession session = sessions.copying()) {
      CopyOutput output =
          new CopyOutput(
              session,
              "s",
              copy("SELECT 1 / (5000 - i) FROM generate_series(1, 10000) i"),
              bypassing);
      assertThatExceptionOfType(DponeException.class)
          .isThrownBy(() -> rows(output))
          .withMessageContaining("division by zero");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionThatEndsAmongRowsIsTransient(boolean bypassing) {
    try (PgSession session = sessions.copying()) {
      CopyOutput output =
          new CopyOutput(
              session,
              "s",
              copy("SELECT repeat('x', 1000) FROM generate_series(1, 1000000) i"),
              bypassing);
      assertThat(output.next()).isPositive();
      output.take(new byte[2000], 0);
      database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND query LIKE 'COPY%' AND pid <> pg_backend_pid()");
      assertThatExceptionOfType(DponeException.class)
          .isThrownBy(() -> rows(output))
          .satisfies(lost -> assertThat(lost.category().retryable()).isTrue());
    }
  }
}
