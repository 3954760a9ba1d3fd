package dpone.certification.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.Connector;
import dpone.spi.certify.OfflineConstructions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The golden files of EXP-4, before the whole is put together. */
@Tag("unit")
class GoldenFilesTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir")).resolve("src/main/resources/golden");

  @Test
  void theConnectorBuildsWhatTheGoldenFilesHold() throws IOException {
    Map<String, String> built = new TreeMap<>(constructions());
    if (Boolean.getBoolean("dpone.golden.update")) {
      update(built);
      return;
    }

    assertThat(built)
        .as("golden files differ; if that is meant, run this with -Ddpone.golden.update=true")
        .isNotEmpty()
        .isEqualTo(golden());
  }

  private static Map<String, String> constructions() {
    return ServiceLoader.load(Connector.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(connector -> connector.descriptor().id().equals("rest"))
        .findFirst()
        .flatMap(connector -> connector.capability(OfflineConstructions.class))
        .orElseThrow()
        .constructions();
  }

  private static Map<String, String> golden() throws IOException {
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        golden.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return golden;
  }

  private static void update(Map<String, String> built) throws IOException {
    Files.createDirectories(GOLDEN);
    for (String old : golden().keySet()) {
      Files.delete(GOLDEN.resolve(old));
    }
    for (Map.Entry<String, String> file : built.entrySet()) {
      Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
    }
  }
}
