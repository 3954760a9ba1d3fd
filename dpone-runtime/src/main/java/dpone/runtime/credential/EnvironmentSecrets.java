package dpone.runtime.credential;

import dpone.spi.option.Secret;
import java.nio.file.Path;
import java.util.Map;

/**
 * Environment variables: {@code ${NAME}} or {@code ${env:NAME}}.
 *
 * @param variables the environment
 */
public record EnvironmentSecrets(Map<String, String> variables) implements SecretSource {
  /** The scheme that a reference without one has. */
  static final String SCHEME = "env";

  /** Copies the map. */
  public EnvironmentSecrets {
    variables = Map.copyOf(variables);
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Secret read(String reference, Path folder) {
    String value = variables.get(reference);
    if (value == null) {
      throw SecretSource.missing(
          "environment variable " + reference + " is not set", "set it before the run");
    }
    if (value.isEmpty()) {
      throw SecretSource.missing(
          "environment variable " + reference + " is empty", "give it a value before the run");
    }
    return Secret.of(value);
  }

  /** Nothing of the environment. */
  @Override
  public String toString() {
    return SCHEME;
  }
}
