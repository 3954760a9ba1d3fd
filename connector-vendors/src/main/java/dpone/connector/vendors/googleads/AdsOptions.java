package dpone.connector.vendors.googleads;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.toolkit.http.option.HttpOptions;
import java.util.ArrayList;
import java.util.List;

/** The options of the connector. */
final class AdsOptions {
  static final String AUTH_TYPE = "auth_type";
  static final String REFRESH = "oauth_refresh_token";
  static final String SERVICE_ACCOUNT = "service_account";
  static final String CLIENT_ID = "client_id";
  static final String CLIENT_SECRET = "client_secret";
  static final String REFRESH_TOKEN = "refresh_token";
  static final String JSON_KEY = "json_key";
  static final String SUBJECT = "impersonated_email";
  static final String DEVELOPER_TOKEN = "developer_token";
  static final String LOGIN_CUSTOMER = "login_customer_id";
  static final String CUSTOMERS = "customer_ids";
  static final String URL = "url";
  static final String TOKEN_URI = "token_uri";
  static final String START = "start_date";
  static final String END = "end_date";
  static final String FIRST_DAYS = "full_refresh_days";
  static final String LOOKBACK_DAYS = "lookback_days";
  static final String WINDOW_DAYS = "window_days";
  static final String ZONE = "time_zone";

  /** Options of a connection. */
  static final OptionSpec CONNECTION = connection();

  /** Options of a stream. */
  static final OptionSpec STREAM =
      OptionSpec.of(
          Option.of(
                  START,
                  OptionType.STRING,
                  "First day that is read; without it a first read goes back full_refresh_days.")
              .example("2026-01-01"),
          Option.of(END, OptionType.STRING, "Last day that is read; yesterday without it.")
              .example("2026-06-30"),
          Option.of(
                  FIRST_DAYS,
                  OptionType.INTEGER,
                  "Days before today that a read covers which knows no other begin.")
              .between(1, 4_000)
              .defaultsTo("30"),
          Option.of(
                  LOOKBACK_DAYS,
                  OptionType.INTEGER,
                  "Days whose numbers may still change: a merge reads them again, an append leaves"
                      + " them for later.")
              .between(0, 365)
              .defaultsTo("3"),
          Option.of(WINDOW_DAYS, OptionType.INTEGER, "Days that one request asks for.")
              .between(1, 366)
              .defaultsTo("7"),
          Option.of(
                  ZONE,
                  OptionType.STRING,
                  "Time zone of the accounts, whose days they are; decides when a day is over.")
              .defaultsTo("UTC")
              .example("Europe/Berlin"));

  private AdsOptions() {}

  private static OptionSpec connection() {
    List<Option> all =
        new ArrayList<>(
            List.of(
                Option.of(AUTH_TYPE, OptionType.STRING, "How the caller proves who it is.")
                    .oneOf(REFRESH, SERVICE_ACCOUNT)
                    .defaultsTo(REFRESH),
                Option.of(CLIENT_ID, OptionType.STRING, "Client of the OAuth consent.")
                    .example("1234567890-abc.apps.googleusercontent.com"),
                Option.of(CLIENT_SECRET, OptionType.SECRET, "Secret of that client."),
                Option.of(REFRESH_TOKEN, OptionType.SECRET, "Token of the OAuth consent."),
                Option.of(
                    JSON_KEY,
                    OptionType.SECRET,
                    "Text of a service account's key file; ${file:PATH} reads it from one."),
                Option.of(
                    SUBJECT,
                    OptionType.STRING,
                    "User for whom a service account acts; needless where it was invited itself."),
                Option.of(DEVELOPER_TOKEN, OptionType.SECRET, "Token of the application.")
                    .require(),
                Option.of(
                        LOGIN_CUSTOMER,
                        OptionType.STRING,
                        "Manager account through which the accounts are reached.")
                    .example("123-456-7890"),
                Option.of(CUSTOMERS, OptionType.STRING_LIST, "Accounts that are read.").require(),
                Option.of(URL, OptionType.STRING, "Address of the service.")
                    .defaultsTo("https://googleads.googleapis.com"),
                Option.of(TOKEN_URI, OptionType.STRING, "Where a refresh token is exchanged.")
                    .defaultsTo("https://oauth2.googleapis.com/token")));
    for (Option option : HttpOptions.WIRE) {
      // The service works a report out before it begins to answer.
      all.add(option.name().equals("timeout") ? option.defaultsTo("5m") : option);
    }
    all.addAll(HttpOptions.LIMITS);
    return new OptionSpec(all);
  }
}
