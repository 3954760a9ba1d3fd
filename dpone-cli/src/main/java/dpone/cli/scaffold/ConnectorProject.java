package dpone.cli.scaffold;

import dpone.runtime.Dpone;
import dpone.spi.SpiVersion;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The project of a new connector. Its templates are a project themselves, of a connector called
 * {@code acme}; a copy has that name replaced in every spelling.
 */
public final class ConnectorProject {
  private static final String ROOT = "/dpone/cli/new-connector/";
  private static final String GIT_IGNORE = "gitignore";

  private final ConnectorName name;
  private final Path dist;

  /**
   * A project that is not written yet.
   *
   * @param name the connector's
   * @param dist the distribution it is built against
   */
  public ConnectorProject(ConnectorName name, Path dist) {
    this.name = name;
    this.dist = dist;
  }

  /** Paths of the templates. */
  static List<String> templates() {
    return text("files.txt").lines().filter(line -> !line.isEmpty()).toList();
  }

  /**
   * Writes it.
   *
   * @param folder must not exist
   * @return the files, relative to the folder
   * @throws DponeException in one line, if the folder exists or cannot be written
   */
  public List<String> write(Path folder) {
    if (Files.exists(folder)) {
      throw DponeException.of(
              ErrorCategory.CONFIG, "FOLDER_EXISTS", folder + " exists, and nothing is overwritten")
          .remedy("name another folder with --into, or remove that one")
          .build();
    }
    try {
      List<String> written = templates().stream().map(this::path).toList();
      for (String template : templates()) {
        Path file = folder.resolve(path(template));
        Files.createDirectories(file.getParent());
        Files.writeString(file, named(text(template)));
      }
      return written;
    } catch (IOException unwritable) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "FOLDER_UNWRITABLE",
              folder + " cannot be written: " + unwritable)
          .remedy("check its permissions, or name another folder with --into")
          .cause(unwritable)
          .build();
    }
  }

  private String path(String template) {
    String path =
        template
            .replace("java/acme/", "java/" + name.packageName() + "/")
            .replace("Acme", name.className())
            .replace("acme", name.id());
    return path.equals(GIT_IGNORE) ? "." + GIT_IGNORE : path;
  }

  private String named(String text) {
    return text.replace("@dpone.dist@", dist.toString())
        .replace("@dpone.version@", Dpone.version())
        .replace("@dpone.spi.version@", SpiVersion.CURRENT.toString())
        .replaceAll("\\bacme\\.(?=connector|fixture)", name.packageName() + ".")
        .replaceAll("package acme;", "package " + name.packageName() + ";")
        .replaceAll("\\bacme/(?=fixture|Acme)", name.packageName() + "/")
        .replace("java/acme", "java/" + name.packageName())
        .replace("ACME", name.codePrefix())
        .replace("Acme", name.className())
        .replace("acme", name.id());
  }

  private static String text(String template) {
    try (InputStream in = ConnectorProject.class.getResourceAsStream(ROOT + template)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the template " + template);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
