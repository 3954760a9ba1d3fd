package dpone.connector.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.testing.TestOptions;
import dpone.spi.error.DponeException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ClusterSettingsTest {
  private static ClusterSettings of(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(Map.of("bootstrap_servers", "k:9092"));
    all.putAll(more);
    return new ClusterSettings(TestOptions.of(ConnectionOptions.SPEC, all));
  }

  private static void refused(String code, String words, Map<String, Object> more) {
    assertThatThrownBy(() -> of(more))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.oneLine()).contains(words);
            });
  }

  @Test
  void everyPropertyThatIsPassedOnIsOneOfTheClients() {
    for (String name : ClientProperties.PASSED_ON) {
      assertThat(
              ConsumerConfig.configNames().contains(name)
                  || ProducerConfig.configNames().contains(name)
                  || AdminClientConfig.configNames().contains(name))
          .describedAs(name)
          .isTrue();
      assertThat(ClientProperties.GOVERNED).doesNotContainKey(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers,bootstrap_servers",
    "sasl.jaas.config,sasl_username",
    "enable.auto.commit,may not be set",
    "isolation.level,may not be set",
    "interceptor.classes,may not be set",
    "fetch.max.byte,may not be set"
  })
  void whatIsGovernedOrUnknownIsRefused(String property, String words) {
    refused("KAFKA_UNKNOWN_PROPERTY", words, Map.of("properties", Map.of(property, "x")));
  }

  @Test
  void aPropertyGoesToTheClientsThatKnowIt() {
    ClusterSettings settings = of(Map.of("properties", Map.of("linger.ms", "7")));
    assertThat(settings.producer()).containsEntry("linger.ms", "7");
    assertThat(settings.consumer("")).doesNotContainKey("linger.ms");
    assertThat(settings.consumer(""))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none");
  }

  @Test
  void optionsThatDoNotFitTogetherAreRefused() {
    refused("KAFKA_INVALID_OPTION", "HOST:PORT", Map.of("bootstrap_servers", "broker"));
    refused("KAFKA_INVALID_OPTION", "HOST:PORT", Map.of("bootstrap_servers", "a:1,,b:2"));
    refused("KAFKA_INVALID_OPTION", "SASL_SSL", Map.of("sasl_username", "x"));
    refused(
        "KAFKA_INVALID_OPTION",
        "sasl_password",
        Map.of("security_protocol", "SASL_SSL", "sasl_mechanism", "PLAIN", "sasl_username", "x"));
    refused("KAFKA_INVALID_OPTION", "sasl_mechanism", Map.of("security_protocol", "SASL_SSL"));
    refused("KAFKA_INVALID_OPTION", "SSL", Map.of("ssl_ca_location", "/x"));
    refused(
        "KAFKA_INVALID_OPTION",
        "cannot be read",
        Map.of("security_protocol", "SSL", "ssl_ca_location", "/not/there"));
    refused(
        "KAFKA_INVALID_OPTION",
        "https",
        Map.of(
            "security_protocol",
            "SASL_SSL",
            "sasl_mechanism",
            "OAUTHBEARER",
            "oauth_token_url",
            "http://login.example/token",
            "oauth_client_id",
            "a",
            "oauth_client_secret",
            "b"));
  }
}
