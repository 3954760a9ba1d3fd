package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's class archive may only ever cost time. */
@Tag("integration")
class LauncherTest {
  @TempDir Path folder;

  @Test
  void aRunWritesAnArchiveAndNoneThatIsBrokenDoesHarm() throws Exception {
    Path root = folder.resolve("install");
    installed(root);
    Database database = Postgres.server().database();
    Path manifest =
        Files.writeString(
            folder.resolve("m.yaml"),
            """
            name: launched
            source:
              type: postgres
              connection: %s
              streams: [ { name: numbers, query: "select 1 as n" } ]
            sink:
              type: postgres
              connection: %s
              table: public.numbers
              strategy: { mode: full_refresh }
            """
                .formatted(database.yaml(), database.yaml()));
    Path archive = root.resolve("dist/cds/run.jsa");

    assertThat(run(root, "--version")).isEmpty();
    assertThat(archive).doesNotExist();
    assertThat(run(root, "run", manifest.toString())).isEmpty();
    assertThat(archive).exists();
    Files.writeString(archive, "no archive at all");
    assertThat(run(root, "--version")).isEmpty();
    assertThat(run(root, "run", manifest.toString())).isEmpty();
    assertThat(Files.size(archive)).isGreaterThan(1 << 20);
  }

  /** A link to each part, so that nothing is written into the build's own folder. */
  private static void installed(Path root) throws IOException {
    Path own = Dist.root();
    Files.createDirectories(root.resolve("dist"));
    Files.copy(own.resolve("dpone"), root.resolve("dpone"));
    Files.createSymbolicLink(root.resolve("bin"), own.resolve("bin"));
    for (String part : new String[] {"lib", "connectors"}) {
      Files.createSymbolicLink(root.resolve("dist").resolve(part), Dist.folder().resolve(part));
    }
    Files.writeString(root.resolve("dist/.complete"), "");
    root.resolve("dpone").toFile().setExecutable(true);
  }

  /** Runs the launcher to its end; returns what it said on standard error. */
  private String run(Path root, String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>(List.of(root.resolve("dpone").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("PG_PASSWORD", Postgres.server().password());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
