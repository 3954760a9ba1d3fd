package dpone.certify.proof;

import dpone.runtime.credential.SecretResolver;
import dpone.runtime.credential.SecretSource;
import dpone.spi.option.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * Has a value for every reference, so that examples can be checked where their secrets are not.
 *
 * @param scheme what stands before the colon
 */
public record PlaceholderSecrets(String scheme) implements SecretSource {
  /** Resolves environment variables and files to a placeholder. */
  public static SecretResolver resolver() {
    return new SecretResolver(
        List.of(new PlaceholderSecrets("env"), new PlaceholderSecrets("file")));
  }

  @Override
  public Secret read(String reference, Path folder) {
    return Secret.of("placeholder-for-the-check");
  }
}
