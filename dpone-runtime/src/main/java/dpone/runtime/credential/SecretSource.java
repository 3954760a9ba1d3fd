package dpone.runtime.credential;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Secret;
import java.nio.file.Path;

/**
 * Where the values behind {@code ${scheme:reference}} come from; found through {@link
 * java.util.ServiceLoader}. Thread-safe.
 */
public interface SecretSource {
  /** What stands before the colon, lower case. */
  String scheme();

  /**
   * Reads a value.
   *
   * @param reference what stands after the colon, as the manifest writes it
   * @param folder folder of the manifest, against which paths are resolved
   * @throws DponeException {@link #missing} where there is no value, or another failure of the
   *     system that keeps it; the caller adds option and place
   */
  Secret read(String reference, Path folder);

  /**
   * The refusal of a reference that has no value.
   *
   * @param what what is missing, by name and never by value
   * @param remedy what to do about it
   */
  static DponeException missing(String what, String remedy) {
    return DponeException.of(ErrorCategory.AUTHENTICATION, "SECRET_MISSING", what)
        .remedy(remedy)
        .build();
  }
}
