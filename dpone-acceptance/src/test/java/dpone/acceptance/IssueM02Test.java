package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The heap stays flat while rows grow tenfold: a writer that keeps what it was given shows here.
 */
@Tag("integration")
class IssueM02Test {
  /** A mebibyte of the ends' own: catalogues, plans, receipts. */
  private static final long SLACK = 1 << 20;

  private static final Pattern PEAK = Pattern.compile("\"peakHeapBytes\" : (\\d+)");

  @TempDir Path folder;
  private Database source;
  private Database target;

  @BeforeEach
  void databases() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    source.execute(
        "create table few as select i, i / 8.0 as price, repeat('x', 200) as note"
            + " from generate_series(1, 30000) i",
        "create table many as select i, i / 8.0 as price, repeat('x', 200) as note"
            + " from generate_series(1, 300000) i");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "columns"})
  void theLiveSetDoesNotGrowWithTheRows(String lane) throws IOException {
    long few = peak("few", lane);
    long many = peak("many", lane);
    assertThat(many).isLessThanOrEqualTo(few + few / 10 + SLACK);
  }

  private long peak(String table, String lane) throws IOException {
    Files.writeString(
        folder.resolve("m.yaml"),
        """
        name: flat_%s
        source:
          type: postgres
          connection: %s
          streams: [ { name: public.%s } ]
        sink:
          type: postgres
          connection: %s
          table: landing.{stream}
          lane: %s
          strategy: { mode: full_refresh }
        runtime: { memory: 4MB, parallelism: 1 }
        """
            .formatted(table, source.yaml(), table, target.yaml(), lane));
    CommandLineTool.Result run =
        new CommandLineTool(folder, Map.of("PG_PASSWORD", source.password()))
            .run("run", "m.yaml", "--receipt", "r.json");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    Matcher peak = PEAK.matcher(Files.readString(folder.resolve("r.json")));
    assertThat(peak.find()).isTrue();
    return Long.parseLong(peak.group(1));
  }
}
