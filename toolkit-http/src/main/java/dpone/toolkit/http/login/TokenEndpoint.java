package dpone.toolkit.http.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import dpone.toolkit.http.exchange.HttpRetries;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where tokens are to be had (RFC 6749, sections 3.2, 5.1 and 5.2). Thread-safe. */
final class TokenEndpoint implements AutoCloseable {
  private static final long LONGEST_LIFE = 366L * 24 * 3600;

  /**
   * What was given.
   *
   * @param lifetime how long it lasts, or null when nobody said
   * @param refreshToken another one to renew it with, or null
   */
  record Token(Secret value, @Nullable Duration lifetime, @Nullable Secret refreshToken) {}

  private final TokenSettings settings;
  private final HttpSession session;
  private final Supplier<List<Secret>> secrets;

  TokenEndpoint(
      TokenSettings settings,
      HttpSettings http,
      ConnectorContext context,
      Supplier<List<Secret>> secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.session =
        HttpSession.open(
            http.elsewhere(settings.url())
                .header("Accept", "application/json")
                .login((own, host) -> new Hidden())
                .verdicts(TokenEndpoint::judge),
            context);
  }

  /** Nobody logs in here, and what must not be seen is known all the same. */
  private final class Hidden implements Login {
    @Override
    public Credential credential() {
      return client();
    }

    @Override
    public List<Secret> secrets() {
      return secrets.get();
    }
  }

  private Credential client() {
    if (settings.inBody() || settings.secret().isEmpty()) {
      return Credential.NONE;
    }
    // Both parts are encoded before they are joined (RFC 6749, section 2.3.1).
    String pair =
        encoded(settings.client().orElse("")) + ":" + encoded(settings.secret().get().reveal());
    return Credential.header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  Token ask(Map<String, String> grant) {
    Map<String, String> form = new LinkedHashMap<>(grant);
    form.putAll(settings.parameters());
    if (settings.inBody() || settings.secret().isEmpty()) {
      settings.client().ifPresent(id -> form.put("client_id", id));
      settings.secret().ifPresent(secret -> form.put("client_secret", secret.reveal()));
    }
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpCall call =
        HttpCall.post(
                HttpRetries.TOKEN,
                settings.url(),
                HttpContent.of("application/x-www-form-urlencoded", body))
            .repeated();
    try (HttpAnswer answer = session.ask(call)) {
      return token(answer);
    }
  }

  private Token token(HttpAnswer answer) {
    JsonNode node = parsed(answer.text());
    String value = node == null ? "" : node.path("access_token").asText("");
    if (node == null || value.isEmpty()) {
      throw HttpCode.TOKEN_REFUSED
          .error(answer.call() + " answered without an access_token")
          .remedy("check that the address is that of a token endpoint of OAuth 2")
          .build();
    }
    long seconds = node.path("expires_in").asLong(0);
    String refresh = node.path("refresh_token").asText("");
    return new Token(
        Secret.of(value),
        seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE)) : null,
        refresh.isEmpty() ? null : Secret.of(refresh));
  }

  private static Verdict judge(AnswerHead head) {
    JsonNode node = head.status() < 400 ? null : parsed(head.text());
    String error = node == null ? "" : node.path("error").asText("");
    boolean refused = head.status() == 400 || head.status() == 401 || head.status() == 403;
    if (!refused) {
      return Verdict.USUAL;
    }
    if (node == null || error.isEmpty()) {
      return Verdict.refuse(HttpCode.TOKEN_REFUSED);
    }
    String description = node.path("error_description").asText("");
    return Verdict.refuse(
        HttpCode.TOKEN_REFUSED, description.isEmpty() ? error : error + ": " + description);
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    session.close();
  }
}
