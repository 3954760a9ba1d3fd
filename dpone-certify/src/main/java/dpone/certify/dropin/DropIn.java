package dpone.certify.dropin;

import dpone.certify.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a connector from elsewhere brings for its own certification.
 *
 * @param file where it was read
 * @param connector id of the connector it is for
 * @param docs folder against which the documentation page is looked up, with {@code examples} in it
 * @param golden folder of the expected constructions
 * @param fixture jars with a fixture class; empty where there is none
 * @param statements a system that is reached by statements, instead of a fixture class
 */
public record DropIn(
    Path file,
    String connector,
    Path docs,
    Optional<Path> golden,
    List<Path> fixture,
    Optional<Statements> statements) {
  private static final String OF_JAR = ".certification.yaml";
  private static final String OF_FOLDER = "certification.yaml";

  /** Copies the list. */
  public DropIn {
    fixture = List.copyOf(fixture);
  }

  /**
   * That of a connector: {@code NAME.certification.yaml} beside {@code NAME.jar}, or {@code
   * certification.yaml} in its folder; {@code ID.certification.yaml} in there where the folder has
   * several connectors.
   *
   * @param location its jar or folder
   * @param connector its id
   * @throws BadInputException in one line, if there is a file that cannot be used
   */
  public static Optional<DropIn> of(Path location, String connector) {
    Path file = file(location, connector);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new BadInputException("DROP_IN_UNREADABLE: " + file + " cannot be read as UTF-8 text");
    }
    DropIn read = new DropInReader(file).read(text);
    if (!read.connector().equals(connector)) {
      throw new BadInputException(
          "DROP_IN_INVALID: "
              + file
              + " is for connector "
              + read.connector()
              + ", and "
              + location
              + " is connector "
              + connector
              + "; correct its key connector");
    }
    return Optional.of(read);
  }

  private static Path file(Path location, String connector) {
    if (Files.isDirectory(location)) {
      Path own = location.resolve(connector + OF_JAR);
      return Files.isRegularFile(own) ? own : location.resolve(OF_FOLDER);
    }
    String name = String.valueOf(location.getFileName());
    int end = name.endsWith(".jar") ? name.length() - ".jar".length() : name.length();
    return location.resolveSibling(name.substring(0, end) + OF_JAR);
  }
}
