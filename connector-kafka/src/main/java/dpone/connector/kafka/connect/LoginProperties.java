package dpone.connector.kafka.connect;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.types.Password;

/** Who logs in and how. */
final class LoginProperties {
  private static final String MODULES = "org.apache.kafka.common.security.";
  private static final List<String> LOGIN =
      List.of(
          ConnectionOptions.SASL_MECHANISM,
          ConnectionOptions.SASL_USERNAME,
          ConnectionOptions.OAUTH_TOKEN_URL);

  private final Options options;
  private final boolean login;
  private final String mechanism;

  LoginProperties(Options options, String protocol) {
    this.options = options;
    this.login = protocol.startsWith("SASL");
    this.mechanism = options.findString(ConnectionOptions.SASL_MECHANISM).orElse("");
    if (!login) {
      for (String option : LOGIN) {
        if (options.findString(option).isPresent()) {
          throw KafkaCode.INVALID_OPTION
              .error("connection." + option + " is set, and nobody logs in by " + protocol)
              .remedy("set connection.security_protocol to SASL_SSL")
              .build();
        }
      }
      return;
    }
    switch (mechanism) {
      case "" ->
          throw missing(ConnectionOptions.SASL_MECHANISM, "connection.security_protocol is SASL");
      case "OAUTHBEARER" -> checkToken();
      default -> {
        require(ConnectionOptions.SASL_USERNAME);
        if (options.secret(ConnectionOptions.SASL_PASSWORD).isEmpty()) {
          throw missing(ConnectionOptions.SASL_PASSWORD, "the mechanism is " + mechanism);
        }
      }
    }
  }

  private void checkToken() {
    boolean token = options.secret(ConnectionOptions.OAUTH_TOKEN).isPresent();
    boolean url = options.findString(ConnectionOptions.OAUTH_TOKEN_URL).isPresent();
    if (token == url) {
      throw KafkaCode.INVALID_OPTION
          .error("OAUTHBEARER needs either a token or a place to ask for one")
          .remedy("set one of connection.oauth_token and connection.oauth_token_url")
          .build();
    }
    if (url) {
      ClientCredentials.checkUrl(options.string(ConnectionOptions.OAUTH_TOKEN_URL));
      require(ConnectionOptions.OAUTH_CLIENT_ID);
      if (options.secret(ConnectionOptions.OAUTH_CLIENT_SECRET).isEmpty()) {
        throw missing(ConnectionOptions.OAUTH_CLIENT_SECRET, "tokens are asked for");
      }
    }
  }

  private void require(String option) {
    if (options.findString(option).isEmpty()) {
      throw missing(option, "the mechanism is " + mechanism);
    }
  }

  private static RuntimeException missing(String option, String why) {
    return KafkaCode.INVALID_OPTION
        .error("connection." + option + " is missing, and " + why)
        .remedy("set connection." + option)
        .build();
  }

  void addTo(Map<String, Object> all) {
    if (!login) {
      return;
    }
    all.put("sasl.mechanism", mechanism);
    if (mechanism.equals("OAUTHBEARER")) {
      // The clients share logins of equal configuration, over all runs in the process: the number
      // keeps one run from logging in with the token of another.
      all.put(
          "sasl.jaas.config",
          new Password(
              MODULES
                  + "oauthbearer.OAuthBearerLoginModule required run=\""
                  + UUID.randomUUID()
                  + "\";"));
      all.put("sasl.login.callback.handler.class", TokenLogin.class);
      all.put(TokenLogin.SOURCE, source());
      return;
    }
    String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    String password =
        options.secret(ConnectionOptions.SASL_PASSWORD).map(Secret::reveal).orElse("");
    all.put(
        "sasl.jaas.config",
        new Password(
            MODULES
                + module
                + " required username="
                + quoted(options.string(ConnectionOptions.SASL_USERNAME))
                + " password="
                + quoted(password)
                + ";"));
  }

  private TokenSource source() {
    return options
        .secret(ConnectionOptions.OAUTH_TOKEN)
        .<TokenSource>map(secret -> () -> BearerToken.of(secret.reveal(), null))
        .orElseGet(() -> new ClientCredentials(options));
  }

  /** As the configuration's tokenizer reads it back. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
