package dpone.connector.mssql.testing;

import dpone.connector.mssql.connect.ConnectionOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Values of options as a host would hand them over, defaults filled in. */
public final class TestOptions {
  private TestOptions() {}

  /** A connection with these options, name and value in turn. */
  public static Options connection(String... pairs) {
    return of(ConnectionOptions.SPEC, base(), pairs);
  }

  /** The same without one option. */
  public static Options without(String option, String... pairs) {
    Map<String, String> base = base();
    base.remove(option);
    return of(ConnectionOptions.SPEC, base, pairs);
  }

  /** A login by a token alone. */
  public static Options tokenOnly(String token, String... pairs) {
    Map<String, String> base = base();
    base.remove(ConnectionOptions.USER);
    base.remove(ConnectionOptions.PASSWORD);
    base.put(ConnectionOptions.ACCESS_TOKEN, token);
    return of(ConnectionOptions.SPEC, base, pairs);
  }

  /** The connection to a double of the server. */
  public static Options toDouble(int port) {
    return connection(
        "host",
        "127.0.0.1",
        ConnectionOptions.PORT,
        Integer.toString(port),
        ConnectionOptions.ENCRYPT,
        "false",
        ConnectionOptions.USER,
        "sa",
        ConnectionOptions.PASSWORD,
        "secret");
  }

  /** Any options. */
  public static Options of(OptionSpec spec, String... pairs) {
    return of(spec, new HashMap<>(), pairs);
  }

  private static Map<String, String> base() {
    return new HashMap<>(
        Map.of("host", "sql.example", "database", "shop", "user", "loader", "password", "s3cret"));
  }

  private static Options of(OptionSpec spec, Map<String, String> given, String... pairs) {
    Map<String, String> maps = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      int dot = pairs[i].indexOf('.');
      if (dot > 0) {
        maps.put(pairs[i].substring(dot + 1), pairs[i + 1]);
      } else {
        given.put(pairs[i], pairs[i + 1]);
      }
    }
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      String text = given.getOrDefault(option.name(), option.defaultText());
      if (text != null) {
        values.put(option.name(), value(option, text));
      }
    }
    if (!maps.isEmpty()) {
      values.put(ConnectionOptions.DRIVER_OPTIONS, maps);
    }
    return Options.of(values);
  }

  private static Object value(Option option, String text) {
    return switch (option.type()) {
      case INTEGER, BYTES -> Long.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DURATION -> Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
      case SECRET -> Secret.of(text);
      default -> text;
    };
  }
}
