package dpone.connector.vendors.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The vendor's token endpoint: gives tokens for the one consent and the one account it knows. */
public final class TokenDouble implements AutoCloseable {
  public static final String CLIENT = "client.apps.example";
  public static final String SECRET = "invented-client-secret";
  public static final String REFRESH = "1//invented-refresh-token";
  public static final String ACCOUNT = "reader@project.iam.example";

  public final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final AtomicInteger given = new AtomicInteger();
  private final HttpServer server;
  private final KeyPair keys;

  /** Listens on the loopback. */
  public TokenDouble() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** A service account's key file. */
  public String keyFile() {
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded())
                .replace("\n", "\\n")
            + "\\n-----END PRIVATE KEY-----\\n";
    return "{\"type\":\"service_account\",\"client_email\":\""
        + ACCOUNT
        + "\",\"private_key_id\":\"k1\",\"private_key\":\""
        + pem
        + "\",\"token_uri\":\""
        + url()
        + "\"}";
  }

  public boolean isValid(String token) {
    return valid.contains(token);
  }

  /** Every token given so far is refused from now on. */
  public void revoke() {
    valid.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
    }
    asked.add(form.getOrDefault("grant_type", ""));
    boolean known =
        switch (form.getOrDefault("grant_type", "")) {
          case "refresh_token" ->
              REFRESH.equals(form.get("refresh_token"))
                  && CLIENT.equals(form.get("client_id"))
                  && SECRET.equals(form.get("client_secret"));
          case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> signed(form.get("assertion"));
          default -> false;
        };
    String token = "invented-access-token-" + given.incrementAndGet();
    if (known) {
      valid.add(token);
    }
    byte[] answer =
        (known
                ? "{\"access_token\":\""
                    + token
                    + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"
                : "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 400, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private boolean signed(String assertion) {
    try {
      String[] parts = assertion.split("\\.");
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.contains("\"iss\":\"" + ACCOUNT + "\"")
          && claims.contains("\"scope\":\"https://www.googleapis.com/auth/")
          && claims.contains("\"aud\":\"" + url() + "\"");
    } catch (Exception malformed) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
