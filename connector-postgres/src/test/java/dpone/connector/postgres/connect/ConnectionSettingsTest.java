package dpone.connector.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** What is decided before anything is connected. */
@Tag("unit")
class ConnectionSettingsTest {
  private static Options options(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>();
    all.put("host", "db.example");
    all.put("database", "shop");
    all.put("user", "app");
    all.put("password", "s3cret");
    all.putAll(more);
    return TestOptions.of(ConnectionOptions.SPEC, all);
  }

  private static String property(Map<String, ?> more, PGProperty property) {
    return new ConnectionSettings(options(more)).properties().getProperty(property.getName());
  }

  private static DponeException refused(Runnable what) {
    try {
      what.run();
    } catch (DponeException expected) {
      assertThat(expected.code()).as(expected.oneLine()).isEqualTo("PG_INVALID_OPTION");
      assertThat(expected.oneLine()).doesNotContain("s3cret");
      return expected;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void everyParameterOfTheDriverIsDecidedAndDocumented() throws IOException {
    String page = Files.readString(Path.of("..").resolve("docs/connectors/postgres.md"));
    for (PGProperty property : PGProperty.values()) {
      Runnable setting =
          () ->
              new ConnectionSettings(
                  options(Map.of("driver_options", Map.of(property.getName(), "1"))));
      if (DriverOptions.PASSED_ON.contains(property)) {
        setting.run();
        assertThat(page).contains("`" + property.getName() + "`");
      } else {
        DponeException refusal = refused(setting);
        assertThat(refusal.what()).contains(property.getName());
        String option = DriverOptions.GOVERNED.get(property);
        if (option != null) {
          assertThat(refusal.remedy()).contains("connection." + option);
          assertThat(ConnectionOptions.SPEC.find(option)).isPresent();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binaryTransfer",
        "binaryTransferDisable",
        "stringtype",
        "preferQueryMode",
        "reWriteBatchedInserts",
        "defaultRowFetchSize",
        "readOnly",
        "autosave",
        "options",
        "replication",
        "sslhostnameverifier",
        "sslfactory",
        "loggerLevel",
        "service"
      })
  void whatWouldChangeResultsOrWeakenChecksIsNotPassedOn(String name) {
    assertThat(
            refused(() ->
                    new ConnectionSettings(options(Map.of("driver_options", Map.of(name, "x")))))
                .what())
        .contains("is set by dpone");
  }

  @Test
  void aTimeoutThatIsNoNumberIsRefusedBeforeAnythingIsConnected() {
    refused(() ->
        new ConnectionSettings(options(Map.of("driver_options", Map.of("socketTimeout", "1min")))));
  }

  @Test
  void anUnknownParameterNamesTheNearest() {
    assertThat(
            refused(() ->
                    new ConnectionSettings(
                        options(Map.of("driver_options", Map.of("tcpNoDelai", "true")))))
                .remedy())
        .contains("did you mean tcpNoDelay?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                       | a:5432",
        "a, b                    | a:5432,b:5432",
        "a:5433,b                | a:5433,b:5432",
        "::1                     | [::1]:5432",
        "[::1]:5433,10.0.0.1     | [::1]:5433,10.0.0.1:5432",
      })
  void hosts(String text, String read) {
    assertThat(Hosts.parse(text, 5432)).hasToString(read);
    assertThat(new ConnectionSettings(options(Map.of("host", text))).target())
        .isEqualTo(read + "/shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,,b", "a:", "a:x", "[::1", "[::1]x", ":5432", "a:0"})
  void hostsThatCannotBeRead(String text) {
    refused(() -> Hosts.parse(text, 5432));
  }

  @Test
  void oneHostThatDoesNotAnswerLeavesTimeForTheNext() {
    Map<String, String> three = Map.of("host", "a,b,c", "connect_timeout", "4s");
    assertThat(property(three, PGProperty.PG_PORT)).isEqualTo("5432,5432,5432");
    assertThat(property(three, PGProperty.CONNECT_TIMEOUT)).isEqualTo("4");
    assertThat(property(three, PGProperty.LOGIN_TIMEOUT)).isEqualTo("12");
  }

  @Test
  void aSinkOfSeveralHostsTakesThePrimary() {
    assertThat(property(Map.of("host", "a,b"), PGProperty.TARGET_SERVER_TYPE)).isEqualTo("any");
    assertThat(
            ConnectionSettings.writing(options(Map.of("host", "a,b")))
                .properties()
                .getProperty(PGProperty.TARGET_SERVER_TYPE.getName()))
        .isEqualTo("primary");
    assertThat(
            property(
                Map.of("target_session_attrs", "prefer_standby"), PGProperty.TARGET_SERVER_TYPE))
        .isEqualTo("preferSecondary");
    refused(() ->
        ConnectionSettings.writing(options(Map.of("target_session_attrs", "prefer_standby"))));
  }

  @Test
  void everyHostHasToBeLoopbackForTheWeakerDefault() {
    assertThat(property(Map.of("host", "127.0.0.1,localhost"), PGProperty.SSL_MODE))
        .isEqualTo("prefer");
    assertThat(property(Map.of("host", "127.0.0.1,db"), PGProperty.SSL_MODE))
        .isEqualTo("verify-full");
  }

  @Test
  void theDriverNeverAsksOnTheConsole() {
    assertThat(property(Map.of(), PGProperty.SSL_PASSWORD)).isEmpty();
  }

  @Test
  void noSettingIsPrintedWithItsSecret() {
    assertThat(options(Map.of("ssl_key_password", "k3y")).toString())
        .doesNotContain("s3cret", "k3y");
    assertThat(options(Map.of()).toString().lines().collect(Collectors.joining()))
        .doesNotContain("s3cret");
    assertThatThrownBy(() -> Hosts.parse("", 1)).isInstanceOf(DponeException.class);
  }
}
