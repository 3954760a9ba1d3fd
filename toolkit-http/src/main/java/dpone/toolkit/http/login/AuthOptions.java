package dpone.toolkit.http.login;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The options of a login, as data. */
public final class AuthOptions {
  /** The group's usual name. */
  public static final String AUTH = "auth";

  static final String TYPE = "type";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String TOKEN = "token";
  static final String API_KEY = "api_key";
  static final String HEADER = "header";
  static final String PREFIX = "prefix";
  static final String PARAMETER = "parameter";
  static final String FORMAT = "format";
  static final String SECRET = "secret";
  static final String TOKEN_URL = "token_url";
  static final String CLIENT_ID = "client_id";
  static final String CLIENT_SECRET = "client_secret";
  static final String CLIENT_AUTH = "client_auth";
  static final String REFRESH_TOKEN = "refresh_token";
  static final String SCOPE = "scope";
  static final String TOKEN_PARAMS = "token_params";
  static final String SERVICE_ACCOUNT_KEY = "service_account_key";
  static final String SERVICE_ACCOUNT_KEY_FILE = "service_account_key_file";
  static final String SUBJECT = "subject";

  /** The group {@code auth}. */
  public static final Option GROUP =
      Option.group(
          AUTH,
          "Who calls. The login goes to the origin of the API alone, never to another host that a"
              + " link or a redirect names.",
          Option.of(TYPE, OptionType.STRING, "How the caller is told.")
              .oneOf(
                  "none",
                  "basic",
                  "bearer",
                  "api_key",
                  "header",
                  "oauth2_client_credentials",
                  "oauth2_refresh_token",
                  "service_account")
              .defaultsTo("none"),
          Option.of(USERNAME, OptionType.STRING, "basic: the user.").example("reader@example.com"),
          Option.of(PASSWORD, OptionType.SECRET, "basic: the password; may be left out.")
              .example("${API_PASSWORD}"),
          Option.of(TOKEN, OptionType.SECRET, "bearer: the token.").example("${API_TOKEN}"),
          Option.of(API_KEY, OptionType.SECRET, "api_key: the key.").example("${API_KEY}"),
          Option.of(
                  HEADER,
                  OptionType.STRING,
                  "The header that carries it: for api_key X-API-Key where it is left out, for"
                      + " everything else Authorization.")
              .example("X-API-Key"),
          Option.of(
                  PREFIX,
                  OptionType.STRING,
                  "What stands in the header before a token, with a space between; Bearer where it"
                      + " is left out, for api_key nothing.")
              .example("OAuth"),
          Option.of(
                  PARAMETER,
                  OptionType.STRING,
                  "api_key: the parameter of the query that carries the key instead of a header; it"
                      + " is never shown.")
              .example("app_id"),
          Option.of(
                  FORMAT,
                  OptionType.STRING,
                  "header: the header's value, with {secret} where the secret goes.")
              .example("Mindbox secretKey=\"{secret}\""),
          Option.of(SECRET, OptionType.SECRET, "header: the secret.").example("${API_SECRET}"),
          Option.of(
                  TOKEN_URL,
                  OptionType.STRING,
                  "oauth2_...: the address that gives tokens; it may be of another host.")
              .example("https://login.example/oauth2/token"),
          Option.of(CLIENT_ID, OptionType.STRING, "oauth2_...: the client."),
          Option.of(CLIENT_SECRET, OptionType.SECRET, "oauth2_...: the client's secret.")
              .example("${CLIENT_SECRET}"),
          Option.of(
                  CLIENT_AUTH,
                  OptionType.STRING,
                  "oauth2_...: where client and secret go, into a header or into the body; header"
                      + " where it is left out.")
              .oneOf("header", "body"),
          Option.of(
                  REFRESH_TOKEN,
                  OptionType.SECRET,
                  "oauth2_refresh_token: what a user's consent left, good for new tokens.")
              .example("${REFRESH_TOKEN}"),
          Option.of(
              SCOPE,
              OptionType.STRING,
              "oauth2_... and service_account: what the token is to be good for, several with"
                  + " spaces between."),
          Option.of(
              TOKEN_PARAMS,
              OptionType.STRING_MAP,
              "oauth2_...: further parameters of the request for a token, such as audience;"
                  + " none of them secret."),
          Option.of(
                  SERVICE_ACCOUNT_KEY,
                  OptionType.SECRET,
                  "service_account: the text of the account's JSON key.")
              .example("${file:/run/secrets/key.json}"),
          Option.of(
                  SERVICE_ACCOUNT_KEY_FILE,
                  OptionType.STRING,
                  "service_account: the file of the account's JSON key.")
              .example("/run/secrets/key.json"),
          Option.of(
              SUBJECT, OptionType.STRING, "service_account: the user for whom the account acts."));

  private AuthOptions() {}
}
