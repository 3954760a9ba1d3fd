package dpone.connector.rest.source;

import static dpone.connector.rest.option.ConnectionOptions.HEADERS;
import static dpone.connector.rest.option.ConnectionOptions.SECRET_PARAMS;
import static dpone.connector.rest.option.ConnectionOptions.URL;

import dpone.spi.option.Options;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.login.AuthOptions;
import dpone.toolkit.http.login.AuthReader;
import dpone.toolkit.http.option.HttpReader;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the API of a connection is called. */
public final class RestSettings {
  private static final String CONNECTION = "connection";

  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-token");

  private RestSettings() {}

  /** The address below which the paths of streams are. */
  static URI root(Options connection) {
    return Origin.address(connection.string(URL), CONNECTION + "." + URL);
  }

  /**
   * The settings of a connection; connects to nothing.
   *
   * @throws dpone.spi.error.DponeException HTTP_INVALID_OPTION
   */
  public static HttpSettings of(Options connection) {
    HttpSettings settings =
        HttpSettings.at(root(connection))
            .login(
                AuthReader.read(
                    connection.group(AuthOptions.AUTH), CONNECTION + "." + AuthOptions.AUTH))
            .hiding(new HashSet<>(connection.strings(SECRET_PARAMS)));
    for (Map.Entry<String, String> header : new TreeMap<>(connection.map(HEADERS)).entrySet()) {
      if (SECRET.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        throw HttpCode.INVALID_OPTION
            .error("connection.headers has " + header.getKey() + ": a secret belongs to auth")
            .remedy("set connection.auth")
            .build();
      }
      settings = settings.header(header.getKey(), header.getValue());
    }
    return HttpReader.apply(settings, connection, CONNECTION);
  }
}
