package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.spi.Connector;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connectors on the application's own path, seen from JVMs started with and without modules. */
class HostPathTest extends DiscoveryTestBase {
  @Test
  void onTheClassPath() throws Exception {
    prepare();
    Path host = host();
    Path future = future();
    String path =
        String.join(
            File.pathSeparator,
            DistLocator.jarOf(ConnectorRegistry.class).orElseThrow().toString(),
            testClasses().toString(),
            DistLocator.jarOf(Connector.class).orElseThrow().toString(),
            junit(),
            host.toString(),
            future.toString());

    check("ClassPathHosting", run("-cp", path, Child.class.getName()));
  }

  @Test
  void onTheModulePath() throws Exception {
    String modules = System.getProperty("jdk.module.path");
    assumeTrue(modules != null, "this JVM was started without a module path");
    prepare();
    Path host = host();
    Path future = future();

    check(
        "ModuleHosting",
        run(
            "-p",
            String.join(File.pathSeparator, modules, host.toString(), future.toString()),
            "-cp",
            junit(),
            "--patch-module",
            "dpone.runtime=" + testClasses(),
            "--add-reads",
            "dpone.runtime=ALL-UNNAMED",
            "-m",
            "dpone.runtime/" + Child.class.getName()));
  }

  private void check(String hosting, List<String> said) {
    assertThat(said)
        .contains(
            "hosting " + hosting,
            "found both from both says [folder]",
            "found folded from folded says [folder]",
            "found hosted from application says [host]")
        .anyMatch(l ->
            l.startsWith("note connector both is taken from ")
                && l.endsWith(", not from the application's path"))
        .anyMatch(l -> l.startsWith("broken CONNECTOR_SPI_VERSION") && l.contains("dpone SPI 99.0"))
        .hasSize(6);
  }

  private void prepare() throws Exception {
    for (String id : List.of("both", "folded")) {
      Fake.connector(work, id, "return List.of(\"folder\");").jar(connectors.resolve(id + ".jar"));
    }
  }

  private Path host() throws Exception {
    JarForge forge = new JarForge(work);
    Fake.part(forge, "both", "", "return List.of(\"host\");");
    Fake.part(forge, "hosted", "", "return List.of(\"host\");");
    return forge
        .connectors("acme.host", "acme.both.Provider", "acme.hosted.Provider")
        .jar(temp.resolve("host.jar"));
  }

  private Path future() throws Exception {
    return Fake.connector(work, "future", "return List.of();")
        .spiVersion("99.0")
        .jar(temp.resolve("future.jar"));
  }

  /** The folder of compiled tests, which as a patch of the module has no code source of its own. */
  private static Path testClasses() throws Exception {
    Path file = Path.of(Child.class.getResource("Child.class").toURI());
    return file.getParent().getParent().getParent().getParent();
  }

  private static String junit() {
    return DistLocator.jarOf(Test.class).orElseThrow().toString();
  }

  private List<String> run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
    command.addAll(List.of(arguments));
    command.add(connectors.toString());
    File output = temp.resolve("said.txt").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> said = java.nio.file.Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said.toString()).isZero();
    return said;
  }
}
