package dpone.connector.vendors.plain;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.option.HttpOptions;
import dpone.toolkit.http.option.HttpReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Options of a connection that these vendors share. */
public final class ConnectionOptions {
  private static final String URL = "url";
  private static final String PLACE = "connection";

  private ConnectionOptions() {}

  /**
   * The options of a connection.
   *
   * @param url the vendor's usual address, as an example
   * @param own further options, which come first
   */
  public static OptionSpec of(String url, Option... own) {
    List<Option> all = new ArrayList<>(List.of(own));
    all.add(
        Option.of(
                URL,
                OptionType.STRING,
                "Address of the API, where it is not the vendor's usual one.")
            .example(url));
    all.addAll(HttpOptions.WIRE);
    all.addAll(HttpOptions.LIMITS);
    return new OptionSpec(all);
  }

  /**
   * The address of the API.
   *
   * @param usual where the options name none
   */
  public static URI url(Options connection, String usual) {
    String text = connection.findString(URL).orElse(usual);
    URI address = Origin.address(text, PLACE + "." + URL);
    return text.endsWith("/") ? address : URI.create(address + "/");
  }

  /** A secret that has to be there. */
  public static Secret secret(Options connection, String name) {
    return connection
        .secret(name)
        .filter(secret -> !secret.isEmpty())
        .orElseThrow(() ->
            HttpCode.INVALID_OPTION
                .error(PLACE + "." + name + " is empty")
                .remedy("give the secret that the connector's page tells how to get")
                .build());
  }

  /** The settings with what the options say. */
  public static HttpSettings apply(HttpSettings settings, Options connection) {
    return HttpReader.apply(settings, connection, PLACE);
  }
}
