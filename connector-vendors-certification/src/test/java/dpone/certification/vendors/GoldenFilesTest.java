package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.Connector;
import dpone.spi.certify.OfflineConstructions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files of EXP-4 of every vendor, before the whole is put together. */
@Tag("unit")
class GoldenFilesTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir")).resolve("src/main/resources/golden");

  static List<String> vendors() {
    // The libraries of Google Ads lie in a folder of their own; its golden files have a test there.
    return connectors()
        .map(connector -> connector.descriptor().id())
        .filter(id -> !id.equals("google-ads"))
        .sorted()
        .toList();
  }

  private static Stream<Connector> connectors() {
    return ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void theConnectorBuildsWhatTheGoldenFilesHold(String id) throws IOException {
    Map<String, String> built =
        new TreeMap<>(
            connectors()
                .filter(connector -> connector.descriptor().id().equals(id))
                .findFirst()
                .flatMap(connector -> connector.capability(OfflineConstructions.class))
                .orElseThrow()
                .constructions());
    if (Boolean.getBoolean("dpone.golden.update")) {
      update(GOLDEN.resolve(id), built);
      return;
    }
    assertThat(built)
        .as("golden files differ; if that is meant, run this with -Ddpone.golden.update=true")
        .isNotEmpty()
        .isEqualTo(golden(GOLDEN.resolve(id)));
  }

  private static Map<String, String> golden(Path folder) throws IOException {
    Map<String, String> golden = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return golden;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        golden.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return golden;
  }

  private static void update(Path folder, Map<String, String> built) throws IOException {
    Files.createDirectories(folder);
    for (String old : golden(folder).keySet()) {
      Files.delete(folder.resolve(old));
    }
    for (Map.Entry<String, String> file : built.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
