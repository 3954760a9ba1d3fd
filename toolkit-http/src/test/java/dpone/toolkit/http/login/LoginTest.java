package dpone.toolkit.http.login;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.testing.Keys;
import dpone.toolkit.http.testing.RawServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way to log in, against servers that know only the right credential. */
@Tag("integration")
@Timeout(240)
class LoginTest {
  private final TestContext context = new TestContext();
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile String valid = "";

  private RawServer.Asked asked(Login.Maker login, String path) throws Exception {
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", "{}"));
        HttpSession session =
            HttpSession.open(HttpSettings.at(server.uri("/")).login(login), context)) {
      session.send(HttpCall.get("test.get", server.uri(path))).close();
      return server.asked.get(0);
    }
  }

  @Test
  void fixedCredentialsAreWhatTheStandardsSay() throws Exception {
    // The example of RFC 7617, section 2.
    assertThat(
            asked(Logins.basic("Aladdin", Secret.of("open sesame")), "/").header("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(asked(Logins.bearer(Secret.of("t")), "/").header("Authorization"))
        .isEqualTo("Bearer t");
    assertThat(asked(Logins.key("X-API-Key", Secret.of("k")), "/").header("X-API-Key"))
        .isEqualTo("k");
    assertThat(
            asked(
                    Logins.header(
                        "Authorization", "Mindbox secretKey=\"{secret}\"", Secret.of("k")),
                    "/")
                .header("Authorization"))
        .isEqualTo("Mindbox secretKey=\"k\"");
    Login.Maker query = Logins.parameter("app_id", Secret.of("a b&c"));
    assertThat(asked(query, "/x").target()).isEqualTo("/x?app_id=a%20b%26c");
    assertThat(asked(query, "/x?y=1").target()).isEqualTo("/x?y=1&app_id=a%20b%26c");
    assertThat(asked(query, "/x?app_id=old&y=1").target()).isEqualTo("/x?y=1&app_id=a%20b%26c");
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private RawServer tokenServer(String more) throws Exception {
    return new RawServer((asked, out) -> {
      valid = "token-" + tokens.incrementAndGet();
      reply(
          out,
          200,
          "",
          "{\"access_token\":\"" + valid + "\",\"token_type\":\"Bearer\"" + more + "}");
    });
  }

  private RawServer api() throws Exception {
    return new RawServer((asked, out) -> {
      boolean known = asked.header("Authorization").equals("Bearer " + valid);
      reply(out, known ? 200 : 401, "", known ? "{}" : "{\"error\":\"expired\"}");
    });
  }

  private HttpSession session(RawServer api, TokenSettings settings, Grant grant) {
    return HttpSession.open(
        HttpSettings.at(api.uri("/")).login(Logins.token(settings, grant)), context);
  }

  private static TokenSettings settings(RawServer server) {
    return TokenSettings.at(server.uri("/token"))
        .client("my client", Secret.of("canary:secret"))
        .parameter("scope", "read all");
  }

  @Test
  void clientCredentialsAreAskedForAsTheStandardSays() throws Exception {
    try (RawServer server = tokenServer(",\"expires_in\":3600");
        RawServer api = api();
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      for (int i = 0; i < 3; i++) {
        session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      }
      assertThat(server.asked).hasSize(1);
      RawServer.Asked asked = server.asked.get(0);
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
      assertThat(asked.header("Authorization"))
          .isEqualTo(
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString(
                          "my+client:canary%3Asecret".getBytes(StandardCharsets.UTF_8)));
      assertThat(form(asked.body()))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("grant_type", "client_credentials", "scope", "read all"));
    }
    try (RawServer server = tokenServer("");
        RawServer api = api();
        HttpSession session =
            session(api, settings(server).secretInBody(), new Grant.ClientCredentials())) {
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      RawServer.Asked asked = server.asked.get(0);
      assertThat(asked.header("Authorization")).isEmpty();
      assertThat(form(asked.body()))
          .containsEntry("client_id", "my client")
          .containsEntry("client_secret", "canary:secret");
    }
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    context.time = now::get;
    try (RawServer server = tokenServer(",\"expires_in\":600");
        RawServer api = api();
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      for (int[] step : new int[][] {{0, 1}, {539, 1}, {2, 2}, {500, 2}, {41, 3}}) {
        now.set(now.get().plusSeconds(step[0]));
        session.send(HttpCall.get("test.get", api.uri("/a"))).close();
        assertThat(tokens).as("after " + now.get()).hasValue(step[1]);
      }
      assertThat(context.failures).isEmpty();
    }
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnceForAllThreads() throws Exception {
    try (RawServer server = tokenServer(",\"expires_in\":3600");
        RawServer api = api();
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      valid = "revoked";
      int callers = 8;
      CyclicBarrier together = new CyclicBarrier(callers);
      CountDownLatch done = new CountDownLatch(callers);
      AtomicInteger works = new AtomicInteger();
      for (int i = 0; i < callers; i++) {
        Thread.ofPlatform()
            .start(() -> {
              try {
                together.await();
                session.send(HttpCall.get("test.get", api.uri("/a"))).close();
                works.incrementAndGet();
              } catch (Exception failure) {
                failure.printStackTrace();
              } finally {
                done.countDown();
              }
            });
      }
      done.await();
      assertThat(works).hasValue(callers);
      assertThat(tokens).hasValue(2);
      // Not by the retry policy: who is not let in is not a passing failure.
      assertThat(context.failures).isEmpty();
    }
  }

  @Test
  void aPostIsSentAgainWithAFreshTokenSinceNothingWasDone() throws Exception {
    try (RawServer server = tokenServer(",\"expires_in\":3600");
        RawServer api = api();
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      valid = "revoked";
      try (HttpAnswer answer =
          session.ask(HttpCall.post("test.post", api.uri("/p"), HttpContent.json("{}")))) {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void whoIsRefusedWithAFreshTokenIsNotLetIn() throws Exception {
    context.retries = 5;
    try (RawServer server = tokenServer(",\"expires_in\":3600");
        RawServer api = new RawServer((asked, out) -> reply(out, 401, "", "no"));
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> session.send(HttpCall.get("test.get", api.uri("/a"))).close());
      assertThat(failure.code()).isEqualTo("HTTP_UNAUTHORIZED");
      assertThat(api.asked).hasSize(2);
      assertThat(tokens).hasValue(2);
    }
  }

  @Test
  void aRefreshTokenIsUsedAndReplacedByTheServersOwn() throws Exception {
    try (RawServer server =
            tokenServer(",\"expires_in\":3600,\"refresh_token\":\"second-canary\"");
        RawServer api = api();
        HttpSession session =
            session(api, settings(server), new Grant.RefreshToken(Secret.of("first-canary")))) {
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      valid = "revoked";
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      assertThat(form(server.asked.get(0).body()))
          .containsEntry("grant_type", "refresh_token")
          .containsEntry("refresh_token", "first-canary");
      assertThat(form(server.asked.get(1).body())).containsEntry("refresh_token", "second-canary");
      assertThat(context.lines)
          .anyMatch(line -> line.startsWith("WARNING the server gave another"));
      assertThat(context.lines.toString()).doesNotContain("canary");
    }
  }

  @Test
  void errorsOfTheTokenEndpointAreNamedWithoutTheSecret() throws Exception {
    RawServer.Script script =
        (asked, out) ->
            reply(
                out,
                400,
                "",
                "{\"error\":\"invalid_grant\",\"error_description\":\"bad first-canary for"
                    + " canary:secret\"}");
    try (RawServer server = new RawServer(script);
        RawServer api = api();
        HttpSession session =
            session(api, settings(server), new Grant.RefreshToken(Secret.of("first-canary")))) {
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> session.send(HttpCall.get("test.get", api.uri("/a"))).close());
      assertThat(failure.code()).isEqualTo("HTTP_TOKEN_REFUSED");
      assertThat(failure.category().name()).isEqualTo("AUTHENTICATION");
      assertThat(failure.what())
          .contains(server.uri("/token").toString(), "invalid_grant: bad *** for ***");
      assertThat(api.asked).isEmpty();
    }
  }

  @Test
  void aTokenEndpointThatFailsIsAskedAgainAndOneThatIsNoneIsNamed() throws Exception {
    context.retries = 3;
    AtomicInteger asks = new AtomicInteger();
    RawServer.Script script =
        (asked, out) -> {
          valid = "t";
          int ask = asks.incrementAndGet();
          reply(out, ask < 3 ? 503 : 200, "", ask < 3 ? "" : "{\"access_token\":\"t\"}");
        };
    try (RawServer server = new RawServer(script);
        RawServer api = api();
        HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
      session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      assertThat(asks).hasValue(3);
    }
    for (String answer : new String[] {"", "{}", "[1]", "not json", "{\"access_token\":null}"}) {
      try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", answer));
          RawServer api = api();
          HttpSession session = session(api, settings(server), new Grant.ClientCredentials())) {
        DponeException failure =
            catchThrowableOfType(
                DponeException.class,
                () -> session.send(HttpCall.get("test.get", api.uri("/a"))).close());
        assertThat(failure.code()).as(answer).isEqualTo("HTTP_TOKEN_REFUSED");
      }
    }
  }

  @Test
  void aServiceAccountSignsWhatItsPublicKeyVerifies(@TempDir Path folder) throws Exception {
    Keys keys = new Keys(folder, "account", "RSA", "dns:account");
    context.time = () -> Instant.ofEpochSecond(1_772_359_200);
    try (RawServer server = tokenServer(",\"expires_in\":3599");
        RawServer api = api()) {
      String json =
          new ObjectMapper()
              .createObjectNode()
              .put("type", "service_account")
              .put("client_email", "robot@project.iam.gserviceaccount.com")
              .put("private_key_id", "kid-1")
              .put("private_key", keys.pem())
              .put("token_uri", server.uri("/token").toString())
              .toString();
      ServiceAccount account = ServiceAccount.read(Secret.of(json));
      assertThat(account.toString())
          .isEqualTo("service account robot@project.iam.gserviceaccount.com");
      try (HttpSession session =
          HttpSession.open(
              HttpSettings.at(api.uri("/")).login(account.login("scope/a scope/b", "user@x")),
              context)) {
        session.send(HttpCall.get("test.get", api.uri("/a"))).close();
      }
      Map<String, String> form = form(server.asked.get(0).body());
      assertThat(form)
          .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
          .hasSize(2);
      String[] parts = form.get("assertion").split("\\.");
      assertThat(parts).hasSize(3);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.store().getCertificate("own"));
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
      JsonNode header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
      assertThat(header.path("alg").asText()).isEqualTo("RS256");
      assertThat(header.path("kid").asText()).isEqualTo("kid-1");
      JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      assertThat(claims.path("iss").asText()).isEqualTo("robot@project.iam.gserviceaccount.com");
      assertThat(claims.path("aud").asText()).isEqualTo(server.uri("/token").toString());
      assertThat(claims.path("scope").asText()).isEqualTo("scope/a scope/b");
      assertThat(claims.path("sub").asText()).isEqualTo("user@x");
      assertThat(claims.path("iat").asLong()).isEqualTo(1_772_359_200L);
      assertThat(claims.path("exp").asLong()).isEqualTo(1_772_362_800L);
    }
  }

  @Test
  void keysThatCannotBeUsedAreNamedWithoutTheirContents() {
    for (String json :
        new String[] {
          "",
          "canary",
          "[]",
          "{}",
          "{\"client_email\":\"a\",\"private_key\":\"canary\",\"token_uri\":\"https://t.example/\"}",
          "{\"client_email\":\"a\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nY2FuYXJ5\\n-----END"
              + " PRIVATE KEY-----\",\"token_uri\":\"https://t.example/\"}",
          "{\"client_email\":\"a\",\"private_key\":\"canary\",\"token_uri\":\"https://u:canary@t/\"}"
        }) {
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> ServiceAccount.read(Secret.of(json)));
      assertThat(failure.code()).as(json).isEqualTo("HTTP_INVALID_OPTION");
      assertThat(failure.oneLine()).doesNotContain("canary").doesNotContain("Y2FuYXJ5");
      assertThat(failure.getCause()).isNull();
    }
  }
}
