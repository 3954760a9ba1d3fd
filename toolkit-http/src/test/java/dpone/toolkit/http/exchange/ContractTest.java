package dpone.toolkit.http.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.login.Grant;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.login.TokenSettings;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same against a server that was not written for this project. */
@Tag("integration")
@Timeout(120)
class ContractTest {
  private final TestContext context = new TestContext();
  private final WireMockServer server =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  @Test
  void aCompressedPageBehindATokenIsRead() {
    server.stubFor(
        post("/token")
            .withBasicAuth("id", "secret")
            .withRequestBody(equalTo("grant_type=client_credentials"))
            .willReturn(okJson("{\"access_token\":\"t1\",\"expires_in\":60}")));
    server.stubFor(
        get(urlPathEqualTo("/items"))
            .withHeader("Authorization", equalTo("Bearer t1"))
            .withQueryParam("page", equalTo("1"))
            .willReturn(
                okJson("{\"items\":[" + "1,".repeat(10_000) + "1]}")
                    .withHeader("X-Total", "10001")));
    HttpSettings settings =
        HttpSettings.at(uri("/"))
            .login(
                Logins.token(
                    TokenSettings.at(uri("/token")).client("id", Secret.of("secret")),
                    new Grant.ClientCredentials()));
    try (HttpSession session = HttpSession.open(settings, context);
        HttpAnswer answer = session.send(HttpCall.get("test.page", uri("/items?page=1")))) {
      assertThat(answer.header("Content-Encoding")).contains("gzip");
      assertThat(answer.text()).startsWith("{\"items\":[1,1,").hasSize(20_013);
      assertThat(answer.header("x-total")).contains("10001");
    }
    server.verify(1, getRequestedFor(urlEqualTo("/items?page=1")));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultIsPassingAndOvercomeByAnotherTry(Fault fault) {
    context.retries = 3;
    server.stubFor(
        get("/a")
            .inScenario("fault")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withFault(fault))
            .willSetStateTo("well"));
    server.stubFor(
        get("/a").inScenario("fault").whenScenarioStateIs("well").willReturn(ok("fine")));
    try (HttpSession session = HttpSession.open(HttpSettings.at(uri("/")), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", uri("/a")))) {
      assertThat(answer.text()).isEqualTo("fine");
    }
  }

  @Test
  void aSlowBodyIsWaitedFor() {
    server.stubFor(get("/slow").willReturn(ok("x".repeat(5_000)).withChunkedDribbleDelay(10, 400)));
    try (HttpSession session = HttpSession.open(HttpSettings.at(uri("/")), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", uri("/slow")))) {
      assertThat(answer.text()).hasSize(5_000);
    }
  }

  @Test
  void aStormOf429IsWaitedOut() {
    context.retries = 3;
    server.stubFor(
        get("/a")
            .inScenario("storm")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1"))
            .willSetStateTo("over"));
    server.stubFor(
        get("/a").inScenario("storm").whenScenarioStateIs("over").willReturn(ok("fine")));
    try (HttpSession session = HttpSession.open(HttpSettings.at(uri("/")), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", uri("/a")))) {
      assertThat(answer.text()).isEqualTo("fine");
      assertThat(context.failures).hasSize(1);
    }
  }
}
