package dpone.certification.vendors.testing;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options as the core hands them over: checked by name, defaults filled in. */
public final class OptionValues {
  private OptionValues() {}

  /**
   * Values of a spec.
   *
   * @param given by name; text for secrets and durations, whole numbers, truth, lists and maps
   */
  public static Options of(OptionSpec spec, Map<String, Object> given) {
    return of(spec.options(), given);
  }

  private static Options of(List<Option> options, Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    for (String name : given.keySet()) {
      if (options.stream().noneMatch(o -> o.name().equals(name))) {
        throw new IllegalArgumentException("unknown option " + name);
      }
    }
    for (Option option : options) {
      Object value = given.get(option.name());
      if (value == null) {
        value = option.defaultText();
      }
      if (value != null) {
        values.put(option.name(), value(option, value));
      }
    }
    return Options.of(values);
  }

  @SuppressWarnings("unchecked")
  private static Object value(Option option, Object value) {
    return switch (option.type()) {
      case SECRET -> Secret.of(value.toString());
      case INTEGER, BYTES -> Long.parseLong(value.toString());
      case BOOLEAN -> Boolean.parseBoolean(value.toString());
      case DURATION -> duration(value.toString());
      case OBJECT -> of(option.fields(), (Map<String, Object>) value);
      case OBJECT_LIST ->
          ((List<Map<String, Object>>) value)
              .stream().map(group -> of(option.fields(), group)).toList();
      default -> value;
    };
  }

  private static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
  }
}
