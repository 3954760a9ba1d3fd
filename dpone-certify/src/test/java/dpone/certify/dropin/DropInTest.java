package dpone.certify.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.Certify;
import dpone.certify.reference.ReferenceDist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A distribution without the connector, and the connector with its own files somewhere else. */
@Tag("unit")
class DropInTest {
  private static final String SOUND =
      """
      connector: reference
      docs: ../author
      fixture: [ ../author/fixture/fixture.jar ]
      """;

  @TempDir static Path root;
  private static Path dist;
  private static Path plugin;

  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void takeItOut() throws IOException {
    dist = ReferenceDist.make(root, "");
    plugin = root.resolve("stranger");
    Files.move(dist.resolve("connectors/reference"), plugin);
    Files.move(dist.resolve("certification/reference"), root.resolve("author"));
  }

  @Test
  void oneCommandCertifiesItFromWhatLiesBesideIt() throws IOException {
    Result result = certify(SOUND, "BETA-5");

    assertThat(result.code).as(result.err).isZero();
    assertThat(result.out).contains("| Reference `reference` |");
    assertThat(result.err).contains("reference EXP-4 passed", "reference BETA-5 passed");
  }

  @Test
  void withoutAFileTheRowSaysWhatIsMissing() throws IOException {
    Files.deleteIfExists(plugin.resolve("certification.yaml"));
    Result result =
        run("--dist", dist, "--plugin", plugin, "--connector", "reference", "--format", "json");

    assertThat(result.code).isEqualTo(Certify.BELOW);
    assertThat(result.out)
        .contains(
            "its documentation page docs/connectors/reference.md is not there",
            "no fixture in certification/reference/fixture, nor named beside its jar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          docs: ../author~DROP_IN_INVALID~lacks connector
          connector: another~DROP_IN_INVALID~is connector reference; correct its key connector
          connector: reference\\nfixtures: []~DROP_IN_INVALID~fixtures is not a key of the certification
          connector: reference\\nfixture: [ gone.jar ]~DROP_IN_INVALID~names what is not there
          connector: reference\\ndocs: nowhere~DROP_IN_INVALID~names what is not there
          connector: reference\\nfixture: [ ../author/fixture/fixture.jar ]\\nsystem: {}~DROP_IN_INVALID~cannot stand beside fixture
          connector: reference\\nsystem: { name: X, kind: fake, jdbc: { drivers: [], url: x } }~DROP_IN_INVALID~must be real, emulator or double
          connector: reference\\nsystem: { password: x }~DROP_IN_INVALID~password is not a key of system
          connector: [~DROP_IN_SYNTAX~is not YAML
          connector: reference\\nfixture: [ reference.jar ]~DROP_IN_FIXTURE~name its class in META-INF/services
          """)
  void aFileThatCannotBeUsedIsOneLine(String text, String code, String seen) throws IOException {
    Result result = certify(text.replace("\\n", "\n") + "\n", "EXP-2");

    assertThat(result.code).isEqualTo(Certify.BAD_INPUT);
    assertThat(result.out).isEmpty();
    assertThat(result.err.strip()).startsWith(code).contains(seen).hasLineCount(1);
  }

  private static Result certify(String file, String requirement) throws IOException {
    Files.writeString(plugin.resolve("certification.yaml"), file);
    List<Object> arguments =
        List.of(
            "--dist",
            dist,
            "--plugin",
            plugin,
            "--connector",
            "reference",
            "--requirement",
            requirement,
            "--requirement",
            "EXP-4");
    return run(arguments.toArray());
  }

  private static Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    int code =
        Certify.run(
            texts.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    return new Result(code, out.toString(), err.toString());
  }
}
