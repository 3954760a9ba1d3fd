package dpone.runtime.credential;

import org.jspecify.annotations.Nullable;

/** Stands for an exception whose text held a secret; carries its class name and masked text. */
public final class RedactedException extends Exception {
  private static final long serialVersionUID = 1L;

  RedactedException(String text, @Nullable Throwable cause) {
    super(text, cause);
  }
}
