package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with the input: one line with code, place and remedy, the right exit code, the
 * same in the receipt, and an untouched target.
 */
@Tag("integration")
class BadInputTest {
  private static final String CANARY = "c4nary-p4ssw0rd";

  private static Postgres.Database source;
  private static Postgres.Database sink;

  @TempDir private Path folder;

  @BeforeAll
  static void tables() {
    source = Postgres.server().database();
    sink = Postgres.server().database();
    source.execute(
        "create table items (id int, name text, changed int)",
        "insert into items select g, 'item ' || g, g from generate_series(1, 100) g",
        "create table twins (id int, name text, changed int)",
        "insert into twins values (1, 'a', 1), (2, 'b', 2), (2, 'c', 3)",
        "create table shapes (id int primary key, at point)");
    sink.execute(
        "create table items (id int primary key, name text, changed int)",
        "insert into items values (1, 'kept', 0), (1000, 'kept', 0)",
        "create table twins (id int primary key, name text, changed int)",
        "insert into twins values (2, 'kept', 0)",
        "create table shapes (id int primary key, at int)",
        "insert into shapes values (1, 1)");
  }

  private String manifest(String stream, String strategy) {
    return """
    name: bad_input
    source:
      type: postgres
      connection: %s
      streams:
        - %s
    sink:
      type: postgres
      connection: %s
      strategy: %s
    """
        .formatted(source.yaml(), stream, sink.yaml(), strategy);
  }

  private String merge() {
    return manifest(
        "{ name: public.items, cursor: changed }", "{ mode: incremental_merge, unique_key: [id] }");
  }

  /** Runs it, and holds what is true of every failure. */
  private void fails(String manifest, int code, String category, String line) throws IOException {
    fails(manifest, code, category, line, Map.of("PG_PASSWORD", source.password()));
  }

  private void fails(
      String manifest, int code, String category, String line, Map<String, String> environment)
      throws IOException {
    String before = targets();
    Files.writeString(folder.resolve("bad.yaml"), manifest);
    CommandLineTool.Result run =
        new CommandLineTool(folder, environment).run("run", "bad.yaml", "--receipt", "r.json");
    assertThat(errors(run)).matches(Pattern.compile("error " + line));
    assertThat(run.code()).isEqualTo(code);
    JsonNode receipt = Json.tree(Files.readString(folder.resolve("r.json")));
    assertThat(receipt.path("status").textValue()).isEqualTo("failed");
    assertThat(receipt.at("/error/category").textValue()).isEqualTo(category);
    assertThat(errors(run)).startsWith("error " + receipt.at("/error/code").textValue() + ": ");
    assertThat(receipt.at("/error/remedy").textValue()).isNotEmpty();
    assertThat(targets()).isEqualTo(before);
    assertThat(run.out() + run.err() + receipt)
        .doesNotContain(source.password())
        .doesNotContain(CANARY)
        .doesNotContain("\tat ");
  }

  /** The data of every table, and which tables there are. */
  private static String targets() {
    return sink.checksum("items")
        + sink.checksum("twins")
        + sink.checksum("shapes")
        + sink.column("select relname from pg_class where relnamespace = 'public'::regnamespace");
  }

  /** All but the warning about a password written out. */
  private static String errors(CommandLineTool.Result run) {
    return run.err()
        .lines()
        .filter(l -> !l.startsWith("warning SECRET_LITERAL: "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void anUnknownKey() throws IOException {
    fails(
        merge().replace("unique_key", "unqiue_key"),
        2,
        "config",
        "MANIFEST_UNKNOWN_KEY: .*unqiue_key.* \\(bad.yaml:10:40\\); did you mean .*unique_key.*");
  }

  @Test
  void aManifestThatIsNotThere() throws IOException {
    CommandLineTool.Result run = new CommandLineTool(folder, Map.of()).run("run", "no.yaml");
    assertThat(run.err())
        .isEqualTo(
            "error MANIFEST_NOT_FOUND: the manifest does not exist (no.yaml); check the path\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void badYaml() throws IOException {
    fails(merge() + "  x: [1\n", 2, "config", "MANIFEST_[A-Z_]+: .* \\(bad.yaml:\\d+:\\d+\\); .*");
  }

  @Test
  void anUnsetSecret() throws IOException {
    fails(
        merge(),
        4,
        "authentication",
        "SECRET_[A-Z_]+: .*PG_PASSWORD.* \\(bad.yaml:4:\\d+\\); .*",
        Map.of());
  }

  @Test
  void aConnectionThatIsRefused() throws IOException {
    fails(
        merge().replaceFirst("port: \\d+", "port: 1") + "runtime: { retry: { max_attempts: 1 } }\n",
        3,
        "transient",
        "PG_[A-Z_]+: .*127.0.0.1:1.*; .*");
  }

  @Test
  void aWrongPassword() throws IOException {
    fails(
        merge().replaceFirst("\\$\\{PG_PASSWORD}", CANARY),
        4,
        "authentication",
        "PG_[A-Z_]+: .*password authentication failed.*; .*");
  }

  @Test
  void aTableThatIsNotThere() throws IOException {
    fails(
        merge().replace("public.items", "public.itemz"),
        2,
        "not_found",
        "PG_TABLE_NOT_FOUND: .*public.itemz.* \\(.*stream public.itemz.*\\); did you mean"
            + " public.items\\?");
  }

  @Test
  void aTypeThatCannotBeMapped() throws IOException {
    fails(
        manifest("{ name: public.shapes }", "{ mode: full_refresh }"),
        2,
        "schema",
        "PG_TYPE_DRIFT: .*point.* \\(.*stream public.shapes, column at\\); .*");
  }

  @Test
  void aMergeWithoutAKey() throws IOException {
    fails(
        merge().replace(", unique_key: [id]", ""),
        2,
        "config",
        "MANIFEST_KEY_MISSING: mode incremental_merge needs unique_key for stream"
            + " \"public.items\" \\(bad.yaml:\\d+:\\d+\\); .*");
  }

  @Test
  void keysThatOccurTwiceInTheStage() throws IOException {
    fails(
        merge().replace("public.items", "public.twins"),
        1,
        "data",
        "[A-Z_]*DUPLICATE[A-Z_]*: .* \\(stream public.twins.*\\); .*");
  }
}
