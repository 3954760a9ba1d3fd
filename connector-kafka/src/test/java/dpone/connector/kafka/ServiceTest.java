package dpone.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.testing.TestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ServiceTest {
  @Test
  void theBrokerAnswers() throws Exception {
    Map<String, Object> connection =
        TestService.kafka().connection(Map.of("topics", "service-test"));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", connection.get("bootstrap_servers")))) {
      assertThat(admin.listTopics().names().get()).contains("service-test");
    }
  }

  @Test
  void theRegistryAnswers() throws Exception {
    String url = TestService.registry().connection().get("url").toString();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> reply =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/subjects")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).startsWith("[");
    }
  }
}
