package dpone.certify.run;

import dpone.certify.kit.UnavailableException;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.option.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a live system is reached: {@code DPONE_LIVE_<ID>_<OPTION>}, an option a variable. */
final class LiveVariables {
  private LiveVariables() {}

  /**
   * Connection options of the live system.
   *
   * @throws UnavailableException when a required one is not set, naming what is missing
   */
  static Map<String, Object> connection(
      ConnectorDescriptor descriptor, Map<String, String> environment) throws UnavailableException {
    String prefix =
        "DPONE_LIVE_" + descriptor.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    Map<String, Object> connection = new LinkedHashMap<>();
    for (Option option : descriptor.connection().options()) {
      String value = environment.get(prefix + option.name().toUpperCase(Locale.ROOT));
      if (value != null && !value.isEmpty()) {
        connection.put(option.name(), value);
      }
    }
    String missing =
        descriptor.connection().options().stream()
            .filter(option -> option.required() && !connection.containsKey(option.name()))
            .map(option -> prefix + option.name().toUpperCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UnavailableException("no live system: set " + missing);
    }
    return connection;
  }
}
