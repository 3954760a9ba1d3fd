package dpone.connector.mssql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConnectionSettingsTest {
  private static Properties properties(String... options) {
    return new ConnectionSettings(TestOptions.connection(options)).properties();
  }

  private static void refused(String word, String... options) {
    assertThatThrownBy(() -> new ConnectionSettings(TestOptions.connection(options)).properties())
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo("MSSQL_INVALID_OPTION");
              assertThat(error.oneLine()).contains(word).doesNotContain("s3cret");
            });
  }

  @Test
  void encryptsAndVerifiesUnlessToldOtherwise() {
    assertThat(properties())
        .containsEntry("encrypt", "true")
        .containsEntry("trustServerCertificate", "false")
        .containsEntry("password", "s3cret")
        .containsEntry("sendTemporalDataTypesAsStringForBulkCopy", "false")
        .containsEntry("connectRetryCount", "0")
        .containsEntry("TransparentNetworkIPResolution", "false")
        .doesNotContainKey("portNumber");
  }

  @Test
  void anEncryptedPacketFitsARecord() {
    assertThat(properties()).containsEntry("packetSize", "16383");
    assertThat(properties("packet_size", "8000")).containsEntry("packetSize", "8000");
    assertThat(properties("encrypt", "false")).containsEntry("packetSize", "32767");
    assertThat(properties("encrypt", "false", "authentication", "entra_password"))
        .containsEntry("packetSize", "16383");
  }

  @Test
  void leadsToANamedInstanceOfAListener() {
    assertThat(properties("instance", "REPORTING", "application_intent", "read_only"))
        .containsEntry("instanceName", "REPORTING")
        .containsEntry("applicationIntent", "readonly");
    assertThat(properties("multi_subnet_failover", "true"))
        .containsEntry("multiSubnetFailover", "true");
    assertThat(properties("failover_partner", "b.example"))
        .containsEntry("failoverPartner", "b.example");
  }

  @Test
  void logsInByEntra() {
    assertThat(properties("authentication", "service_principal"))
        .containsEntry("authentication", "ActiveDirectoryServicePrincipal");
    Properties managed =
        new ConnectionSettings(
                TestOptions.without("password", "authentication", "managed_identity"))
            .properties();
    assertThat(managed)
        .containsEntry("authentication", "ActiveDirectoryManagedIdentity")
        .containsEntry("msiClientId", "loader")
        .doesNotContainKeys("user", "password");
  }

  @Test
  void aTokenGoesInPlaceOfAnyOtherLogin() {
    Options token = TestOptions.tokenOnly("s3cret");
    assertThat(new ConnectionSettings(token).properties())
        .containsEntry("accessToken", "s3cret")
        .doesNotContainKeys("user", "password", "authentication");
    assertThat(new ConnectionSettings(token).user()).doesNotContain("s3cret");
    refused("access_token", "access_token", "s3cret");
    assertThatThrownBy(() ->
            new ConnectionSettings(
                    TestOptions.tokenOnly("s3cret", "authentication", "managed_identity"))
                .properties())
        .hasMessageContaining("access_token");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    refused("strict", "encrypt", "strict", "trust_server_certificate", "true");
    refused("password", "authentication", "managed_identity");
    refused("failover_partner", "multi_subnet_failover", "true", "failover_partner", "b");
    refused("instance", "multi_subnet_failover", "true", "instance", "x");
    refused("cannot be read", "trust_store", "/nowhere.p12");
    assertThatThrownBy(() ->
            ConnectionSettings.writing(TestOptions.connection("application_intent", "read_only")))
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> new ConnectionSettings(TestOptions.without("user")).properties())
        .hasMessageContaining("needs a user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "password", "responseBuffering", "socketTimeuot"})
  void refusesDriverOptions(String name) {
    refused(name, "driver_options." + name, "1");
  }

  @Test
  void suggestsTheDriverOptionThatWasMeant() {
    assertThatThrownBy(() -> properties("driver_options.socketTimeuot", "1"))
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.remedy()).contains("socketTimeout"));
    assertThat(properties("driver_options.socketTimeout", "1")).containsEntry("socketTimeout", "1");
    assertThat(properties("driver_options.TransparentNetworkIPResolution", "true"))
        .containsEntry("TransparentNetworkIPResolution", "true");
  }

  /** A property that a newer driver adds is looked at before anybody may set it. */
  @Test
  void everyNameIsOneOfTheDriversOwn() {
    List<String> named = new ArrayList<>(DriverOptions.free());
    named.addAll(DriverOptions.governed().keySet());
    named.addAll(ConnectionSettings.fixed().keySet());
    assertThat(new TreeSet<>(DriverOptions.known())).containsAll(named);
    assertThat(Map.copyOf(DriverOptions.governed()).keySet())
        .doesNotContainAnyElementsOf(DriverOptions.free());
  }
}
