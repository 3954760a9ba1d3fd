package dpone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage is one line and exit code 2; help is worth reading. */
@Tag("unit")
class UsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | Missing required subcommand; see dpone --help",
        "rnu orders.yaml          | there is no command rnu; see dpone --help",
        "--bogus                  | there is no option --bogus; see dpone --help",
        "run                      | Missing required parameter: 'MANIFEST'; see dpone run --help",
        "run a.yaml b.yaml        | the argument b.yaml is one too many; see dpone run --help",
        "run --recept r.json a    | there is no option --recept; did you mean --receipt? see dpone run"
            + " --help",
        "run a.yaml --format xml  | Invalid value for option '--format': expected one of [text, json]"
            + " (case-insensitive) but was 'xml'; see dpone run --help",
        "state                    | Missing required subcommand; see dpone state --help",
        "verify a.yaml --limit x  | Invalid value for option '--limit': 'x' is not an int; see dpone"
            + " verify --help",
        "completion fish          | Invalid value for positional parameter at index 0 (SHELL):"
            + " expected one of [bash, zsh] (case-insensitive) but was 'fish'; see dpone completion"
            + " --help",
      })
  void wrongUsageIsOneLineAndExitCode2(String arguments, String line) {
    Captured run =
        Captured.run(arguments.isEmpty() ? new String[0] : arguments.strip().split(" +"));
    assertThat(run.err()).isEqualTo("error USAGE: " + line + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void wrongUsageIsADocumentToo() {
    Captured run = Captured.run("plan", "--format", "json");
    assertThat(Json.tree(run.out()).at("/error/code").textValue()).isEqualTo("USAGE");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "plan", "check", "verify", "discover", "connectors", "state"})
  void helpTellsExitCodesAndGivesExamples(String command) {
    Captured run = command.isEmpty() ? Captured.run("--help") : Captured.run(command, "--help");
    assertThat(run.out()).startsWith("Usage: dpone").contains("Exit codes").contains("dpone ");
    assertThat(run.out()).doesNotContain("\u001b[");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void versionNamesProductSpiAndJava() {
    Captured run = Captured.run("--version");
    assertThat(run.out()).matches("dpone \\d+\\.\\d+\\.\\d+ \\(SPI \\d+\\.\\d+, Java .+\\)\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aMissingManifestIsNamedWithARemedy() {
    Captured run = Captured.run("check", "--offline", "--dist", folder.toString(), "no.yaml");
    assertThat(run.err())
        .isEqualTo(
            "error MANIFEST_NOT_FOUND: the manifest does not exist (no.yaml); check the path\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aTraceIsShownOnlyWithDebug() {
    String[] arguments = {"check", "--offline", "--dist", folder.toString(), "no.yaml", "--debug"};
    assertThat(Captured.run(arguments).err()).contains("\tat dpone.");
  }

  @Test
  void aFolderOrPluginThatIsNotThereIsNamed() {
    assertThat(Captured.run("connectors", "--dist", "/no/such").err())
        .isEqualTo(
            "error DIST_NOT_FOUND: there is no folder /no/such; name a folder with --dist\n");
    assertThat(Captured.run("--plugin", "/no.jar", "connectors").err())
        .isEqualTo(
            "error PLUGIN_NOT_FOUND: there is no plugin /no.jar; name a connector's jar or folder"
                + " with --plugin\n");
  }

  @Test
  void aPluginThatIsNoConnectorIsListedAsBroken() throws IOException {
    Path plugin = Files.writeString(folder.resolve("odd.jar"), "not a jar");
    Captured run =
        Captured.run("connectors", "--dist", folder.toString(), "--plugin", plugin.toString());
    assertThat(run.out()).startsWith("no connector was found\nbroken: ").contains("odd");
    assertThat(run.code()).isZero();
  }

  @Test
  void anUnknownConnectorIsAskedForInVain() {
    Captured run = Captured.run("connectors", "postgrs", "--dist", folder.toString());
    assertThat(run.err()).startsWith("error CONNECTOR_NOT_FOUND: there is no connector postgrs");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void completionScriptsAreValid() throws IOException, InterruptedException {
    Captured bash = Captured.run("completion", "bash");
    assertThat(bash.out()).contains("complete -F _complete_dpone").contains("connectors");
    Path script = Files.writeString(folder.resolve("completion"), bash.out());
    Process check = new ProcessBuilder("bash", "-n", script.toString()).start();
    assertThat(check.waitFor()).isZero();
    assertThat(Captured.run("completion", "zsh").out()).startsWith("autoload -U +X bashcompinit");
  }

  @Test
  void theSchemaOfManifestsIsJson() {
    Captured run = Captured.run("schema", "--dist", folder.toString());
    assertThat(Json.tree(run.out()).path("title").textValue()).isEqualTo("dpone manifest");
  }
}
