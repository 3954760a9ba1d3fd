package dpone.connector.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestCertificates;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mode of encryption against real servers, with and without what it asks for. */
@Tag("integration")
class TlsTest {
  private static final TestCertificates CERTS =
      new TestCertificates()
          .signed("right", "-ext san=dns:localhost,ip:127.0.0.1")
          .signed("othername", "-ext san=dns:db.example")
          .signed("expired", "-ext san=dns:localhost -startdate -10d -validity 5")
          .signed("dpone", "-ext eku=clientAuth");
  private static final TestCertificates STRANGERS =
      new TestCertificates().signed("dpone", "-ext eku=clientAuth");
  private static final Map<String, OwnServer> SERVERS = new HashMap<>();

  @BeforeAll
  static void servers() {
    SERVERS.put("plain", OwnServer.create().start());
    for (String name : new String[] {"right", "othername", "expired"}) {
      SERVERS.put(name, encrypted(OwnServer.create(), name).start());
    }
    OwnServer asking = encrypted(OwnServer.create(), "right");
    asking.access("hostssl all all 127.0.0.1/32 cert");
    SERVERS.put("asking", asking.start());
    OwnServer strict = encrypted(OwnServer.create(), "right");
    strict.access("hostssl all all 127.0.0.1/32 scram-sha-256");
    SERVERS.put("strict", strict.start());
  }

  private static OwnServer encrypted(OwnServer server, String certificate) {
    server.file("server.crt", CERTS.certificate(certificate));
    server.file("server.key", CERTS.key(certificate));
    server.file("root.crt", CERTS.certificate("ca"));
    return server
        .set("ssl", "on")
        .set("ssl_cert_file", "server.crt")
        .set("ssl_key_file", "server.key")
        .set("ssl_ca_file", "root.crt");
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(OwnServer::close);
  }

  private static Database database(String server) {
    return SERVERS.get(server).existing("postgres");
  }

  /** What became of one connect: the cipher, {@code plain}, or the code of the refusal. */
  private static String outcome(Database database, Map<String, ?> options) {
    try (Sessions sessions =
            new Sessions(new ConnectionSettings(database.options(options)), new TestContext());
        PgSession session = sessions.control()) {
      return session.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").equals("t")
          ? "encrypted"
          : "plain";
    } catch (DponeException refused) {
      StringWriter everything = new StringWriter();
      refused.printStackTrace(new PrintWriter(everything));
      assertThat(everything.toString() + refused.oneLine())
          .doesNotContain(OwnServer.PASSWORD)
          .doesNotContain("k3y-canary");
      assertThat(refused.remedy()).isNotEmpty();
      return refused.code();
    }
  }

  private static Map<String, String> with(String mode, TestCertificates trusted) {
    return Map.of("sslmode", mode, "ssl_root_cert", trusted.certificateFile("ca").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "plain,     disable,     own,      plain",
    "plain,     allow,       own,      plain",
    "plain,     prefer,      own,      plain",
    "plain,     require,     own,      PG_TLS_NOT_OFFERED",
    "plain,     verify-ca,   own,      PG_TLS_NOT_OFFERED",
    "plain,     verify-full, own,      PG_TLS_NOT_OFFERED",
    "right,     disable,     own,      plain",
    "right,     allow,       own,      plain",
    "right,     prefer,      own,      encrypted",
    "right,     require,     own,      encrypted",
    "right,     verify-ca,   own,      encrypted",
    "right,     verify-full, own,      encrypted",
    "right,     require,     stranger, encrypted",
    "right,     verify-ca,   stranger, PG_TLS_UNTRUSTED",
    "right,     verify-full, stranger, PG_TLS_UNTRUSTED",
    "right,     verify-ca,   runtime,  PG_TLS_UNTRUSTED",
    "right,     verify-full, runtime,  PG_TLS_UNTRUSTED",
    "othername, require,     own,      encrypted",
    "othername, verify-ca,   own,      encrypted",
    "othername, verify-full, own,      PG_TLS_WRONG_NAME",
    "expired,   require,     own,      encrypted",
    "expired,   verify-ca,   own,      PG_TLS_UNTRUSTED",
    "expired,   verify-full, own,      PG_TLS_UNTRUSTED",
    "strict,    disable,     own,      PG_ACCESS_REFUSED",
    "strict,    allow,       own,      encrypted",
    "strict,    prefer,      own,      encrypted",
    "asking,    require,     own,      PG_TLS_CLIENT_CERTIFICATE",
    "asking,    verify-full, own,      PG_TLS_CLIENT_CERTIFICATE",
  })
  void modes(String server, String mode, String trusted, String expected) {
    Map<String, String> options =
        switch (trusted) {
          case "own" -> with(mode, CERTS);
          case "stranger" -> with(mode, STRANGERS);
          default -> Map.of("sslmode", mode);
        };
    assertThat(outcome(database(server), options)).isEqualTo(expected);
  }

  @Test
  void clientCertificates() {
    Map<String, String> options = new HashMap<>(with("verify-full", CERTS));
    options.put("ssl_cert", CERTS.certificateFile("dpone").toString());
    options.put("ssl_key", CERTS.keyFile("dpone").toString());
    assertThat(outcome(database("asking"), options)).isEqualTo("encrypted");
    options.put("ssl_key_password", "k3y-canary");
    outcome(database("asking"), options);
    options.remove("ssl_key_password");
    options.put("ssl_cert", STRANGERS.certificateFile("dpone").toString());
    options.put("ssl_key", STRANGERS.keyFile("dpone").toString());
    assertThat(outcome(database("asking"), options)).isEqualTo("PG_TLS_CLIENT_CERTIFICATE");
    options.put("ssl_cert", CERTS.certificateFile("right").toString());
    options.put("ssl_key", CERTS.keyFile("right").toString());
    assertThat(outcome(database("asking"), options)).isEqualTo("PG_TLS_CLIENT_CERTIFICATE");
    options.put("ssl_key", CERTS.write("garbage.key", new byte[] {1, 2, 3}).toString());
    assertThat(outcome(database("asking"), options)).isEqualTo("PG_TLS_CLIENT_CERTIFICATE");
    options.put("ssl_key", "/no/such/file");
    assertThat(outcome(database("asking"), options)).isEqualTo("PG_INVALID_OPTION");
    options.remove("ssl_root_cert");
    options.remove("ssl_key");
    assertThat(outcome(database("asking"), options)).isEqualTo("PG_INVALID_OPTION");
  }

  @ParameterizedTest
  @CsvSource({
    "right, disable, require, encrypted",
    "right, prefer,  require, encrypted",
    "right, require, require, encrypted",
    "right, require, disable, PG_CHANNEL_BINDING",
    "plain, require, prefer,  PG_CHANNEL_BINDING",
    "plain, prefer,  prefer,  plain",
  })
  void channelBinding(String server, String binding, String mode, String expected) {
    assertThat(
            outcome(database(server), Map.of("channel_binding", binding, "sslmode", mode.strip())))
        .isEqualTo(expected);
  }

  @Test
  void withoutAModeALoopbackHostIsNotAskedToProveWhoItIs() {
    assertThat(outcome(database("right"), Map.of())).isEqualTo("encrypted");
    assertThat(outcome(database("plain"), Map.of())).isEqualTo("plain");
  }
}
