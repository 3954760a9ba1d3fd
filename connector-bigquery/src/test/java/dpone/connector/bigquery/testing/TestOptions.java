package dpone.connector.bigquery.testing;

import dpone.connector.bigquery.option.ConnectionOptions;
import dpone.connector.bigquery.option.Settings;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options as a host would validate them: typed, with defaults. */
public final class TestOptions {
  private TestOptions() {}

  public static Options of(OptionSpec spec, Map<String, ?> given) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      Object value = given.get(option.name());
      if (value == null) {
        value = option.defaultValue().orElse(null);
      }
      if (value != null) {
        values.put(option.name(), typed(option, value));
      }
    }
    return Options.of(values);
  }

  /** Settings of a server without a login that answers as BigQuery and as Cloud Storage. */
  public static Settings answeredAt(String address) {
    return new Settings(
        of(
            ConnectionOptions.SPEC,
            Map.of(
                "project_id",
                "acme-dwh",
                "credentials",
                "none",
                "endpoint",
                address,
                "storage_endpoint",
                address)));
  }

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
      case OBJECT, OBJECT_LIST -> throw new IllegalArgumentException(option.name());
    };
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
  }

  private static long bytes(String text) {
    return text.endsWith("MB")
        ? Long.parseLong(text.replace("MB", "")) << 20
        : Long.parseLong(text);
  }
}
