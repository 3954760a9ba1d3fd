package dpone.certification.vendors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of Google's tokens for a user's consent
 * (https://developers.google.com/identity/protocols/oauth2/web-server#offline): one login that is
 * always let in, and one that {@link #accept} changes, whose tokens before are void. Thread-safe.
 */
final class ConsentDouble {
  /** The client of both logins. */
  static final String CLIENT = "client.apps.example";

  private static final String STANDARD = "invented-access-token";

  private final AtomicInteger given = new AtomicInteger();
  private volatile Map<String, String> known = secrets();

  /** Secrets of the login that is always let in. */
  static Map<String, String> secrets() {
    return Map.of(
        "client_secret", "invented-client-secret", "refresh_token", "1//invented-refresh-token");
  }

  /** From now on the other login is exactly that. */
  void accept(Map<String, String> secrets) {
    known = Map.copyOf(secrets);
    given.incrementAndGet();
  }

  /** Whether a token is that of the login that is always let in. */
  boolean isStandard(String token) {
    return token.equals(STANDARD);
  }

  /** Whether a token is that of the other login. */
  boolean isOfLogin(String token) {
    return token.equals(token());
  }

  private String token() {
    return STANDARD + "-" + given;
  }

  /** Answers a request for a token. */
  DoubleAnswer answer(DoubleRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : request.body().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    boolean standard = is(secrets(), form);
    return standard || is(known, form)
        ? DoubleAnswer.json(
            "{\"access_token\": \""
                + (standard ? STANDARD : token())
                + "\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}")
        : DoubleAnswer.json(
            400, "{\"error\": \"invalid_grant\", \"error_description\": \"Bad Request\"}");
  }

  private static boolean is(Map<String, String> secrets, Map<String, String> form) {
    return CLIENT.equals(form.get("client_id"))
        && secrets.getOrDefault("client_secret", "").equals(form.get("client_secret"))
        && secrets.getOrDefault("refresh_token", "").equals(form.get("refresh_token"));
  }
}
