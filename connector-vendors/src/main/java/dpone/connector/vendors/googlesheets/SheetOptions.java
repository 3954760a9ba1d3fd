package dpone.connector.vendors.googlesheets;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.toolkit.http.option.HttpOptions;
import java.util.ArrayList;
import java.util.List;

/** The options of the connector. */
final class SheetOptions {
  static final String AUTH_TYPE = "auth_type";
  static final String REFRESH = "oauth_refresh_token";
  static final String SERVICE_ACCOUNT = "service_account";
  static final String PUBLISHED = "published_csv";
  static final String CLIENT_ID = "client_id";
  static final String CLIENT_SECRET = "client_secret";
  static final String REFRESH_TOKEN = "refresh_token";
  static final String JSON_KEY = "json_key";
  static final String SUBJECT = "impersonated_email";
  static final String SPREADSHEET = "spreadsheet_id";
  static final String SPREADSHEET_URL = "spreadsheet_url";
  static final String URL = "url";
  static final String TOKEN_URI = "token_uri";
  static final String TITLE = "worksheet_title";
  static final String GID = "worksheet_gid";
  static final String INDEX = "worksheet_index";
  static final String RANGE = "range";
  static final String HEADER_ROW = "header_row";
  static final String SKIP_ROWS = "skip_rows";
  static final String ROWS = "rows_per_request";
  static final String VALUES = "values";
  static final String UNFORMATTED = "unformatted";
  static final String FORMATTED = "formatted";
  static final String TYPES = "types";
  static final String ROW_NUMBER = "row_number";
  static final String EMPTY_ROWS = "empty_rows";

  /** Options of a connection. */
  static final OptionSpec CONNECTION = connection();

  /** Options of a stream. */
  static final OptionSpec STREAM =
      OptionSpec.of(
          Option.of(TITLE, OptionType.STRING, "The tab; the stream's name where it is left out."),
          Option.of(GID, OptionType.INTEGER, "The tab by the gid in its address.")
              .between(0, 1L << 40),
          Option.of(INDEX, OptionType.INTEGER, "The tab by its place, from 0 on.")
              .between(0, 10_000),
          Option.of(RANGE, OptionType.STRING, "What of the tab is read, or a named range.")
              .example("B3:F"),
          Option.of(
                  HEADER_ROW,
                  OptionType.INTEGER,
                  "Row of the tab that names the columns; the first of the range where it is left"
                      + " out, 0 for none: columns are then A, B, C.")
              .between(0, 10_000_000),
          Option.of(SKIP_ROWS, OptionType.INTEGER, "Rows after the names that are no data.")
              .between(0, 10_000_000)
              .defaultsTo("0"),
          Option.of(ROWS, OptionType.INTEGER, "Rows that one request asks for.")
              .between(1, 100_000)
              .defaultsTo("1000"),
          Option.of(
                  VALUES,
                  OptionType.STRING,
                  "What a cell's value is: what it holds, or the text that it shows.")
              .oneOf(UNFORMATTED, FORMATTED)
              .defaultsTo(UNFORMATTED),
          Option.of(
                  TYPES,
                  OptionType.STRING_MAP,
                  "Types of columns, such as decimal(18,2), date or timestamp(3); others are told"
                      + " by the first rows.")
              .example("{ amount: decimal(18,2) }"),
          Option.of(ROW_NUMBER, OptionType.BOOLEAN, "Whether a column _row has the row's number.")
              .defaultsTo("false"),
          Option.of(EMPTY_ROWS, OptionType.STRING, "What a row without any value is.")
              .oneOf("skip", "keep")
              .defaultsTo("skip"));

  private SheetOptions() {}

  private static OptionSpec connection() {
    List<Option> all =
        new ArrayList<>(
            List.of(
                Option.of(AUTH_TYPE, OptionType.STRING, "How the caller proves who it is.")
                    .oneOf(SERVICE_ACCOUNT, REFRESH, PUBLISHED)
                    .defaultsTo(SERVICE_ACCOUNT),
                Option.of(CLIENT_ID, OptionType.STRING, "Client of the OAuth consent.")
                    .example("1234567890-abc.apps.googleusercontent.com"),
                Option.of(CLIENT_SECRET, OptionType.SECRET, "Secret of that client."),
                Option.of(REFRESH_TOKEN, OptionType.SECRET, "Token of the OAuth consent."),
                Option.of(
                    JSON_KEY,
                    OptionType.SECRET,
                    "Text of a service account's key file; ${file:PATH} reads it from one."),
                Option.of(SUBJECT, OptionType.STRING, "User for whom a service account acts."),
                Option.of(SPREADSHEET, OptionType.STRING, "Id of the spreadsheet.")
                    .example("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"),
                Option.of(
                        SPREADSHEET_URL,
                        OptionType.STRING,
                        "Its address instead; for published_csv also that of Publish to the web.")
                    .example("https://docs.google.com/spreadsheets/d/ID/edit"),
                Option.of(
                        URL,
                        OptionType.STRING,
                        "Address of the service, where it is not the usual one.")
                    .example("https://sheets.googleapis.com"),
                Option.of(TOKEN_URI, OptionType.STRING, "Where a refresh token is exchanged.")
                    .defaultsTo("https://oauth2.googleapis.com/token")));
    all.addAll(HttpOptions.WIRE);
    all.addAll(HttpOptions.LIMITS);
    return new OptionSpec(all);
  }
}
