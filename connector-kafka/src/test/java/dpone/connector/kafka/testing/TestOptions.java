package dpone.connector.kafka.testing;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options as a host would validate them: typed, with defaults. */
public final class TestOptions {
  private TestOptions() {}

  public static Options of(OptionSpec spec, Map<String, ?> given) {
    for (String name : given.keySet()) {
      if (spec.find(name).isEmpty()) {
        throw new IllegalArgumentException("unknown option " + name);
      }
    }
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      Object value = given.get(option.name());
      if (value == null) {
        value = option.defaultValue().orElse(null);
      }
      if (value == null && option.fields().stream().anyMatch(f -> f.defaultValue().isPresent())) {
        value = Map.of();
      }
      if (value != null && !(value instanceof Map<?, ?> m && m.isEmpty() && list(option))) {
        values.put(option.name(), typed(option, value));
      }
    }
    return Options.of(values);
  }

  private static boolean list(Option option) {
    return option.type() == dpone.spi.option.OptionType.OBJECT_LIST;
  }

  @SuppressWarnings("unchecked")
  private static Object typed(Option option, Object value) {
    return switch (option.type()) {
      case STRING -> value.toString();
      case INTEGER -> Long.parseLong(value.toString());
      case BOOLEAN -> Boolean.parseBoolean(value.toString());
      case SECRET -> Secret.of(value.toString());
      case DURATION -> duration(value.toString());
      case BYTES -> bytes(value.toString());
      case STRING_LIST -> List.copyOf((List<?>) value);
      case STRING_MAP -> Map.copyOf((Map<?, ?>) value);
      case OBJECT -> of(new OptionSpec(option.fields()), (Map<String, ?>) value);
      case OBJECT_LIST -> {
        List<Options> all = new ArrayList<>();
        for (Object one : (List<?>) value) {
          all.add(of(new OptionSpec(option.fields()), (Map<String, ?>) one));
        }
        yield all;
      }
    };
  }

  private static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }
    return text.endsWith("m")
        ? Duration.ofMinutes(Long.parseLong(text.replace("m", "")))
        : text.endsWith("h")
            ? Duration.ofHours(Long.parseLong(text.replace("h", "")))
            : Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
  }

  private static long bytes(String text) {
    return text.endsWith("MB")
        ? Long.parseLong(text.replace("MB", "")) << 20
        : text.endsWith("KB") ? Long.parseLong(text.replace("KB", "")) << 10 : Long.parseLong(text);
  }
}
