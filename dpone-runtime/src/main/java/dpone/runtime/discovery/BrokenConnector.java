package dpone.runtime.discovery;

import java.nio.file.Path;

/**
 * Something that was found and cannot be used. Discovery names it and goes on.
 *
 * @param name the folder's name, for a jar dropped alone the jar's name without its ending
 * @param origin the folder, jar or provider at fault
 * @param code stable code, such as {@code CONNECTOR_SPI_VERSION}
 * @param message what is wrong, one line
 * @param remedy what to do about it
 */
public record BrokenConnector(
    String name, String origin, String code, String message, String remedy) {
  /** Keeps every part on one line. */
  public BrokenConnector {
    message = oneLine(message);
    remedy = oneLine(remedy);
  }

  static BrokenConnector at(String name, Path origin, String code, String message, String remedy) {
    return new BrokenConnector(name, origin.toString(), code, message, remedy);
  }

  /** The line that a user reads: code, what, what to do. */
  public String oneLine() {
    return code + ": " + message + "; " + remedy;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
