package dpone.connector.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to be let in or not, against a real server. */
@Tag("integration")
class LoginTest {
  private static final String CANARY = "c4n4ry-s3cret";
  private static OwnServer server;

  @BeforeAll
  static void server() {
    server =
        OwnServer.create()
            .access(
                "host all dpone    127.0.0.1/32 scram-sha-256",
                "host all old      127.0.0.1/32 md5",
                "host all trusted  127.0.0.1/32 trust",
                "host all clear    127.0.0.1/32 password",
                "host all banned   127.0.0.1/32 reject",
                "host all +asked   127.0.0.1/32 scram-sha-256")
            .start();
    Database database = server.database("shop");
    database.run(
        "REVOKE CONNECT ON DATABASE shop FROM PUBLIC",
        "SET password_encryption = 'md5'",
        "CREATE ROLE old LOGIN SUPERUSER PASSWORD '" + CANARY + "'",
        "SET password_encryption = 'scram-sha-256'",
        "CREATE ROLE asked",
        "CREATE ROLE trusted LOGIN SUPERUSER",
        "CREATE ROLE banned LOGIN",
        "CREATE ROLE clear LOGIN SUPERUSER PASSWORD '" + CANARY + "'",
        "CREATE ROLE outsider LOGIN PASSWORD '" + CANARY + "' IN ROLE asked",
        "CREATE ROLE former LOGIN PASSWORD '" + CANARY + "' VALID UNTIL '2001-01-01' IN ROLE asked",
        "CREATE ROLE nologin NOLOGIN PASSWORD '" + CANARY + "' IN ROLE asked",
        "CREATE ROLE crowded LOGIN PASSWORD '" + CANARY + "' CONNECTION LIMIT 0 IN ROLE asked",
        "GRANT CONNECT ON DATABASE shop TO crowded, former, nologin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String outcome(Map<String, ?> options, StringBuilder told) {
    try (Sessions sessions =
            new Sessions(
                new ConnectionSettings(server.existing("shop").options(options)),
                new TestContext());
        PgSession session = sessions.control()) {
      return session.value("SELECT current_user");
    } catch (DponeException refused) {
      StringWriter everything = new StringWriter();
      refused.printStackTrace(new PrintWriter(everything));
      told.append(everything).append(refused.oneLine());
      assertThat(refused.remedy()).isNotEmpty();
      return refused.code() + " " + refused.category();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dpone,    own-server,    shop,    dpone",
    "dpone,    c4n4ry-s3cret, shop,    PG_AUTHENTICATION AUTHENTICATION",
    "dpone,    '',            shop,    PG_AUTHENTICATION AUTHENTICATION",
    "old,      c4n4ry-s3cret, shop,    old",
    "old,      wrong-c4n4ry,  shop,    PG_AUTHENTICATION AUTHENTICATION",
    "trusted,  c4n4ry-s3cret, shop,    trusted",
    "clear,    c4n4ry-s3cret, shop,    clear",
    "clear,    wrong-c4n4ry,  shop,    PG_AUTHENTICATION AUTHENTICATION",
    "banned,   c4n4ry-s3cret, shop,    PG_ACCESS_REFUSED AUTHENTICATION",
    "nobody,   c4n4ry-s3cret, shop,    PG_ACCESS_REFUSED AUTHENTICATION",
    "former,   c4n4ry-s3cret, shop,    PG_AUTHENTICATION AUTHENTICATION",
    "nologin,  c4n4ry-s3cret, shop,    PG_AUTHENTICATION AUTHENTICATION",
    "outsider, c4n4ry-s3cret, shop,    PG_PERMISSION_DENIED AUTHENTICATION",
    "crowded,  c4n4ry-s3cret, shop,    PG_TOO_MANY_CONNECTIONS THROTTLED",
    "dpone,    own-server,    nowhere, PG_DATABASE_NOT_FOUND NOT_FOUND",
  })
  void logins(String user, String password, String database, String expected) {
    StringBuilder told = new StringBuilder();
    assertThat(outcome(Map.of("user", user, "password", password, "database", database), told))
        .as(told.toString())
        .isEqualTo(expected);
    assertThat(told.toString()).doesNotContain(CANARY, "wrong-c4n4ry", OwnServer.PASSWORD);
  }

  @Test
  void noConnectRightNamesTheGrant() {
    StringBuilder told = new StringBuilder();
    outcome(Map.of("user", "outsider", "password", CANARY), told);
    assertThat(told.toString()).contains("GRANT CONNECT ON DATABASE");
  }

  /** A driver that logs everything must not be handed what it would log. */
  @Test
  void theSecretIsInNoLogAtAnyLevel() {
    StringBuilder log = new StringBuilder();
    Handler everything =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            log.append(entry.getMessage())
                .append(java.util.Arrays.toString(entry.getParameters()))
                .append(entry.getThrown());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger driver = Logger.getLogger("org.postgresql");
    Level before = driver.getLevel();
    driver.setLevel(Level.ALL);
    driver.addHandler(everything);
    try {
      StringBuilder told = new StringBuilder();
      outcome(Map.of("user", "old", "password", CANARY), told);
      outcome(Map.of("user", "old", "password", CANARY + "x"), told);
      assertThat(outcome(Map.of("user", "dpone"), told)).isEqualTo("dpone");
    } finally {
      driver.removeHandler(everything);
      driver.setLevel(before);
    }
    assertThat(log).as("the driver does log").contains("Connecting");
    assertThat(log.toString()).doesNotContain(CANARY, OwnServer.PASSWORD);
    assertThat(server.logged()).doesNotContain(CANARY, OwnServer.PASSWORD);
  }

  @Test
  void theLimitOfConnectionsIsNamed() {
    Database database = server.existing("shop");
    OwnServer small = OwnServer.create().set("max_connections", "2").set("max_wal_senders", "0");
    small.set("superuser_reserved_connections", "0").start();
    try (Sessions sessions =
        new Sessions(
            new ConnectionSettings(small.existing("postgres").options()), new TestContext())) {
      PgSession first = sessions.open();
      PgSession second = sessions.open();
      try {
        sessions.open();
        throw new AssertionError("a third connection was made");
      } catch (DponeException full) {
        assertThat(full.code()).as(full.oneLine()).isEqualTo("PG_TOO_MANY_CONNECTIONS");
        assertThat(full.category()).isEqualTo(ErrorCategory.THROTTLED);
      }
      first.close();
      second.close();
    } finally {
      small.close();
    }
    assertThat(database.connection()).isNotEmpty();
  }
}
