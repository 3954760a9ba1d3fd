package dpone.certify.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds documentation and examples: in the repository that {@code dist} lies in, or else in the
 * copies that a connector's certification brings along.
 *
 * @param dist the distribution
 * @param own folder of a connector from elsewhere, which has no other
 * @param folder name of the connector's folder, whose connectors may share their copies
 */
public record Pages(Path dist, Optional<Path> own, Optional<String> folder) {
  /** Where a repository keeps its examples. */
  public static final String EXAMPLES = "examples";

  /**
   * A page.
   *
   * @param connector id
   * @param page path in the repository
   */
  public Optional<Path> page(String connector, String page) {
    return places(connector)
        .map(root -> root.resolve(page).normalize())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Every manifest under the examples, in order of name. */
  public List<Path> examples(String connector) throws IOException {
    Optional<Path> folder =
        places(connector)
            .map(root -> root.resolve(EXAMPLES))
            .filter(Files::isDirectory)
            .findFirst();
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.get())) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private Stream<Path> places(String connector) {
    return own.isPresent()
        ? own.stream()
        : Stream.of(repository(), Optional.of(copies(connector)), folder.map(this::copies))
            .flatMap(Optional::stream);
  }

  private Optional<Path> repository() {
    return Optional.ofNullable(dist.toAbsolutePath().normalize().getParent())
        .filter(root -> Files.isDirectory(root.resolve("docs")));
  }

  private Path copies(String name) {
    return dist.resolve("certification").resolve(name);
  }
}
