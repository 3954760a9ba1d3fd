package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PROD-1 as its user runs it: the profile {@code integration_live} against a server that the
 * certification did not start and knows by the documented variables only.
 */
@Tag("integration")
class LiveProfileTest {
  private static final String PREFIX = "DPONE_LIVE_POSTGRES_";
  private static final String VISITOR = "live_visitor";
  private static final String PASSWORD = "l1ve-c4n4ry";
  private static final String REQUIREMENT = "PROD-1";
  private static final long PATIENCE_MINUTES = 20;

  @TempDir private Path folder;

  @Test
  void aServerThatIsKnownByItsVariablesOnlyIsCertifiedAndLeftAsItWas() throws Exception {
    Postgres.Database database = Postgres.server().database();
    // No more than the page asks for: a role that may make schemas and read changes.
    database.execute(
        "CREATE ROLE " + VISITOR + " LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
        "GRANT CREATE ON DATABASE " + database.connection().get("database") + " TO " + VISITOR);
    String left =
        "SELECT coalesce(string_agg(nspname, ' ' ORDER BY 1), '') FROM pg_namespace WHERE nspname NOT LIKE 'pg%'";
    String before = database.value(left);

    String out =
        certify(
            Map.of(
                PREFIX + "HOST", database.connection().get("host").toString(),
                PREFIX + "PORT", database.connection().get("port").toString(),
                PREFIX + "DATABASE", database.connection().get("database").toString(),
                PREFIX + "USER", VISITOR,
                PREFIX + "PASSWORD", PASSWORD));

    JsonNode record = record();
    assertThat(record.path("result").textValue()).as(record.toString()).isEqualTo("passed");
    assertThat(record.path("services").toString()).contains("PostgreSQL", "\"real\"");
    assertThat(database.value(left)).isEqualTo(before);
    assertThat(
            database.value("SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'c%'"))
        .isEqualTo("0");
    assertThat(out + Files.readString(folder.resolve("out/evidence.json")))
        .doesNotContain(PASSWORD);
  }

  @Test
  void withoutVariablesItIsASkipThatNamesThem() throws Exception {
    certify(Map.of());

    JsonNode record = record();
    assertThat(record.path("result").textValue()).isEqualTo("skipped");
    assertThat(record.path("reason").textValue())
        .contains(PREFIX + "HOST", PREFIX + "DATABASE", PREFIX + "USER");
  }

  private JsonNode record() throws IOException {
    return StreamSupport.stream(
            Json.tree(Files.readString(folder.resolve("out/evidence.json")))
                .path("records")
                .spliterator(),
            false)
        .filter(record -> record.path("requirement").textValue().equals(REQUIREMENT))
        .findFirst()
        .orElseThrow();
  }

  private String certify(Map<String, String> variables) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Dist.java(),
                "-p",
                Dist.folder().resolve("lib").toString(),
                "-m",
                "dpone.certify",
                "--connector",
                "postgres",
                "--requirement",
                REQUIREMENT,
                "--profile",
                "integration_live",
                "--out",
                folder.resolve("out").toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
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
}
