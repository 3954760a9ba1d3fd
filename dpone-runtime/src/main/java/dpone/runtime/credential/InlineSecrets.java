package dpone.runtime.credential;

import dpone.spi.option.Secret;
import java.nio.file.Path;

/** The reference is the value: {@code ${inline:VALUE}}. For tests. */
public record InlineSecrets() implements SecretSource {
  @Override
  public String scheme() {
    return "inline";
  }

  @Override
  public Secret read(String reference, Path folder) {
    return Secret.of(reference);
  }
}
