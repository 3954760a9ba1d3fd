package dpone.toolkit.http.login;

import dpone.spi.option.Secret;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.Login;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Every way to log in, for code; {@link AuthOptions} has the same for manifests. */
public final class Logins {
  /** Where a secret goes in the text of {@link #header}. */
  public static final String PLACE = "{secret}";

  private static final String AUTHORIZATION = "Authorization";

  private Logins() {}

  /** Nobody in particular. */
  public static Login.Maker none() {
    return Login.NONE;
  }

  /**
   * User and password (RFC 7617).
   *
   * @param password may be empty, where the user's name is the key
   */
  public static Login.Maker basic(String user, Secret password) {
    String pair = user + ":" + password.reveal();
    String value =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Secret hidden = password.isEmpty() ? Secret.of(user) : password;
    return fixed(Credential.header(AUTHORIZATION, value), hidden, Secret.of(pair));
  }

  /** A token as it is (RFC 6750). */
  public static Login.Maker bearer(Secret token) {
    return header(AUTHORIZATION, "Bearer " + PLACE, token);
  }

  /** A key in a header. */
  public static Login.Maker key(String header, Secret key) {
    return header(header, PLACE, key);
  }

  /** A key in the query; its value is never shown. */
  public static Login.Maker parameter(String name, Secret key) {
    return fixed(Credential.parameter(name, key.reveal()), key);
  }

  /**
   * A header of any scheme, such as {@code Authorization: Mindbox secretKey="..."}.
   *
   * @param format its value, with {@link #PLACE} for the secret
   */
  public static Login.Maker header(String name, String format, Secret secret) {
    return fixed(Credential.header(name, format.replace(PLACE, secret.reveal())), secret);
  }

  /** A token from an authorization server, renewed as long as the run lasts. */
  public static Login.Maker token(TokenSettings settings, Grant grant) {
    return (http, context) -> new TokenLogin(settings, grant, http, context);
  }

  private static Login.Maker fixed(Credential credential, Secret... secrets) {
    List<Secret> all = List.of(secrets);
    return (settings, context) ->
        new Login() {
          @Override
          public Credential credential() {
            return credential;
          }

          @Override
          public List<Secret> secrets() {
            return all;
          }
        };
  }
}
