package dpone.connector.bigquery.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.BigQueryConnector;
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
  private static final Path TYPES = Path.of("src/test/resources/golden/types");
  private static final Path STATEMENTS =
      Path.of("../connector-bigquery-certification/src/main/resources/golden");

  @Test
  void types() throws IOException {
    StringBuilder types = new StringBuilder();
    for (TypeTable.Row row :
        new BigQueryConnector().capability(TypeTable.class).orElseThrow().rows()) {
      types.append(row).append('\n');
    }
    compare(TYPES, Map.of("types.txt", types.toString()));
  }

  @Test
  void statements() throws IOException {
    compare(
        STATEMENTS,
        new BigQueryConnector()
            .capability(OfflineConstructions.class)
            .orElseThrow()
            .constructions());
  }

  private static void compare(Path folder, Map<String, String> built) throws IOException {
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : built.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(new TreeMap<>(built)).isEqualTo(committed);
  }
}
