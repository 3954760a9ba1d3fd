package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of {@code docs/writing-a-connector.md}, in its order, in an empty folder: a
 * connector is begun, built by Maven without a network, tried by its own tests, dropped in, run and
 * certified.
 */
@Tag("integration")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class AuthorsGuideTest {
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final long PATIENCE_MINUTES = 20;

  @TempDir private static Path folder;

  private static String guide;
  private static String printed;
  private static Path project;
  private static int code;

  @BeforeAll
  static void runEveryCommand() throws Exception {
    guide = Files.readString(Dist.root().resolve("docs/writing-a-connector.md"));
    StringBuilder script = new StringBuilder("set -eux\n");
    Matcher matcher = COMMANDS.matcher(guide);
    while (matcher.find()) {
      script.append(matcher.group(1));
    }
    project = folder.resolve("connector-my-files");
    code = run(script.toString());
    printed = Files.readString(folder.resolve("printed.txt"));
  }

  @Test
  void everyCommandSucceeds() {
    assertThat(code).as(printed).isZero();
    assertThat(printed)
        .contains("+ dpone new connector my-files", "+ mvn verify", "+ dpone certify gate");
  }

  @Test
  void itsOwnTestsTriedEveryCheckByName() throws IOException {
    String report;
    try (Stream<Path> files = Files.list(project.resolve("target/surefire-reports"))) {
      report =
          Files.readString(
              files.filter(f -> f.toString().endsWith("Test.xml")).findFirst().orElseThrow());
    }
    assertThat(report).contains("failures=\"0\"", "errors=\"0\"");
    for (String check :
        new String[] {
          "EXP-1.found-without-drivers",
          "EXP-4.golden-constructions",
          "BETA-3.round-trip",
          "BETA-5.large-read",
          "PROD-3.zombie-fenced",
          "PROD-4.classes-by-policies",
          "proves experimental"
        }) {
      assertThat(report).contains("name=\"certification() " + check);
    }
    // What nobody tried is aborted with its reason.
    assertThat(report)
        .contains("BETA-1.present files 1 not-applicable: its connection has no secret");
  }

  @Test
  void theJarIsDroppedInAndRuns() throws IOException {
    assertThat(project.resolve("copies/orders.table"))
        .content()
        .startsWith("id int64 not\tname string null\nid\n")
        .endsWith("\n1\tfirst\n2\t\\N\n");
  }

  @Test
  void experimentalIsProven() {
    assertThat(printed)
        .contains("| MyFiles `my-files` |")
        .contains("holds  my-files: asked experimental, proven experimental");
  }

  @Test
  void noTraceOfTheTemplatesNameIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(f -> !f.startsWith(project.resolve("target"))).toList()) {
        assertThat(file.toString()).doesNotContainIgnoringCase("acme");
        if (Files.isRegularFile(file)) {
          assertThat(file).content().doesNotContainIgnoringCase("acme").doesNotContain("@dpone");
        }
      }
    }
  }

  private static int run(String script) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    wrapper(
        bin.resolve("dpone"),
        "exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --add-modules ALL-DEFAULT -p '%s' -m dpone.cli \"$@\""
            .formatted(Dist.java(), Dist.folder().resolve("lib")));
    String repository = System.getProperty("localRepository", "");
    wrapper(
        bin.resolve("mvn"),
        "PATH=${PATH#*:}; exec mvn --offline --batch-mode %s \"$@\""
            .formatted(repository.isEmpty() ? "" : "'-Dmaven.repo.local=" + repository + "'"));
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.txt").toFile());
    builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private static void wrapper(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
