package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;
import static dpone.toolkit.http.testing.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.login.Grant;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.login.TokenSettings;
import dpone.toolkit.http.testing.RawServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A secret shows nowhere: not in messages, causes, logs, or what anything prints as. */
@Tag("integration")
@Timeout(240)
class SecretTest {
  private static final String CANARY = "cAn&ry/\"9f<3>+7 é";

  private final TestContext context = new TestContext();

  /** A server that says back whatever it was told, in every way of writing. */
  private static RawServer echo(int status) throws Exception {
    return new RawServer((asked, out) -> {
      if (asked.target().startsWith("/break")) {
        write(out, "HTTP/1.1 200 OK\r\nX: " + asked.header("Authorization") + "\r\n");
        throw new IllegalStateException("gone");
      }
      if (asked.target().startsWith("/garbage")) {
        write(out, "HTTP/1.1 " + CANARY + "\r\n\r\n");
        throw new IllegalStateException("gone");
      }
      reply(
          out,
          status,
          "Location: https://evil.example/?t=" + encoded(CANARY),
          "you said "
              + asked.target()
              + " and "
              + asked.headers()
              + " and "
              + asked.body()
              + " and "
              + CANARY
              + " and "
              + json(CANARY)
              + " and "
              + encoded(CANARY)
              + " and "
              + Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
    });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return text.replace("\"", "\\\"");
  }

  private static void assertClean(String text) {
    String base64 = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
    assertThat(text)
        .doesNotContain(CANARY)
        .doesNotContain(json(CANARY))
        .doesNotContain(encoded(CANARY))
        .doesNotContain(encoded(CANARY).replace("+", "%20"))
        .doesNotContain(base64)
        .doesNotContain("cAn");
  }

  private static String everything(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    if (failure instanceof DponeException known) {
      text.append(known.oneLine()).append(known.place().describe()).append(known.remedy());
    }
    return text.toString();
  }

  private List<Login.Maker> logins(RawServer tokens) {
    Secret secret = Secret.of(CANARY);
    return List.of(
        Logins.basic("user", secret),
        Logins.basic(CANARY, Secret.of("")),
        Logins.bearer(Secret.of(encoded(CANARY))),
        Logins.parameter("app_id", secret),
        Logins.parameter("anything", secret),
        Logins.token(
            TokenSettings.at(tokens.uri("/token")).client("id", secret).secretInBody(),
            new Grant.ClientCredentials()),
        Logins.token(TokenSettings.at(tokens.uri("/token")), new Grant.RefreshToken(secret)));
  }

  @Test
  void aCanaryShowsNowhere() throws Exception {
    try (RawServer tokens = echo(400);
        RawServer works =
            new RawServer((asked, out) ->
                reply(out, 200, "", "{\"access_token\":\"" + encoded(CANARY) + "\"}"))) {
      String[] answered = {"/a?x=1", "/p/" + encoded(CANARY).replace("+", "%20")};
      // These break, whatever the status is.
      String[] broken = {"/break", "/garbage"};
      for (int status : new int[] {302, 400, 401, 403, 404, 429, 500}) {
        try (RawServer server = echo(status)) {
          for (RawServer from : List.of(tokens, works)) {
            for (Login.Maker login : logins(from)) {
              shows(server, login, answered);
              if (status == 400) {
                shows(server, login, broken);
              }
            }
          }
        }
      }
    }
    assertClean(String.join("\n", context.lines));
  }

  private void shows(RawServer server, Login.Maker login, String... paths) {
    HttpSettings settings = HttpSettings.at(server.uri("/")).login(login);
    assertClean(settings.toString());
    try (HttpSession session = HttpSession.open(settings, context)) {
      for (String path : paths) {
        HttpCall call = HttpCall.get("test.get", server.uri(path));
        DponeException failure =
            catchThrowableOfType(DponeException.class, () -> session.send(call).close());
        assertThat(failure).as(path).isNotNull();
        assertClean(everything(failure));
      }
      HttpCall post =
          HttpCall.post(
              "test.post", server.uri("/p"), HttpContent.json("{\"k\":\"" + CANARY + "\"}"));
      assertClean(post.toString() + post.content());
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> session.send(post).close());
      assertClean(everything(failure));
    }
  }

  @Test
  void aCredentialPrintsItsNamesAlone() {
    assertThat(Credential.header("Authorization", CANARY).toString())
        .isEqualTo("headers [Authorization], parameters []");
    assertThat(new Grant.RefreshToken(Secret.of(CANARY)).toString()).doesNotContain("cAn");
    assertThat(TokenSettings.at(URI.create("https://t.example/")).client("a", Secret.of(CANARY)))
        .asString()
        .doesNotContain("cAn");
  }

  @Test
  void parametersThatAreSecretByTheirNameAreHidden() {
    Redactor redactor = new Redactor(Set.of("Hash"), List::of);
    assertThat(
            redactor.address(
                URI.create(
                    "https://s.example/f?X-Amz-Signature=abc&hash=x&page=2&API_KEY=q&%74oken=z&empty#f")))
        .isEqualTo(
            "https://s.example/f?X-Amz-Signature=***&hash=***&page=2&API_KEY=***&%74oken=***&empty");
  }

  @Test
  void headersWithASecretThatCannotBeSentDoNotShowIt() throws Exception {
    try (RawServer server = echo(200);
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/")).login(Logins.bearer(Secret.of("a\ncanary"))),
                context)) {
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> session.send(HttpCall.get("test.get", server.uri("/"))).close());
      assertThat(failure.code()).isEqualTo("HTTP_INVALID_OPTION");
      assertThat(everything(failure)).doesNotContain("canary");
    }
  }

  /** Of a body only the start is read, which may end in the middle of a secret. */
  @Property(tries = 500)
  void noPartOfASecretIsLeftWhereABodyIsCut(
      @ForAll @StringLength(min = 40, max = 400) @CharRange(from = 'A', to = 'Z') String secret,
      @ForAll @IntRange(min = 0, max = 8_000) int between) {
    Redactor redactor = new Redactor(Set.of(), () -> List.of(Secret.of(secret)));
    String body = (secret + " ".repeat(between % 10) + "-".repeat(between / 40)).repeat(300);
    String seen = redactor.start(body.substring(0, 8 << 10));
    assertThat(seen).doesNotContainPattern("[A-Z]");
    assertThat(seen.length()).isLessThan(310);
  }

  @Property(tries = 1_000)
  void aSecretInAnyTextIsMasked(
      @ForAll @StringLength(min = 1, max = 30) String secret,
      @ForAll @StringLength(max = 100) String before,
      @ForAll @StringLength(max = 100) String after) {
    Redactor redactor = new Redactor(Set.of(), () -> List.of(Secret.of(secret)));
    if (!"***".contains(secret)) {
      assertThat(redactor.text(before + secret + after)).doesNotContain(secret);
    }
  }
}
