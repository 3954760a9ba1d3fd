package dpone.connector.vendors.googlesheets;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Hosts;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Grant;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.login.ServiceAccount;
import dpone.toolkit.http.login.TokenSettings;
import dpone.toolkit.http.option.HttpReader;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection's options, checked.
 *
 * @param http where the service is, who calls, how often
 * @param root its address
 * @param spreadsheet id of the spreadsheet, or of its publication as {@code e/ID}
 * @param published whether tabs are read as published CSV
 */
record SheetSettings(HttpSettings http, URI root, String spreadsheet, boolean published) {
  static final String API = "https://sheets.googleapis.com";
  static final String DOCS = "https://docs.google.com";

  private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly";
  private static final Pattern ADDRESS = Pattern.compile("/spreadsheets/d/(e/)?([A-Za-z0-9_-]+)");
  private static final Pattern ID = Pattern.compile("(e/)?[A-Za-z0-9_-]+");

  /**
   * A user may ask 60 times a minute (https://developers.google.com/workspace/sheets/api/limits).
   */
  private static final Limits LIMITS = Limits.of(Rate.of(60, Duration.ofMinutes(1)).burst(10));

  /** Reads the options of a connection. */
  static SheetSettings of(Options options) {
    boolean published = options.string(SheetOptions.AUTH_TYPE).equals(SheetOptions.PUBLISHED);
    String address = options.findString(SheetOptions.URL).orElse(published ? DOCS : API);
    URI root = Origin.address(address, SheetOptions.URL);
    HttpSettings http = HttpSettings.at(root).limits(LIMITS).verdicts(new SheetsVerdicts());
    http =
        published
            ? http.downloads(Hosts.of("*.googleusercontent.com"))
            : http.login(login(options));
    return new SheetSettings(
        HttpReader.apply(http, options, "connection"), root, spreadsheet(options), published);
  }

  private static String spreadsheet(Options options) {
    String id = options.findString(SheetOptions.SPREADSHEET).orElse("");
    String url = options.findString(SheetOptions.SPREADSHEET_URL).orElse("");
    if (id.isEmpty() == url.isEmpty()) {
      throw wrong("give one of spreadsheet_id and spreadsheet_url");
    }
    if (!id.isEmpty()) {
      if (!ID.matcher(id).matches()) {
        throw wrong("spreadsheet_id is none: " + id);
      }
      return id;
    }
    Matcher found = ADDRESS.matcher(url);
    if (!found.find()) {
      throw wrong("spreadsheet_url is no address of a spreadsheet");
    }
    return (found.group(1) == null ? "" : "e/") + found.group(2);
  }

  private static Login.Maker login(Options options) {
    if (options.string(SheetOptions.AUTH_TYPE).equals(SheetOptions.SERVICE_ACCOUNT)) {
      return ServiceAccount.read(secret(options, SheetOptions.JSON_KEY))
          .login(SCOPE, options.findString(SheetOptions.SUBJECT).orElse(""));
    }
    return Logins.token(
        TokenSettings.at(
                Origin.address(options.string(SheetOptions.TOKEN_URI), SheetOptions.TOKEN_URI))
            .client(
                options
                    .findString(SheetOptions.CLIENT_ID)
                    .orElseThrow(() -> wrong("the connection lacks client_id")),
                secret(options, SheetOptions.CLIENT_SECRET))
            .secretInBody(),
        new Grant.RefreshToken(secret(options, SheetOptions.REFRESH_TOKEN)));
  }

  private static Secret secret(Options options, String name) {
    return options
        .secret(name)
        .filter(given -> !given.isEmpty())
        .orElseThrow(() -> wrong("the connection lacks " + name));
  }

  private static DponeException wrong(String what) {
    return HttpCode.INVALID_OPTION.error(what).build();
  }
}
