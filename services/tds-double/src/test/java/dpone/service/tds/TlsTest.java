package dpone.service.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hands shaken within prelogin packets, for the login alone, and before anything else. */
@Tag("integration")
class TlsTest {
  @TempDir static Path folder;

  private static SSLContext context;

  @BeforeAll
  static void certificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    OtherClients.run(
        folder,
        Map.of(),
        "",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=DNS:localhost,IP:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            store.toString()));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
  }

  private static Settings settings(Encryption encryption) {
    return Settings.plain(
            Drivers.script()
                .on(Pattern.compile("(?i)(use|set) .*"), Answer.done())
                .on("SELECT 1", Answer.rows(List.of(Column.of("n", Kind.INT)), new Object[] {1})))
        .encrypted(encryption, context);
  }

  private static Connection connect(TdsDouble server, String how) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlserver://localhost:"
            + server.port()
            + ";connectRetryCount=0;loginTimeout=20;databaseName=shop;"
            + how,
        "sa",
        "secret");
  }

  private static void reads(TdsDouble server, String how) throws SQLException {
    try (Connection connection = connect(server, how);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertThat(rows.next()).isTrue();
    }
  }

  private static String trusting() {
    return "trustStore="
        + folder.resolve("keys.p12")
        + ";trustStorePassword=changeit;trustStoreType=PKCS12;";
  }

  @Test
  void encryptsAllOrTheLoginOrNothing() throws SQLException {
    try (TdsDouble server = TdsDouble.start(settings(Encryption.REQUIRED))) {
      reads(server, "encrypt=true;" + trusting());
      reads(server, "encrypt=false;trustServerCertificate=true");
      reads(server, "encrypt=strict;" + trusting());
    }
    try (TdsDouble server = TdsDouble.start(settings(Encryption.LOGIN))) {
      reads(server, "encrypt=true;trustServerCertificate=true");
      reads(server, "encrypt=false;");
    }
  }

  @Test
  void isNotTrustedWithoutItsCertificate() {
    try (TdsDouble server = TdsDouble.start(settings(Encryption.REQUIRED))) {
      assertThatThrownBy(() -> connect(server, "encrypt=true")).hasMessageContaining("PKIX");
    }
    try (TdsDouble server = TdsDouble.start(Settings.plain(Drivers.script()))) {
      assertThatThrownBy(() -> connect(server, "encrypt=true;trustServerCertificate=true"))
          .hasMessageContaining("encryption");
    }
  }

  @Test
  void encryptsForFreeTds() throws Exception {
    OtherClients.need("tsql");
    try (TdsDouble server = TdsDouble.start(settings(Encryption.REQUIRED))) {
      String said =
          OtherClients.run(
              folder,
              Map.of("TDSVER", "7.4", "LC_ALL", "C.UTF-8"),
              "SELECT 1\ngo\nexit\n",
              List.of(
                  "tsql", "-H", "127.0.0.1", "-p", "" + server.port(), "-U", "sa", "-P", "secret"));
      assertThat(said).contains("1 row");
    }
  }
}
