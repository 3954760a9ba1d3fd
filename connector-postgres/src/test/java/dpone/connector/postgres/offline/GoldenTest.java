package dpone.connector.postgres.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.PostgresConnector;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.TypeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is built offline equals the committed files. {@code -Ddpone.golden.update=true} writes them.
 */
@Tag("unit")
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  @Test
  void statements() throws IOException {
    Map<String, String> built =
        new TreeMap<>(
            new PostgresConnector()
                .capability(OfflineConstructions.class)
                .orElseThrow()
                .constructions());
    StringBuilder types = new StringBuilder();
    for (TypeTable.Row row :
        new PostgresConnector().capability(TypeTable.class).orElseThrow().rows()) {
      types.append(row).append('\n');
    }
    built.put("types.txt", types.toString());
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> file : built.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(built).isEqualTo(committed);
  }
}
