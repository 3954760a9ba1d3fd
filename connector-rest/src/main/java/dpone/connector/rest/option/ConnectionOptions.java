package dpone.connector.rest.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.toolkit.http.login.AuthOptions;
import dpone.toolkit.http.option.HttpOptions;
import java.util.ArrayList;
import java.util.List;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  public static final String URL = "url";
  public static final String HEADERS = "headers";
  public static final String SECRET_PARAMS = "secret_params";

  /** All of them. */
  public static final OptionSpec SPEC = new OptionSpec(all());

  private ConnectionOptions() {}

  private static List<Option> all() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of(
                URL,
                OptionType.STRING,
                "Root of the API, without user and password. Links to further pages and redirects"
                    + " that lead to another origin than this are refused.")
            .require()
            .example("https://api.example/v1"));
    options.add(AuthOptions.GROUP);
    options.add(
        Option.of(
                HEADERS,
                OptionType.STRING_MAP,
                "Headers of every request; none that is secret, which belongs to auth.")
            .example("{ Accept: application/json }"));
    options.add(
        Option.of(
            SECRET_PARAMS,
            OptionType.STRING_LIST,
            "Names of parameters that the API itself puts into links and that are never shown or"
                + " stored, beside those that everybody takes for secret, such as access_token."));
    options.addAll(HttpOptions.LIMITS);
    options.addAll(HttpOptions.WIRE);
    return options;
  }
}
