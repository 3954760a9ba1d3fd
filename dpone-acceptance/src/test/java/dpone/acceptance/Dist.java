package dpone.acceptance;

import java.nio.file.Path;
import java.util.Objects;

/** The assembled distribution under test. */
final class Dist {
  private Dist() {}

  static Path folder() {
    return Path.of(Objects.requireNonNull(System.getProperty("dpone.dist"), "dpone.dist"));
  }

  static Path root() {
    return Path.of(Objects.requireNonNull(System.getProperty("dpone.root"), "dpone.root"));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
