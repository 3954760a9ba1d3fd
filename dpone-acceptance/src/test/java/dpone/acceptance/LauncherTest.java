package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's class archive may only ever cost time; its choice of compiler, too. */
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

    assertThat(run(root, "--version")).isEmpty();
    assertThat(archives(root)).isEmpty();
    assertThat(run(root, "run", manifest.toString())).isEmpty();
    assertThat(archives(root)).hasSize(1);
    Path archive = archives(root).getFirst();
    Files.writeString(archive, "no archive at all");
    assertThat(run(root, "--version")).isEmpty();
    assertThat(run(root, "run", manifest.toString())).isEmpty();
    assertThat(archives(root)).containsExactly(archive);
    assertThat(Files.size(archive)).isGreaterThan(1 << 20);

    Path jar = root.resolve("dist/lib").resolve(jars(root).getFirst());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(run(root, "run", manifest.toString())).isEmpty();
    assertThat(archives(root)).hasSize(1).doesNotContain(archive);
    assertThat(Files.size(archives(root).getFirst())).isGreaterThan(1 << 20);
  }

  @Test
  void onlyRunsWithKafkaGetTheSecondCompiler() throws Exception {
    Path root = folder.resolve("install");
    installed(root);
    for (String type : List.of("kafka", "'kafka'", "postgres")) {
      Path manifest = Files.writeString(folder.resolve("m.yaml"), "sink:\n  type: " + type + "\n");
      Process process = launcher(root, "run", manifest.toString()).start();
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(folder.resolve("out.txt")))
          .containsPattern("TieredStopAtLevel += " + (type.contains("kafka") ? "4" : "1") + " ");
    }
  }

  private ProcessBuilder launcher(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("dpone").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DPONE_JAVA_OPTS", "-XX:+PrintFlagsFinal");
    return builder;
  }

  private static List<Path> archives(Path root) throws IOException {
    Path folder = root.resolve("dist/cds");
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static List<String> jars(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("dist/lib"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** So that nothing is written into the build's own folder: a copy of lib, links to the rest. */
  private static void installed(Path root) throws IOException {
    Path own = Dist.root();
    Files.createDirectories(root.resolve("dist"));
    Files.copy(own.resolve("dpone"), root.resolve("dpone"));
    Files.createSymbolicLink(root.resolve("bin"), own.resolve("bin"));
    Files.createSymbolicLink(root.resolve("dist/connectors"), Dist.folder().resolve("connectors"));
    Files.createDirectories(root.resolve("dist/lib"));
    for (String jar : jars(own)) {
      Files.copy(
          Dist.folder().resolve("lib").resolve(jar),
          root.resolve("dist/lib").resolve(jar),
          StandardCopyOption.COPY_ATTRIBUTES);
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
