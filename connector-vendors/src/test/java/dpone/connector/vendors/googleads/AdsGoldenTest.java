package dpone.connector.vendors.googleads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Here, since only this module's tests have the libraries of Google Ads. */
@Tag("unit")
class AdsGoldenTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("dpone.root"))
          .resolve("connector-vendors-certification/src/main/resources/golden/google-ads");

  @Test
  void theConnectorBuildsWhatTheGoldenFilesHold() throws IOException {
    Map<String, String> built = AdsOffline.constructions();
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(GOLDEN);
      for (Map.Entry<String, String> file : built.entrySet()) {
        Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
      }
      return;
    }
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        golden.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(built)
        .as("golden files differ; if that is meant, run this with -Ddpone.golden.update=true")
        .isEqualTo(golden);
  }
}
