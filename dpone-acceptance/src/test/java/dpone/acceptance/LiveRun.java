package dpone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** PROD-1 in a process that knows a system by its documented variables only. */
final class LiveRun {
  private static final String REQUIREMENT = "PROD-1";
  private static final long PATIENCE_MINUTES = 20;

  private LiveRun() {}

  /**
   * Runs it.
   *
   * @param folder where its evidence goes
   * @return what it printed
   */
  static String certify(String connector, Map<String, String> variables, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Dist.java(),
                "-p",
                Dist.folder().resolve("lib").toString(),
                "-m",
                "dpone.certify",
                "--connector",
                connector,
                "--requirement",
                REQUIREMENT,
                "--profile",
                "integration_live",
                "--out",
                folder.resolve("out").toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("DPONE_LIVE_"));
    builder.environment().putAll(variables);
    Path out = folder.resolve("out.txt");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + Files.readString(out));
    }
    return Files.readString(out);
  }

  /** The record of the last run into that folder. */
  static JsonNode record(Path folder) throws IOException {
    return StreamSupport.stream(
            Json.tree(Files.readString(folder.resolve("out/evidence.json")))
                .path("records")
                .spliterator(),
            false)
        .filter(record -> record.path("requirement").textValue().equals(REQUIREMENT))
        .findFirst()
        .orElseThrow();
  }
}
