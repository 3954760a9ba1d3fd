package dpone.toolkit.http.exchange;

import dpone.toolkit.http.error.HttpCode;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that may be reached without the login, such as the storage that exports are put into.
 *
 * @param rules each a host ({@code storage.example}), all hosts below one ({@code
 *     *.storage.example}) or an origin ({@code http://127.0.0.1:8080}); hosts are reached by https
 *     at its usual port
 */
public record Hosts(List<String> rules) {
  /** None. */
  public static final Hosts NONE = new Hosts(List.of());

  /** Checks the rules. */
  public Hosts {
    rules = rules.stream().map(rule -> rule.strip().toLowerCase(Locale.ROOT)).toList();
    for (String rule : rules) {
      if (rule.contains("://")) {
        Origin origin = Origin.of(Origin.address(rule, "an allowed host"));
        assert !origin.host().isEmpty();
      } else if (!rule.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)+")) {
        throw HttpCode.INVALID_OPTION
            .error("an allowed host is neither a name nor an origin: " + rule)
            .remedy("write it as storage.example, *.storage.example or https://host:port")
            .build();
      }
    }
  }

  /** These rules. */
  public static Hosts of(String... rules) {
    return new Hosts(List.of(rules));
  }

  /** Whether an address is allowed. */
  public boolean allow(URI address) {
    Origin origin;
    try {
      origin = Origin.of(address);
    } catch (dpone.spi.error.DponeException none) {
      return false;
    }
    return rules.stream().anyMatch(rule -> allows(rule, origin));
  }

  private static boolean allows(String rule, Origin origin) {
    if (rule.contains("://")) {
      return Origin.of(URI.create(rule)).equals(origin);
    }
    if (!origin.equals(new Origin("https", origin.host(), 443))) {
      return false;
    }
    return rule.startsWith("*.")
        ? origin.host().endsWith(rule.substring(1))
        : origin.host().equals(rule);
  }
}
