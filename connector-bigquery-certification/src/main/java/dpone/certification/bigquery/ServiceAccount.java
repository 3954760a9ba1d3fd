package dpone.certification.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for the key of a service account, or none for an emulator.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">Google:
 *     OAuth 2.0 for service accounts</a>
 */
final class ServiceAccount {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 3600;

  private final HttpClient http;
  private final @Nullable JsonNode key;
  private String token = "";
  private Instant end = Instant.EPOCH;

  ServiceAccount(HttpClient http, Map<String, Object> connection)
      throws IOException, UnavailableException {
    this.http = http;
    Object file = connection.get("service_account_key_file");
    Object text = connection.get("service_account_info");
    if (file == null && text == null && !"none".equals(connection.get("credentials"))) {
      throw new UnavailableException(
          "the trial's own client needs DPONE_LIVE_BIGQUERY_SERVICE_ACCOUNT_INFO or"
              + " DPONE_LIVE_BIGQUERY_SERVICE_ACCOUNT_KEY_FILE");
    }
    this.key =
        file != null
            ? JSON.readTree(Files.readString(Path.of(file.toString())))
            : text != null ? JSON.readTree(text.toString()) : null;
  }

  /** A token that lasts for a while yet; none where nobody asks for one. */
  synchronized Optional<String> token() throws IOException {
    JsonNode known = key;
    if (known == null) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    if (now.isAfter(end.minusSeconds(60))) {
      token = asked(known, now);
      end = now.plusSeconds(SECONDS);
    }
    return Optional.of(token);
  }

  private String asked(JsonNode known, Instant now) throws IOException {
    String form =
        "grant_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&assertion="
            + assertion(known, now);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(known.path("token_uri").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      String found = JSON.readTree(answer.body()).path("access_token").asText("");
      if (found.isEmpty()) {
        throw new IOException("no token: HTTP " + answer.statusCode());
      }
      return found;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static String assertion(JsonNode known, Instant now) throws IOException {
    JsonNode claims =
        JSON.createObjectNode()
            .put("iss", known.path("client_email").asText())
            .put("scope", "https://www.googleapis.com/auth/bigquery")
            .put("aud", known.path("token_uri").asText())
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + SECONDS);
    String signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims.toString());
    String pem = known.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + url(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      // Without its text, which may quote the key.
      throw new IOException("the key of the service account cannot be read");
    }
  }

  private static String part(String text) {
    return url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
