package dpone.connector.mssql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dpone.connector.mssql.testing.ServerKeys;
import dpone.connector.mssql.testing.Shop;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.tds.Answer;
import dpone.service.tds.BrowserDouble;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Encryption;
import dpone.service.tds.Settings;
import dpone.service.tds.Step;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Login7;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a login goes and what it says, seen by doubles of server and browser service. */
@Tag("integration")
class LoginsTest {
  private static final int DEFAULT_PORT = 1433;
  private static final AtomicInteger ADDRESSES = new AtomicInteger(10);

  @TempDir private static Path folder;
  private static ServerKeys keys;

  /** Of the loopback, and nobody else's: a port that a client does not choose is free there. */
  private final String address = "127.0.7." + ADDRESSES.incrementAndGet();

  /** The driver remembers for each host who its partner was last. */
  private final String first = address.replace("127.0.7", "127.0.8");

  @BeforeAll
  static void keys() throws Exception {
    keys = ServerKeys.create(folder);
  }

  private static Settings settings() {
    return Settings.plain(Shop.script(new BulkRows()));
  }

  private static Options options(String host, int port, String... more) {
    return login(host, Stream.concat(Stream.of("port", "" + port), Stream.of(more)));
  }

  private static Options login(String host, Stream<String> more) {
    Stream<String> first =
        Stream.of("host", host, "encrypt", "false", "user", "sa", "password", "secret");
    Stream<String> soon = Stream.concat(first, Stream.of("connect_timeout", "4s"));
    return TestOptions.connection(Stream.concat(soon, more).toArray(String[]::new));
  }

  private static Connection dial(Options options) {
    return new Dialer(new ConnectionSettings(options), System.getLogger("test"))
        .dial(new NeverCancelled());
  }

  private static DponeException refused(Options options) {
    DponeException[] met = new DponeException[1];
    assertThatThrownBy(() -> dial(options))
        .isInstanceOfSatisfying(DponeException.class, error -> met[0] = error);
    return met[0];
  }

  /** The driver looks for a partner at the default port alone. */
  private TdsDouble partner(boolean mirrors) {
    Settings settings = settings();
    try {
      return TdsDouble.start(
          mirrors
              ? settings.logins(login -> Optional.of(Answer.of(new Step.Mirrored("first"))))
              : settings,
          new InetSocketAddress(address, DEFAULT_PORT));
    } catch (UncheckedIOException taken) {
      return abort("port 1433 of " + address + " is taken: " + taken.getMessage());
    }
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void thePartnerOfAMirroredDatabaseAnswersForOneThatIsGone() throws SQLException {
    try (TdsDouble partner = partner(true);
        Connection connection = dial(options(first, closedPort(), "failover_partner", address))) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(partner.sessions()).hasSize(1);
      assertThat(partner.troubles()).isEmpty();
    }
  }

  /** Error 954: the database is the mirror here. */
  @Test
  void thePartnerAnswersWhereTheFirstHoldsTheMirror() throws SQLException {
    Answer mirror =
        Answer.error(
            954,
            14,
            1,
            "The database \"shop\" cannot be opened. It is acting as a mirror database.");
    try (TdsDouble partner = partner(true);
        TdsDouble primary =
            TdsDouble.start(
                settings().logins(login -> Optional.of(mirror)), new InetSocketAddress(first, 0));
        Connection connection = dial(options(first, primary.port(), "failover_partner", address))) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(partner.sessions()).hasSize(1);
      assertThat(primary.sessions()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsNotTriedAtThePartner() {
    try (TdsDouble partner = partner(true);
        TdsDouble primary = TdsDouble.start(settings(), new InetSocketAddress(first, 0))) {
      DponeException error =
          refused(options(first, primary.port(), "password", "wrong", "failover_partner", address));
      assertThat(error.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
      assertThat(partner.sessions()).isEmpty();
    }
  }

  @Test
  void bothGoneIsARefusedConnectionThatIsTriedAgain() {
    DponeException error = refused(options(first, closedPort(), "failover_partner", "127.0.0.9"));
    assertThat(error.code()).isEqualTo("MSSQL_CONNECTION_REFUSED");
    assertThat(error.category().retryable()).isTrue();
  }

  @Test
  void aPartnerThatMirrorsNothingIsSaid() {
    try (TdsDouble partner = partner(false)) {
      DponeException error = refused(options(first, closedPort(), "failover_partner", address));
      assertThat(error.oneLine()).contains("mirror");
      assertThat(partner.connections()).isLessThan(2);
    }
  }

  private BrowserDouble browser(Map<String, Integer> instances) {
    try {
      return BrowserDouble.start(InetAddress.getByName(address), instances);
    } catch (IOException taken) {
      return abort("UDP port 1434 of " + address + " is taken: " + taken.getMessage());
    }
  }

  private Options instance(String name) {
    return login(address, Stream.of("instance", name));
  }

  @Test
  void aNamedInstanceIsLookedUp() throws SQLException {
    try (TdsDouble server = TdsDouble.start(settings(), new InetSocketAddress(address, 0));
        BrowserDouble browser = browser(Map.of("REPORTING", server.port()));
        Connection connection = dial(instance("REPORTING"))) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(server.sessions()).hasSize(1);
      assertThat(browser.asked()).containsOnly("REPORTING");
    }
  }

  @Test
  void anInstanceThatNobodyKnowsIsARefusedConnection() {
    try (BrowserDouble browser = browser(Map.of())) {
      DponeException error = refused(instance("NOWHERE"));
      assertThat(browser.asked()).contains("NOWHERE");
      assertThat(error.code()).isEqualTo("MSSQL_CONNECTION_REFUSED");
      assertThat(error.oneLine()).contains("NOWHERE");
    }
  }

  /** A port that is given, too, goes before the browser service. */
  @Test
  void anInstanceWithAPortIsNotLookedUp() throws SQLException {
    try (TdsDouble server = TdsDouble.start(settings());
        Connection connection =
            dial(options("127.0.0.1", server.port(), "instance", "REPORTING"))) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(server.sessions()).hasSize(1);
    }
  }

  @Test
  void theServerSeesTheIntent() throws SQLException {
    for (boolean reads : new boolean[] {true, false}) {
      try (TdsDouble server = TdsDouble.start(settings());
          Connection connection =
              dial(
                  options(
                      "127.0.0.1",
                      server.port(),
                      "application_intent",
                      reads ? "read_only" : "read_write"))) {
        assertThat(connection.isClosed()).isFalse();
        assertThat(server.sessions().getLast().login().readOnly()).isEqualTo(reads);
      }
    }
  }

  @Test
  void aListenerIsTriedAtAllItsAddresses() throws SQLException {
    try (TdsDouble server = TdsDouble.start(settings());
        Connection connection =
            dial(options("127.0.0.1", server.port(), "multi_subnet_failover", "true"))) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(server.sessions()).hasSize(1);
    }
  }

  /** Tokens are sent over TLS alone. */
  private static TdsDouble encrypting(Settings settings) {
    return TdsDouble.start(settings.encrypted(Encryption.REQUIRED, keys.context()));
  }

  private static Options token(TdsDouble server) {
    return TestOptions.tokenOnly(
        "t0ken",
        "host",
        "127.0.0.1",
        "port",
        "" + server.port(),
        "trust_store",
        keys.store().toString(),
        "trust_store_password",
        ServerKeys.PASSWORD);
  }

  @Test
  void aTokenIsSentAsOne() throws SQLException {
    try (TdsDouble server = encrypting(settings());
        Connection connection = dial(token(server))) {
      assertThat(connection.isClosed()).isFalse();
      Login7 login = server.sessions().getLast().login();
      assertThat(login.features()).contains(Login7.FEDERATED);
      assertThat(login.token()).contains("t0ken");
      assertThat(login.user()).isEmpty();
      assertThat(login.password()).isEmpty();
    }
  }

  @Test
  void aTokenThatIsRefusedIsNotPrinted() {
    Answer expired =
        Answer.error(18_456, 14, 1, "Login failed for user '<token-identified principal>'.");
    try (TdsDouble server = encrypting(settings().logins(login -> Optional.of(expired)))) {
      DponeException error = refused(token(server));
      assertThat(error.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
      assertThat(error.toString() + error.oneLine() + error.remedy() + error.getCause())
          .doesNotContain("t0ken");
    }
  }

  /** The driver gets tokens by a library that need not be there. */
  @ParameterizedTest
  @ValueSource(strings = {"service_principal", "entra_password", "managed_identity"})
  void withoutTheLibraryOfEntraOneLineSaysWhatToAdd(String kind) {
    try (TdsDouble server = encrypting(settings())) {
      String[] pairs = {
        "host",
        "127.0.0.1",
        "port",
        "" + server.port(),
        "authentication",
        kind,
        "trust_store",
        keys.store().toString(),
        "trust_store_password",
        ServerKeys.PASSWORD
      };
      Options options =
          kind.equals("managed_identity")
              ? TestOptions.without("password", pairs)
              : TestOptions.connection(pairs);
      DponeException error = refused(options);
      assertThat(error.code()).isEqualTo("MSSQL_DRIVER_MISSING");
      assertThat(error.oneLine()).hasLineCount(1).doesNotContain("s3cret");
      assertThat(error.remedy()).contains("msal4j");
    }
  }
}
