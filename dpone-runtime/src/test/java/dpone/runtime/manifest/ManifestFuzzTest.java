package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Assertions;

/** Whatever is done to a manifest: it is read, or refused by a DponeException of one line. */
@Tag("unit")
class ManifestFuzzTest {
  private static final String[] PIECES = {
    "\t",
    "\n",
    "  ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "---\n",
    "...\n",
    "? ",
    "${",
    "}",
    "$${",
    "{{ x }}",
    "{stream}",
    "#",
    "%",
    "@",
    "`",
    "\\",
    "\\u0000",
    "\0",
    "\uFEFF",
    "\u2028",
    "é",
    "\uD83D\uDE00",
    "<<: ",
    "null",
    "~",
    "1e9",
    "-1",
    "true",
    "file:",
    "env:"
  };

  private Path folder;

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("manifest-fuzz");
  }

  @AfterProperty
  void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("m.yaml"));
    Files.delete(folder);
  }

  @Property(tries = 2000)
  void mutatedText(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int mutations)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(start(random));
    for (int i = 0; i < mutations; i++) {
      mutate(text, random);
    }
    read(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void mutatedBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = start(random).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < mutations; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    read(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
  }

  private static String start(Random random) throws IOException {
    return switch (random.nextInt(3)) {
      case 0 -> ManifestFolder.VALID;
      case 1 -> ManifestReaderTest.example();
      default -> BatchManifestTest.BATCH;
    };
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    switch (random.nextInt(5)) {
      case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      case 1 -> text.delete(at, end);
      case 2 -> text.insert(at, text.substring(at, end));
      case 3 -> text.insert(at, PIECES[random.nextInt(PIECES.length)].repeat(200));
      default -> {
        if (!lines.isEmpty()) {
          lines.add(random.nextInt(lines.size()), lines.remove(random.nextInt(lines.size())));
        }
        text.setLength(0);
        text.append(String.join("\n", lines)).append('\n');
      }
    }
  }

  private void read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("m.yaml"), bytes);
    ManifestReader reader =
        new ManifestReader(
            TestConnectors::find, SecretResolver.of(ManifestFolder.ENVIRONMENT), new Redactor());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          try {
            reader.readAll(file);
          } catch (DponeException refused) {
            assertThat(refused.oneLine()).matches("[A-Z_0-9]+: [^\\r\\n]+").hasSizeLessThan(2000);
          }
        });
  }
}
