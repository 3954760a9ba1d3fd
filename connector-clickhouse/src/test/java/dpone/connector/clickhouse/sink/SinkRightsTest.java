package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.LoadRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user that may not load is told so when the load is planned, and nothing is made. */
@Tag("integration")
class SinkRightsTest {
  private static SinkServer server;
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    server = SinkServer.get();
    to = server.database("rights");
  }

  private static SinkMove as(String user, String password) {
    SinkMove move = new SinkMove(to.as(user, password));
    move.row(1, "a");
    return move;
  }

  private static void granted(String user, String grants) {
    server.ask(
        "{\"op\":\"user\",\"user\":\""
            + user
            + "\",\"password\":\"secret word\",\"grant\":\""
            + grants
            + "\"}");
  }

  private static DponeException refused(SinkMove move) {
    DponeException[] failure = new DponeException[1];
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(DponeException.class, e -> failure[0] = e);
    assertThat(to.rows("SELECT name FROM system.tables WHERE database = 'rights'")).isEmpty();
    assertThat(failure[0].category()).isEqualTo(ErrorCategory.AUTHENTICATION);
    return failure[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "settled"})
  void aUserThatMayOnlyRead(String user) {
    DponeException failure = refused(as(user, to.connection.get("password")));
    assertThat(failure.code()).isEqualTo("CH_READ_ONLY");
    assertThat(failure.oneLine()).contains(user);
  }

  @Test
  void aUserThatLacksARight() {
    granted("weak", "GRANT SELECT, INSERT ON *.*");
    DponeException failure = refused(as("weak", "secret word"));
    assertThat(failure.code()).isEqualTo("CH_PERMISSION_DENIED");
    assertThat(failure.remedy())
        .contains("GRANT SELECT, INSERT, ALTER TABLE")
        .contains("`rights`.*");
    assertThat(failure.oneLine()).doesNotContain("secret word");
  }

  /** A server may ask for a right to each engine beside that of making tables. */
  @Test
  void aUserThatMayMakeTablesOfNoEngine() {
    granted(
        "engineless",
        "GRANT SELECT, INSERT, ALTER TABLE, CREATE TABLE, DROP TABLE, TRUNCATE ON *.*");
    DponeException failure = refused(as("engineless", "secret word"));
    assertThat(failure.code()).isEqualTo("CH_PERMISSION_DENIED");
    assertThat(failure.remedy()).contains("GRANT TABLE ENGINE ON MergeTree");
  }

  /** Those of tables are enough, also for a view of changes. */
  @Test
  void aUserThatHasTheRightsOfTables() {
    granted(
        "tables",
        "GRANT SELECT, INSERT, ALTER TABLE, CREATE TABLE, DROP TABLE, TRUNCATE, TABLE ENGINE ON *.*");
    SinkMove changes = as("tables", "secret word");
    changes.scope = LoadRequest.CHANGES;
    changes.key = List.of("id");
    changes.run();
    assertThat(to.rows("SELECT id, v FROM t")).containsExactly("1\ta");
    to.run("DROP TABLE t SYNC", "DROP TABLE t__changes SYNC", "DROP TABLE _dpone_loads SYNC");
  }
}
