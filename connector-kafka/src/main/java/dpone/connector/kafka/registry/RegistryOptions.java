package dpone.connector.kafka.registry;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The options of a registry, a group of the connection. */
public final class RegistryOptions {
  /** The group {@code schema_registry}. */
  public static final Option GROUP =
      Option.group(
          "schema_registry",
          "Schema registry with the Confluent-compatible API.",
          Option.of("url", OptionType.STRING, "Address of the API, without the part /subjects.")
              .example("http://registry.example:8081"),
          Option.of("username", OptionType.STRING, "User for basic authentication."),
          Option.of("password", OptionType.SECRET, "Password for basic authentication."),
          Option.of("token", OptionType.SECRET, "Bearer token, instead of user and password."),
          Option.of(
              "ssl_root_cert",
              OptionType.STRING,
              "File with the certificates (PEM) of the authorities trusted for the registry."),
          Option.of("timeout", OptionType.DURATION, "Longest wait for one answer.")
              .defaultsTo("30s"),
          Option.of("cache_size", OptionType.INTEGER, "Schemas kept in memory by id.")
              .between(1, 100_000)
              .defaultsTo("1000"));

  private RegistryOptions() {}
}
