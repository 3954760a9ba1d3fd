package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import dpone.runtime.service.DevServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples do what the README says of them. */
@Tag("integration")
class QuickstartTest {
  private static final long CITIES = 26_416;

  @TempDir private Path folder;

  private CommandLineTool tool() throws IOException {
    Path examples = Dist.root().resolve("examples");
    try (Stream<Path> files = Files.walk(examples)) {
      for (Path file : files.filter(f -> !f.toString().contains(".dpone")).toList()) {
        Path copy = folder.resolve(examples.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
    return new CommandLineTool(folder, Map.of("SHOP_PASSWORD", "some-password"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "full-refresh", "append", "credentials", "batch"})
  void everyExampleIsRight(String name) throws IOException {
    CommandLineTool.Result check = tool().run("check", "--offline", name + ".yaml");
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).startsWith("ok ");
    assertThat(check.code()).isZero();
  }

  @Test
  void theQuickStartLoadsThenMovesNothingTwiceThenMergesWhatChanged() throws IOException {
    CommandLineTool tool = tool();

    CommandLineTool.Result first = tool.run("run", "quickstart.yaml", "--receipt", "1.json");
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("pipeline cities_to_warehouse")
        .contains("public.cities -> landing.cities")
        .contains("26,416 read, 26,416 written, 0 rejected, 0 filtered")
        .containsPattern("succeeded in [0-9.]+ m?s\n$");
    stream("1.json", CITIES, CITIES, 0);
    assertThat(tool.run("verify", "quickstart.yaml").code()).isZero();

    CommandLineTool.Result second = tool.run("run", "quickstart.yaml", "--receipt", "2.json");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("public.cities: nothing new at the source");
    JsonNode ties = Json.tree(Files.readString(folder.resolve("2.json"))).at("/streams/0");
    stream("2.json", ties.path("rowsRead").longValue(), 0, 0);

    database(
        "shop_source",
        source ->
            source.execute(
                "update cities set population = population + 1, modified = '2026-01-02'"
                    + " where geonameid in (2950159, 2643743, 5128581)",
                "insert into cities select 999999999, 'Nová ' || name, ascii_name,"
                    + " other_script_name, latitude, longitude, feature_code, country_code,"
                    + " admin1_code, admin2_code, population, elevation, elevation_model,"
                    + " timezone, '2026-01-01' from cities where geonameid = 2950159"));
    CommandLineTool.Result third = tool.run("run", "quickstart.yaml", "--receipt", "3.json");
    assertThat(third.code()).isZero();
    stream("3.json", ties.path("rowsRead").longValue() + 4, 1, 3);
    assertThat(tool.run("verify", "quickstart.yaml").out()).contains("public.cities and");

    database(
        "warehouse",
        target ->
            target.execute("update landing.cities set population = -1 where geonameid = 2643743"));
    CommandLineTool.Result verify = tool.run("verify", "quickstart.yaml", "--format", "json");
    JsonNode report = Json.tree(verify.out());
    assertThat(report.path("equal").booleanValue()).isFalse();
    assertThat(report.at("/streams/0/differences/0/kind").textValue()).isEqualTo("changed");
    assertThat(report.at("/streams/0/differences/0/key").textValue()).isEqualTo("2643743");
    assertThat(report.at("/streams/0/differences").size()).isEqualTo(1);
    assertThat(verify.err()).startsWith("error VERIFY_DIFFERENCE: ").contains("changed 2643743");
    assertThat(verify.err().lines()).hasSize(1);
    assertThat(verify.code()).isEqualTo(1);

    try (Stream<Path> kept = Files.list(folder.resolve(".dpone/receipts/cities_to_warehouse"))) {
      assertThat(kept.map(p -> p.getFileName().toString()).toList())
          .hasSize(3)
          .allMatch(name -> name.matches("\\d{8}T\\d{6}\\.\\d{3}Z-[0-9a-f]{8}\\.json"));
    }
  }

  @Test
  void aBatchRunsAllOfItsPipelinesAndGivesOneDocument() throws IOException {
    CommandLineTool tool = tool();
    String broken =
        Files.readString(folder.resolve("batch.yaml"))
            .replace("tables:\n", "tables:\n  - no_such_table\n");
    Files.writeString(folder.resolve("broken.yaml"), broken);
    CommandLineTool.Result run = tool.run("run", "broken.yaml", "--format", "json");
    JsonNode document = Json.tree(run.out());
    assertThat(document.path("status").textValue()).isEqualTo("partial");
    assertThat(document.path("pipelines").findValuesAsText("pipeline"))
        .isEqualTo(List.of("geonames_no_such_table", "geonames_cities", "geonames_large_cities"));
    assertThat(document.at("/pipelines/0/error/category").textValue()).isEqualTo("not_found");
    assertThat(document.at("/pipelines/1/streams/0/rowsRead").longValue()).isEqualTo(CITIES);
    assertThat(run.err()).startsWith("error PG_TABLE_NOT_FOUND: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  private void stream(String receipt, long read, long inserted, long updated) throws IOException {
    JsonNode stream = Json.tree(Files.readString(folder.resolve(receipt))).at("/streams/0");
    assertThat(stream.path("rowsRead").longValue()).isEqualTo(read);
    assertThat(stream.path("rowsWritten").longValue()).isEqualTo(read);
    assertThat(stream.path("inserted").longValue()).isEqualTo(inserted);
    assertThat(stream.path("updated").longValue()).isEqualTo(updated);
  }

  /** The quick start's own server, between two runs. */
  private void database(String name, Consumer<Postgres.Database> work) {
    try (DevServices services = new DevServices(Optional.of(Dist.folder()))) {
      work.accept(
          new Postgres.Database(
              services.open(
                  "postgres", Map.of("database", name), folder.resolve(".dpone/services"))));
    }
  }
}
