package dpone.toolkit.http.login;

import static dpone.toolkit.http.login.AuthOptions.API_KEY;
import static dpone.toolkit.http.login.AuthOptions.CLIENT_AUTH;
import static dpone.toolkit.http.login.AuthOptions.CLIENT_ID;
import static dpone.toolkit.http.login.AuthOptions.CLIENT_SECRET;
import static dpone.toolkit.http.login.AuthOptions.FORMAT;
import static dpone.toolkit.http.login.AuthOptions.HEADER;
import static dpone.toolkit.http.login.AuthOptions.PARAMETER;
import static dpone.toolkit.http.login.AuthOptions.PASSWORD;
import static dpone.toolkit.http.login.AuthOptions.PREFIX;
import static dpone.toolkit.http.login.AuthOptions.REFRESH_TOKEN;
import static dpone.toolkit.http.login.AuthOptions.SCOPE;
import static dpone.toolkit.http.login.AuthOptions.SECRET;
import static dpone.toolkit.http.login.AuthOptions.SERVICE_ACCOUNT_KEY;
import static dpone.toolkit.http.login.AuthOptions.SERVICE_ACCOUNT_KEY_FILE;
import static dpone.toolkit.http.login.AuthOptions.SUBJECT;
import static dpone.toolkit.http.login.AuthOptions.TOKEN;
import static dpone.toolkit.http.login.AuthOptions.TOKEN_PARAMS;
import static dpone.toolkit.http.login.AuthOptions.TOKEN_URL;
import static dpone.toolkit.http.login.AuthOptions.TYPE;
import static dpone.toolkit.http.login.AuthOptions.USERNAME;

import dpone.spi.error.DponeException;
import dpone.spi.option.Option;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The login that the options of a manifest describe. */
public final class AuthReader {
  private static final Map<String, Set<String>> USED =
      Map.of(
          "none", Set.of(),
          "basic", Set.of(USERNAME, PASSWORD),
          "bearer", Set.of(TOKEN, HEADER, PREFIX),
          "api_key", Set.of(API_KEY, HEADER, PREFIX, PARAMETER),
          "header", Set.of(HEADER, FORMAT, SECRET),
          "oauth2_client_credentials",
              Set.of(
                  TOKEN_URL,
                  CLIENT_ID,
                  CLIENT_SECRET,
                  CLIENT_AUTH,
                  SCOPE,
                  TOKEN_PARAMS,
                  HEADER,
                  PREFIX),
          "oauth2_refresh_token",
              Set.of(
                  TOKEN_URL,
                  CLIENT_ID,
                  CLIENT_SECRET,
                  CLIENT_AUTH,
                  REFRESH_TOKEN,
                  SCOPE,
                  TOKEN_PARAMS,
                  HEADER,
                  PREFIX),
          "service_account", Set.of(SERVICE_ACCOUNT_KEY, SERVICE_ACCOUNT_KEY_FILE, SCOPE, SUBJECT));

  private final Options options;
  private final String place;
  private final String type;

  private AuthReader(Options options, String place) {
    this.options = options;
    this.place = place;
    this.type = options.findString(TYPE).orElse("none");
  }

  /**
   * A login.
   *
   * @param options values of {@link AuthOptions#GROUP}
   * @param place of the group in a manifest, such as {@code connection.auth}, for messages
   * @throws DponeException {@code HTTP_INVALID_OPTION} when an option is missing, or given and of
   *     another type of login
   */
  public static Login.Maker read(Options options, String place) {
    return new AuthReader(options, place).read();
  }

  private Login.Maker read() {
    Set<String> used = USED.getOrDefault(type, Set.of());
    for (Option option : AuthOptions.GROUP.fields()) {
      if (options.has(option.name())
          && !option.name().equals(TYPE)
          && !used.contains(option.name())) {
        throw wrong(option.name() + " is not for type " + type, "leave it out, or choose its type");
      }
    }
    return switch (type) {
      case "basic" -> Logins.basic(text(USERNAME), options.secret(PASSWORD).orElse(Secret.of("")));
      case "bearer" -> Logins.header(header("Authorization"), prefixed("Bearer"), secret(TOKEN));
      case "api_key" -> key();
      case "header" -> formatted();
      case "oauth2_client_credentials" -> Logins.token(tokens(true), new Grant.ClientCredentials());
      case "oauth2_refresh_token" ->
          Logins.token(tokens(false), new Grant.RefreshToken(secret(REFRESH_TOKEN)));
      case "service_account" ->
          ServiceAccount.read(account()).login(text(SCOPE), options.findString(SUBJECT).orElse(""));
      default -> Logins.none();
    };
  }

  private Login.Maker key() {
    if (options.has(PARAMETER)) {
      if (options.has(HEADER)) {
        throw wrong("header and parameter are both given", "leave one of them out");
      }
      return Logins.parameter(text(PARAMETER), secret(API_KEY));
    }
    return Logins.header(header("X-API-Key"), prefixed(""), secret(API_KEY));
  }

  private Login.Maker formatted() {
    String format = text(FORMAT);
    if (!format.contains(Logins.PLACE)) {
      throw wrong("format has no " + Logins.PLACE, "write {secret} where the secret goes");
    }
    return Logins.header(header("Authorization"), format, secret(SECRET));
  }

  private TokenSettings tokens(boolean needsSecret) {
    TokenSettings settings =
        TokenSettings.at(Origin.address(text(TOKEN_URL), place + "." + TOKEN_URL));
    if (needsSecret || options.has(CLIENT_SECRET)) {
      settings = settings.client(text(CLIENT_ID), secret(CLIENT_SECRET));
    } else if (options.has(CLIENT_ID)) {
      // A public client has no secret (RFC 6749, section 2.1).
      settings =
          new TokenSettings(
              settings.url(), text(CLIENT_ID), null, true, Map.of(), "Authorization", "Bearer");
    }
    if (options.findString(CLIENT_AUTH).orElse("header").equals("body")) {
      settings = settings.secretInBody();
    }
    if (options.has(SCOPE)) {
      settings = settings.parameter(SCOPE, text(SCOPE));
    }
    for (Map.Entry<String, String> parameter : options.map(TOKEN_PARAMS).entrySet()) {
      settings = settings.parameter(parameter.getKey(), parameter.getValue());
    }
    return settings.carriedBy(header("Authorization"), options.findString(PREFIX).orElse("Bearer"));
  }

  private Secret account() {
    if (options.has(SERVICE_ACCOUNT_KEY)) {
      return secret(SERVICE_ACCOUNT_KEY);
    }
    String file = text(SERVICE_ACCOUNT_KEY_FILE);
    try {
      return Secret.of(Files.readString(Path.of(file)));
    } catch (IOException unreadable) {
      throw wrong(SERVICE_ACCOUNT_KEY_FILE + " cannot be read: " + file, "check the file");
    }
  }

  private String header(String usual) {
    return options.findString(HEADER).orElse(usual);
  }

  private String prefixed(String usual) {
    String prefix = options.findString(PREFIX).orElse(usual);
    return prefix.isEmpty() ? Logins.PLACE : prefix + " " + Logins.PLACE;
  }

  private String text(String option) {
    return options
        .findString(option)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> missing(option));
  }

  private Secret secret(String option) {
    return options
        .secret(option)
        .filter(secret -> !secret.isEmpty())
        .orElseThrow(() -> missing(option));
  }

  private DponeException missing(String option) {
    return wrong(
        "type is " + type + ", and " + option + " is missing", "set " + place + "." + option);
  }

  private DponeException wrong(String what, String remedy) {
    return HttpCode.INVALID_OPTION.error(place + ": " + what).remedy(remedy).build();
  }
}
