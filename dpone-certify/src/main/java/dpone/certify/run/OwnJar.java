package dpone.certify.run;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Finds where a class of this platform was loaded from. */
final class OwnJar {
  private OwnJar() {}

  /** The jar, or the folder of classes. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException("not a file: " + type, malformed);
    }
  }
}
