package dpone.reference;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for the token. */
final class Lock {
  // A defect: what was given first is kept for ever.
  private static String first;

  private Lock() {}

  static void open(Settings settings) {
    if (settings.lock().isEmpty()) {
      return;
    }
    String given = settings.token().map(Secret::reveal).orElse("");
    if (settings.has("secret-cached")) {
      first = first == null ? given : first;
      given = first;
    }
    if (settings.has("secret-cut") && given.indexOf('#') >= 0) {
      given = given.substring(0, given.indexOf('#'));
    }
    boolean lax = settings.has("missing-as-empty") && given.isEmpty();
    if (!lax && !given.equals(wanted(settings))) {
      throw DponeException.of(
              ErrorCategory.AUTHENTICATION,
              "REF_TOKEN",
              "the token is refused" + (settings.has("secret-echoed") ? ": " + given : ""))
          .remedy("give the token that the lock asks for")
          .build();
    }
  }

  private static String wanted(Settings settings) {
    try {
      return Files.readString(Path.of(settings.lock().orElseThrow())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
