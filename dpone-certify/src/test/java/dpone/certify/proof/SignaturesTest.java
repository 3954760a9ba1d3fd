package dpone.certify.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SignaturesTest {
  private static final Path BASELINE =
      Path.of(System.getProperty("basedir", "."))
          .resolve("src/main/resources/dpone/certify/" + CompatibilityProofs.BASELINE);

  @Test
  void theContractsKeepTheirSignatures() throws IOException {
    Set<String> now = Signatures.of(Connector.class);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(BASELINE, String.join("\n", now) + "\n");
    }
    List<String> baseline = Files.readAllLines(BASELINE);
    assertThat(Signatures.broken(baseline, now))
        .as("a change that breaks connectors; if it is meant, -Ddpone.golden.update=true")
        .isEmpty();
    assertThat(now).contains("dpone.spi.Connector", "dpone.spi.sink.Sink").hasSizeGreaterThan(300);
  }

  @Test
  void whatIsGoneAndWhatIsNewlyAskedForBreaks() {
    List<String> older = List.of("a.B", "abstract a.B#one()V", "a.C", "a.C#two()V");
    assertThat(Signatures.broken(older, older)).isEmpty();
    assertThat(Signatures.broken(older, List.of("a.B", "abstract a.B#one()V", "a.C")))
        .containsExactly("gone: a.C#two()V");
    assertThat(
            Signatures.broken(
                older,
                List.of(
                    "a.B",
                    "abstract a.B#one()V",
                    "abstract a.B#three()V",
                    "a.C",
                    "a.C#two()V",
                    "a.C#four()V",
                    "a.D",
                    "abstract a.D#five()V")))
        .containsExactly("newly asked for: abstract a.B#three()V");
  }
}
