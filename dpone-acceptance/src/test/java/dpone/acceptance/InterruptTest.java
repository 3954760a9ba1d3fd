package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a load. */
@Tag("integration")
class InterruptTest {
  @TempDir private Path folder;

  @Test
  void anInterruptedRunEndsSoonCleansUpAndSaysSo() throws IOException, InterruptedException {
    Postgres.Database source = Postgres.server().database();
    Postgres.Database sink = Postgres.server().database();
    sink.execute("create table slow (id int, s text)", "insert into slow values (1, 'kept')");
    String before = sink.checksum("slow");
    Files.writeString(
        folder.resolve("slow.yaml"),
        """
        name: slow
        source:
          type: postgres
          connection: %s
          streams:
            - name: slow
              query: >-
                select g as id, pg_sleep(0.001)::text as s from generate_series(1, 1000000) g
        sink:
          type: postgres
          connection: %s
          strategy: { mode: full_refresh }
        """
            .formatted(source.yaml(), sink.yaml()));
    CommandLineTool tool = new CommandLineTool(folder, Map.of("PG_PASSWORD", source.password()));
    Process run = tool.start("run", "slow.yaml", "--receipt", "r.json");
    try {
      String reading =
          "select count(*) from pg_stat_activity where query ilike '%pg_sleep(0.001)%'"
              + " and state = 'active' and pid <> pg_backend_pid()";
      long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (source.value(reading).equals("0") && System.nanoTime() < giveUp) {
        Thread.sleep(100);
      }
      assertThat(source.value(reading)).isNotEqualTo("0");

      long begun = System.nanoTime();
      new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
      CommandLineTool.Result end = tool.end(run);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));

      assertThat(end.code()).isEqualTo(130);
      assertThat(end.err())
          .isEqualTo("error RUN_CANCELLED: the run was interrupted (stream slow)\n");
      JsonNode receipt = Json.tree(Files.readString(folder.resolve("r.json")));
      assertThat(receipt.path("status").textValue()).isEqualTo("failed");
      assertThat(receipt.at("/error/code").textValue()).isEqualTo("RUN_CANCELLED");
      assertThat(sink.checksum("slow")).isEqualTo(before);
      assertThat(source.value(reading)).isEqualTo("0");
    } finally {
      run.destroyForcibly();
    }
  }
}
