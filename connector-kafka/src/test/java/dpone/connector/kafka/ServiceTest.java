package dpone.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.testing.TestService;
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
}
