package dpone.toolkit.http.exchange;

import dpone.toolkit.http.error.HttpCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Scheme, host and port of an address (RFC 6454): who is on the other side. What a credential is
 * for one origin it never is for another.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address, lower case
 * @param port the port, also where the address leaves it out
 */
public record Origin(String scheme, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final String CARELESS = " \"<>[]\\^`{|}";

  /**
   * The origin of an address.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_INVALID_OPTION} when it is not an address by
   *     http or https with a host, or carries a user; the message does not show it
   */
  public static Origin of(URI address) {
    String scheme = lower(address.getScheme());
    String host = lower(address.getHost());
    if (host.isEmpty() || !(scheme.equals("http") || scheme.equals("https"))) {
      throw HttpCode.INVALID_OPTION
          .error("an address is not one by http or https with a host")
          .remedy("write it as https://host/path")
          .build();
    }
    if (address.getRawUserInfo() != null) {
      throw HttpCode.INVALID_OPTION
          .error("an address at " + host + " carries a user or a password")
          .remedy("write both as options of their own")
          .build();
    }
    int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? HTTPS : HTTP;
    return new Origin(scheme, host, port);
  }

  /**
   * The address that an option holds.
   *
   * @param option its name, for the message
   */
  public static URI address(String text, String option) {
    try {
      URI address = new URI(text.strip());
      Origin checked = of(address);
      assert !checked.host().isEmpty();
      return address;
    } catch (URISyntaxException malformed) {
      // Its message shows the address, which may hold a password.
      throw HttpCode.INVALID_OPTION
          .error(option + " is not an address")
          .remedy("write it as https://host/path")
          .build();
    }
  }

  /** Whether an address is of this origin. */
  public boolean holds(URI address) {
    try {
      return of(address).equals(this);
    } catch (dpone.spi.error.DponeException none) {
      return false;
    }
  }

  /**
   * Resolves what an answer names, such as a link to the next page, and holds that it stays here.
   *
   * @param base the address of the answer
   * @param link absolute or relative
   * @throws dpone.spi.error.DponeException {@code HTTP_OTHER_ORIGIN}, or {@code HTTP_REDIRECT} when
   *     it is no address
   */
  public URI require(URI base, String link) {
    URI target;
    try {
      target = resolve(base, link);
    } catch (URISyntaxException malformed) {
      throw HttpCode.REDIRECT.error("an answer of " + this + " leads to no address").build();
    }
    return require(target);
  }

  /**
   * What an answer names, as an address. Characters that an address may not have, and that systems
   * write into theirs all the same, are encoded.
   */
  static URI resolve(URI base, String link) throws URISyntaxException {
    String text = link.strip();
    try {
      return base.resolve(new URI(text));
    } catch (URISyntaxException careless) {
      StringBuilder encoded = new StringBuilder(text.length() + 16);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (CARELESS.indexOf(c) >= 0) {
          encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
        } else {
          encoded.append(c);
        }
      }
      return base.resolve(new URI(encoded.toString()));
    }
  }

  /**
   * Holds that an address is of this origin.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_OTHER_ORIGIN}, which names the other host
   *     alone
   */
  public URI require(URI address) {
    if (!holds(address)) {
      String other =
          address.getHost() == null
              ? "no host"
              : address.getScheme() + "://" + address.getHost() + port(address);
      throw HttpCode.OTHER_ORIGIN.error("from " + this + " it leads to " + other).build();
    }
    return address;
  }

  private static String port(URI address) {
    return address.getPort() < 0 ? "" : ":" + address.getPort();
  }

  private static String lower(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /** As in an address, the port only where it is not the usual one. */
  @Override
  public String toString() {
    boolean usual = port == (scheme.equals("https") ? HTTPS : HTTP);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
