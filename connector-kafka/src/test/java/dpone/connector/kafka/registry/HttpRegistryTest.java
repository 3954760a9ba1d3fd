package dpone.connector.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the client makes of every answer, and that it shows no credential. */
@Tag("unit")
class HttpRegistryTest {
  private static final String SECRET = "canary-5f1c";

  private SmallHttp server;

  @BeforeEach
  void start() throws IOException {
    server = new SmallHttp();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpRegistry registry(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.putIfAbsent("url", "http://127.0.0.1:" + server.port() + "/base/");
    options.put("timeout", Duration.ofSeconds(5));
    return HttpRegistry.of(Options.of(options), new TestContext());
  }

  private DponeException failure(int answer, String text) {
    server.status = answer;
    server.body = text;
    try (HttpRegistry registry = registry(Map.of("username", "u", "password", Secret.of(SECRET)))) {
      registry.register("s", new SchemaText(SchemaType.AVRO, "\"int\""));
    } catch (DponeException e) {
      assertThat(e.oneLine()).doesNotContain(SECRET);
      return e;
    }
    throw new AssertionError("no failure");
  }

  @Test
  void everyAnswerHasItsCode() {
    assertThat(failure(401, "").code()).isEqualTo("KAFKA_REGISTRY_AUTHENTICATION");
    assertThat(failure(403, "").category()).isEqualTo(ErrorCategory.AUTHENTICATION);
    assertThat(failure(500, "").code()).isEqualTo("KAFKA_REGISTRY_FAILED");
    assertThat(failure(503, "").category()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(failure(409, "{\"error_code\":409,\"message\":\"field a is gone\"}").oneLine())
        .startsWith("KAFKA_SCHEMA_INCOMPATIBLE")
        .contains("field a is gone");
    assertThat(failure(422, "{\"message\":\"bad\"}").code()).isEqualTo("KAFKA_SCHEMA_INVALID");
    assertThat(failure(302, "").code()).isEqualTo("KAFKA_REGISTRY_ANSWER");
    assertThat(failure(200, "<html>").code()).isEqualTo("KAFKA_REGISTRY_ANSWER");
    assertThat(failure(200, "{}").code()).isEqualTo("KAFKA_REGISTRY_ANSWER");
    server.headers = Map.of("Retry-After", "7");
    DponeException throttled = failure(429, "");
    assertThat(throttled.code()).isEqualTo("KAFKA_REGISTRY_THROTTLED");
    assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void whatIsMissingIsEmptyAndOtherPathsAreNoRegistry() {
    server.status = 404;
    server.body = "{\"error_code\":40401,\"message\":\"no subject\"}";
    try (HttpRegistry registry = registry(Map.of())) {
      assertThat(registry.latest("a/b c")).isEmpty();
      assertThat(server.requests).containsExactly("GET /base/subjects/a%2Fb%20c/versions/latest");
      server.body = "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}";
      assertThatThrownBy(() -> registry.latest("s")).hasMessageContaining("not that of a schema");
    }
  }

  @Test
  void anIdIsAskedForOnceAlsoWhenItIsUnknown() {
    server.body = "{\"schema\":\"\\\"int\\\"\",\"references\":[]}";
    try (HttpRegistry registry = registry(Map.of("cache_size", 2L))) {
      assertThat(registry.byId(1)).isPresent();
      assertThat(registry.byId(1)).isPresent();
      server.status = 404;
      server.body = "{\"error_code\":40403,\"message\":\"\"}";
      assertThat(registry.byId(9)).isEmpty();
      assertThat(registry.byId(9)).isEmpty();
      assertThat(server.requests).hasSize(2);
      // Two are kept: with a third the oldest goes.
      registry.byId(10);
      registry.byId(1);
      assertThat(server.requests).hasSize(4);
    }
  }

  @Test
  void credentialsGoToTheRegistryAlone() {
    server.body = "{\"schema\":\"\\\"int\\\"\"}";
    try (HttpRegistry basic = registry(Map.of("username", "u", "password", Secret.of("p")));
        HttpRegistry bearer = registry(Map.of("token", Secret.of(SECRET)))) {
      basic.byId(1);
      bearer.byId(1);
      assertThat(server.credentials).containsExactly("Basic dTpw", "Bearer " + SECRET);
    }
    try (HttpRegistry wrong = registry(Map.of("url", "http://u:" + SECRET + "@127.0.0.1:1"))) {
      assertThatThrownBy(() -> wrong.byId(1))
          .hasMessageContaining("without user")
          .extracting(e -> ((DponeException) e).oneLine())
          .asString()
          .doesNotContain(SECRET);
    }
  }

  @Test
  void nobodyThere() {
    try (HttpRegistry none = registry(Map.of("url", "http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> none.byId(1)).hasMessageContaining("nothing answers");
    }
    assertThatThrownBy(() -> HttpRegistry.of(Options.NONE, new TestContext()).byId(1))
        .hasMessageContaining("names none");
  }
}
