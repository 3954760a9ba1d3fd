package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.acceptance.Postgres.Database;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a database refuses while rows move, through a whole run: one line with code, column, row and
 * remedy, the same in the receipt, exit code 1, and an untouched target.
 */
@Tag("integration")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedRowsTest {
  @TempDir Path folder;
  private Database source;
  private Database sink;

  @BeforeEach
  void tables() {
    source = Postgres.server().database();
    sink = Postgres.server().database();
    source.execute(
        "create table items (id int primary key, name text, price numeric)",
        "insert into items select i, 'item ' || i, i from generate_series(1, 3000) i");
  }

  private static void target(Database database, String columns) {
    database.execute(
        "create schema landing",
        "create table landing.items " + columns,
        "insert into landing.items values (-1, 'old', 0)");
  }

  private String manifest(Database from, Database to, String more) {
    return """
    name: refused
    source:
      type: postgres
      connection: %s
      streams: [ { name: public.items } ]
    sink:
      type: postgres
      connection: %s
      table: landing.{stream}
      strategy: { mode: incremental_merge, unique_key: [id] }
      %s
    """
        .formatted(from.yaml(), to.yaml(), more)
        .replace("{ name: public.items }", "{ name: public.items, cursor: id }");
  }

  private void refused(Database from, Database to, String more, String code, String line)
      throws IOException {
    String before = to.checksum("landing.items");
    Files.writeString(folder.resolve("m.yaml"), manifest(from, to, more));
    CommandLineTool.Result run =
        new CommandLineTool(folder, Map.of("PG_PASSWORD", source.password()))
            .run("run", "m.yaml", "--receipt", "r.json");
    assertThat(run.err().strip()).matches(Pattern.compile("error " + code + ": " + line));
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(1);
    JsonNode receipt = Json.tree(Files.readString(folder.resolve("r.json")));
    assertThat(receipt.path("status").textValue()).isEqualTo("failed");
    assertThat(receipt.at("/error/code").textValue()).isEqualTo(code);
    assertThat(receipt.at("/error/category").textValue()).isEqualTo("data");
    assertThat(receipt.at("/error/remedy").textValue()).isNotEmpty();
    assertThat(to.checksum("landing.items")).isEqualTo(before);
    assertThat(run.out() + run.err() + receipt).doesNotContain(source.password());
  }

  @Test
  void aValueThatIsTooLong() throws IOException {
    target(sink, "(id int primary key, name varchar(8), price numeric)");
    refused(
        source,
        sink,
        "schema_evolution: { data_types: discard }",
        "PG_VALUE_REFUSED",
        ".*item \\d{4}.* \\(.*stream public.items, column name, row .*\\d{4}.*\\); .*");
  }

  @Test
  void aNullWhereTheTargetTakesNone() throws IOException {
    target(sink, "(id int primary key, name text not null, price numeric)");
    source.execute("update items set name = null where id = 2500");
    refused(
        source,
        sink,
        "schema_evolution: { data_types: fail }",
        "PG_NOT_NULL",
        ".* \\(.*stream public.items, column name, row .*2500.*\\); .*");
  }

  @Test
  void anotherUniqueConstraintOfTheTarget() throws IOException {
    target(sink, "(id int primary key, name text unique, price numeric)");
    sink.execute("insert into landing.items values (-2, 'item 2500', 0)");
    refused(
        source,
        sink,
        "",
        "PG_DUPLICATE_KEY",
        ".*items_name_key.* \\(.*stream public.items, row \\(name\\)=\\(item 2500\\)\\); .*");
  }

  @Test
  void aCheckOfTheTarget() throws IOException {
    target(
        sink,
        "(id int primary key, name text, price numeric constraint cheap check (price < 2500))");
    refused(source, sink, "", "PG_CONSTRAINT", ".*cheap.* \\(.*stream public.items.*\\); .*");
  }

  private static Database encoded(Database beside, String name, String encoding) {
    beside.execute(
        "create database "
            + name
            + " encoding '"
            + encoding
            + "' template template0"
            + " locale 'C'");
    Map<String, Object> connection = new HashMap<>(beside.connection());
    connection.put("database", name);
    return new Database(connection);
  }

  @Test
  void aCharacterThatTheTargetsEncodingLacks() throws IOException {
    Database latin = encoded(sink, "refused_latin", "LATIN1");
    target(latin, "(id int primary key, name text, price numeric)");
    source.execute("update items set name = '€' where id = 2500");
    refused(
        source,
        latin,
        "",
        "PG_ENCODING",
        ".*0xe2 0x82 0xac.* \\(.*stream public.items, column name.*\\); .*");
  }

  @Test
  void textThatIsNotValidAtTheSource() throws IOException {
    Database ascii = encoded(source, "refused_ascii", "SQL_ASCII");
    ascii.execute(
        "create table items (id int primary key, name text, price numeric)",
        "insert into items values (1, E'caf\\351', 1)");
    target(sink, "(id int primary key, name text, price numeric)");
    refused(ascii, sink, "", "PG_ENCODING", ".*0xe9.* \\(.*stream public.items.*\\); .*");
  }
}
