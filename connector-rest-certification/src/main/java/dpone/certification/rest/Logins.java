package dpone.certification.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who is let in, and the tokens that were given. Thread-safe. */
final class Logins {
  /** Every way in that the double knows. */
  static final List<String> KINDS =
      List.of(
          "none",
          "basic",
          "bearer",
          "api_key",
          "api_key_in_query",
          "header",
          "oauth2_client_credentials",
          "oauth2_refresh_token",
          "service_account");

  private static final String CLIENT = "certify-client";
  private static final String USER = "certify@example.com";

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger given = new AtomicInteger();
  private volatile String kind = "none";
  private volatile Map<String, String> secrets = Map.of();
  private volatile boolean anonymous;
  private final Map<String, KeyPair> accounts = new ConcurrentHashMap<>();
  private volatile @Nullable KeyPair key;

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * From now on lets in who comes by that kind with those secrets alone.
   *
   * @param values by the option's name
   * @return the group {@code auth} of the connection
   */
  Map<String, Object> open(String newKind, Map<String, String> values, String url) {
    tokens.clear();
    anonymous = false;
    kind = newKind;
    secrets = Map.copyOf(values);
    key = accounts.get(values.getOrDefault("service_account_key", ""));
    Map<String, Object> auth = new LinkedHashMap<>();
    auth.put("type", newKind.equals("api_key_in_query") ? "api_key" : newKind);
    switch (newKind) {
      case "basic" -> auth.put("username", USER);
      case "api_key_in_query" -> auth.put("parameter", "key");
      case "header" -> auth.put("format", "Certify secret=\"{secret}\"");
      case "oauth2_client_credentials", "oauth2_refresh_token" -> {
        auth.put("token_url", url + "/token");
        auth.put("client_id", CLIENT);
        auth.put("scope", "read");
      }
      case "service_account" -> auth.put("scope", "read");
      default -> {}
    }
    for (String option : asked(newKind)) {
      auth.put(option, values.getOrDefault(option, ""));
    }
    return auth;
  }

  /** Also lets in who does not say who it is, as long as it says nothing wrong. */
  void openToAll() {
    anonymous = true;
  }

  /** Secret options of a kind. */
  static List<String> asked(String kind) {
    return switch (kind) {
      case "basic" -> List.of("password");
      case "bearer" -> List.of("token");
      case "api_key", "api_key_in_query" -> List.of("api_key");
      case "header" -> List.of("secret");
      case "oauth2_client_credentials" -> List.of("client_secret");
      case "oauth2_refresh_token" -> List.of("client_secret", "refresh_token");
      case "service_account" -> List.of("service_account_key");
      default -> List.of();
    };
  }

  /** A key file of a service account, of a key pair of its own. */
  String accountKey(String url) {
    // Made only where it is wanted: it takes a while.
    KeyPair made = pair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(made.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    String text =
        "{\"type\":\"service_account\",\"private_key_id\":\""
            + UUID.randomUUID()
            + "\",\"private_key\":\""
            + pem
            + "\",\"client_email\":\""
            + USER
            + "\",\"token_uri\":\""
            + url
            + "/token\"}";
    accounts.put(text, made);
    return text;
  }

  /** The tokens that were given are good no more. */
  void expire() {
    tokens.clear();
  }

  /** How many tokens were given. */
  int given() {
    return given.get();
  }

  /** Whether a request is let in. */
  boolean lets(Ask ask) {
    String authorization = ask.header("authorization");
    boolean silent =
        authorization.isEmpty()
            && ask.header("x-api-key").isEmpty()
            && !ask.query().containsKey("key");
    if (silent && anonymous) {
      return true;
    }
    return switch (kind) {
      case "none" -> true;
      case "basic" -> authorization.equals("Basic " + base64(USER + ":" + secret("password")));
      case "bearer" -> authorization.equals("Bearer " + secret("token"));
      case "api_key" -> ask.header("x-api-key").equals(secret("api_key"));
      case "api_key_in_query" -> secret("api_key").equals(ask.query().getOrDefault("key", ""));
      case "header" -> authorization.equals("Certify secret=\"" + secret("secret") + "\"");
      default -> authorization.startsWith("Bearer ") && tokens.contains(authorization.substring(7));
    };
  }

  private String secret(String option) {
    return secrets.getOrDefault(option, "");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer of the authorization server. */
  Reply token(Ask ask) {
    Map<String, String> form = ask.form();
    boolean good =
        switch (form.getOrDefault("grant_type", "")) {
          case "client_credentials" ->
              kind.equals("oauth2_client_credentials") && client(ask, form);
          case "refresh_token" ->
              kind.equals("oauth2_refresh_token")
                  && client(ask, form)
                  && secret("refresh_token").equals(form.get("refresh_token"));
          case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
              kind.equals("service_account") && signed(form.getOrDefault("assertion", ""));
          default -> false;
        };
    if (!good) {
      return Reply.of(
          400, "application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"no\"}");
    }
    String token = "t" + given.incrementAndGet() + "." + UUID.randomUUID();
    tokens.add(token);
    return Reply.json(
        "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
  }

  private boolean client(Ask ask, Map<String, String> form) {
    String pair =
        java.net.URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + java.net.URLEncoder.encode(secret("client_secret"), StandardCharsets.UTF_8);
    return ask.header("authorization").equals("Basic " + base64(pair))
        || (CLIENT.equals(form.get("client_id"))
            && secret("client_secret").equals(form.get("client_secret")));
  }

  /** A token of RS256 (RFC 7518, section 3.3) of the account, checked by the JDK. */
  private boolean signed(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    KeyPair known = key;
    if (parts.length != 3 || known == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(known.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.path("iss").asText().equals(USER)
          && claims.path("exp").asLong() > claims.path("iat").asLong();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException bad) {
      return false;
    }
  }
}
