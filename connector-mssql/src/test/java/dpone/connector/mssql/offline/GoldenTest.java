package dpone.connector.mssql.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.mssql.MssqlConnector;
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
  private static final Path STATEMENTS =
      Path.of("../connector-mssql-certification/src/main/resources/golden");
  private static final Path TYPES = Path.of("src/test/resources/golden/types");

  @Test
  void statements() throws IOException {
    compare(
        STATEMENTS,
        new MssqlConnector().capability(OfflineConstructions.class).orElseThrow().constructions());
  }

  @Test
  void types() throws IOException {
    StringBuilder types = new StringBuilder();
    for (TypeTable.Row row :
        new MssqlConnector().capability(TypeTable.class).orElseThrow().rows()) {
      types.append(row).append('\n');
    }
    compare(TYPES, Map.of("types.txt", types.toString()));
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
