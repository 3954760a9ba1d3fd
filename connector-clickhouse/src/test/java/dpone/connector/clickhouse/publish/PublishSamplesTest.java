package dpone.connector.clickhouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Statements of every way of publishing against committed files; {@code -Ddpone.golden.write=true}
 * writes them anew.
 */
@Tag("unit")
class PublishSamplesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/publish");

  @Test
  void areThoseThatWereLookedAt() throws IOException {
    Map<String, String> made = PublishSamples.statements();
    if (Boolean.getBoolean("dpone.golden.write")) {
      Files.createDirectories(GOLDEN);
      for (Map.Entry<String, String> one : made.entrySet()) {
        Files.writeString(GOLDEN.resolve(one.getKey()), one.getValue());
      }
    }
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(made).isEqualTo(committed);
  }
}
