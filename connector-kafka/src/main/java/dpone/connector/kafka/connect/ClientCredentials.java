package dpone.connector.kafka.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Asks for tokens by OAuth's client credentials grant (RFC 6749, section 4.4). */
final class ClientCredentials implements TokenSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Options options;

  ClientCredentials(Options options) {
    this.options = options;
  }

  static void checkUrl(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw invalid("is not an address");
    }
    boolean loopback = uri.getHost() != null && uri.getHost().matches("localhost|127\\..*|\\[::1]");
    if (!"https".equals(uri.getScheme()) && !(loopback && "http".equals(uri.getScheme()))) {
      throw invalid("does not begin with https, and would show the secret on the network");
    }
  }

  private static RuntimeException invalid(String why) {
    return KafkaCode.INVALID_OPTION.error("connection.oauth_token_url " + why).build();
  }

  @Override
  public BearerToken token() throws IOException {
    String body = "grant_type=client_credentials";
    String scope = options.findString(ConnectionOptions.OAUTH_SCOPE).orElse("");
    if (!scope.isEmpty()) {
      body += "&scope=" + encoded(scope);
    }
    String credentials =
        encoded(options.string(ConnectionOptions.OAUTH_CLIENT_ID))
            + ":"
            + encoded(
                options
                    .secret(ConnectionOptions.OAUTH_CLIENT_SECRET)
                    .map(Secret::reveal)
                    .orElse(""));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(options.string(ConnectionOptions.OAUTH_TOKEN_URL)))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new IOException("the token endpoint answered with status " + response.statusCode());
      }
      return parse(response.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("asking for a token was interrupted");
    }
  }

  private static BearerToken parse(String body) throws IOException {
    JsonNode answer;
    try {
      answer = new ObjectMapper().readTree(body);
    } catch (IOException malformed) {
      // Without its cause: it quotes the answer, which may hold a token.
      throw new IOException("the token endpoint's answer is not JSON");
    }
    String token = answer == null ? "" : answer.path("access_token").asText("");
    if (token.isEmpty()) {
      throw new IOException("the token endpoint's answer has no access_token");
    }
    return BearerToken.of(token, Duration.ofSeconds(answer.path("expires_in").asLong(300)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
