package dpone.runtime.manifest;

import static dpone.runtime.manifest.ManifestFolder.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a manifest's keys and values: one exact line each. */
@Tag("unit")
class BadManifestTest {
  private static final String STREAM = "- name: public.orders\n";
  private static final String STRATEGY = "{ mode: full_refresh }";
  @TempDir Path temporary;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keys(String written, String instead, String line) {
    check(written, instead, line);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(
            "name: orders\n",
            "name: orders\nsorce: 1\n",
            "MANIFEST_UNKNOWN_KEY: the manifest has no key \"sorce\" (m.yaml:2:1); did you mean"
                + " \"source\"?"),
        arguments(
            "source:",
            "sorce:",
            "MANIFEST_UNKNOWN_KEY: the manifest has no key \"sorce\" (m.yaml:2:1); did you mean"
                + " \"source\"?"),
        arguments(
            "name: orders\n",
            "",
            "MANIFEST_REQUIRED: name is missing (m.yaml:1:1); add it, such as name:"
                + " orders_to_warehouse"),
        arguments(
            "  type: base\n",
            "",
            "MANIFEST_REQUIRED: source.type is missing (m.yaml:3:3); add it, such as type:"
                + " postgres"),
        arguments(
            "  type: base\n",
            "  typ: base\n",
            "MANIFEST_UNKNOWN_KEY: source has no key \"typ\" (m.yaml:3:3); did you mean \"type\"?"),
        arguments(
            "host: db",
            "hots: db",
            "MANIFEST_UNKNOWN_KEY: source.connection has no key \"hots\" (m.yaml:4:17); did you"
                + " mean \"host\"?"),
        arguments(
            "password:",
            "pass:",
            "MANIFEST_UNKNOWN_KEY: source.connection has no key \"pass\" (m.yaml:4:51); did you"
                + " mean \"password\"?"),
        arguments(
            "password:",
            "zzz:",
            "MANIFEST_UNKNOWN_KEY: source.connection has no key \"zzz\" (m.yaml:4:51); its keys are"
                + " host, port, database, user, password, tls"),
        arguments(
            "host: db.example, ",
            "",
            "MANIFEST_REQUIRED: source.connection.host is missing (m.yaml:4:15); add it, such as"
                + " host: db.example"),
        arguments(
            "  connection: { url: \"http://lake.example\" }\n",
            "",
            "MANIFEST_REQUIRED: sink.connection is missing (m.yaml:8:3); add it"),
        arguments(
            "{ url: \"http://lake.example\" }",
            "{}",
            "MANIFEST_REQUIRED: sink.connection.url is missing (m.yaml:9:15); add it"),
        arguments(
            "connection: { url",
            "Connection: { url",
            "MANIFEST_UNKNOWN_KEY: sink has no key \"Connection\" (m.yaml:9:3); did you mean"
                + " \"connection\"?"),
        arguments(
            "name: orders\n",
            "name: orders\n? [a, b]\n: c\n",
            "MANIFEST_KEY_NOT_TEXT: a key must be text (m.yaml:2:3); quote the text if it only"
                + " starts with { or ["),
        arguments(
            "name: orders\n",
            "name: {{ orders }}\n",
            "MANIFEST_KEY_NOT_TEXT: a key must be text (m.yaml:1:8); quote the text if it only"
                + " starts with { or ["),
        arguments(
            "name: orders\n",
            "name: orders\n<<: { a: b }\n",
            "MANIFEST_UNKNOWN_KEY: the manifest has no key \"<<\" (m.yaml:2:1); its keys are kind,"
                + " name, source, sink, state, rejects, runtime, verify"),
        arguments(
            "database: shop",
            "service: base, databse: shop",
            "MANIFEST_UNKNOWN_KEY: source.connection has no key \"databse\" (m.yaml:4:50); did you"
                + " mean \"database\"?"),
        arguments(
            "database: shop",
            "database: shop, init: data",
            "MANIFEST_UNKNOWN_KEY: source.connection has no key \"init\" (m.yaml:4:51); its keys"
                + " are host, port, database, user, password, tls"),
        arguments(
            STREAM,
            STREAM + "      cusror: at\n",
            "MANIFEST_UNKNOWN_KEY: source.streams[] has no key \"cusror\" (m.yaml:7:7); did you"
                + " mean \"cursor\"?"),
        arguments(
            STRATEGY,
            "{ mode: full_refresh, uniqe_key: [id] }",
            "MANIFEST_UNKNOWN_KEY: sink.strategy has no key \"uniqe_key\" (m.yaml:10:35); did you"
                + " mean \"unique_key\"?"),
        arguments(
            "sink:\n",
            "state: { type: file, connection: {} }\nsink:\n",
            "MANIFEST_UNKNOWN_KEY: state has no key \"connection\" (m.yaml:7:22); its keys are"
                + " type, path"),
        arguments(
            "sink:\n",
            "runtime: { retry: { attempts: 3 } }\nsink:\n",
            "MANIFEST_UNKNOWN_KEY: runtime.retry has no key \"attempts\" (m.yaml:7:21); its keys"
                + " are max_attempts, first_wait, max_wait, total"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void values(String written, String instead, String line) {
    check(written, instead, line);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(
            "  type: base\n",
            "  type: \"${DB_PASSWORD}\"\n",
            "CONNECTOR_NOT_FOUND: source.type is not the id of a connector: \"${DB_PASSWORD}\""
                + " (m.yaml:3:9); `dpone connectors` lists the connectors there are"),
        arguments(
            "name: orders\n",
            "name: a/b\n",
            "MANIFEST_NAME: the name \"a/b\" is not allowed (m.yaml:1:7); use letters, digits, _, -"
                + " and ., 100 at most, beginning with a letter or digit"),
        arguments(
            "name: orders\n",
            "name: \"\"\n",
            "MANIFEST_NO_VALUE: name is empty (m.yaml:1:7); give it a value"),
        arguments(
            "name: orders\n",
            "name: [a]\n",
            "MANIFEST_TYPE: name must be text (m.yaml:1:7); write one text, in quotes if it holds"
                + " special characters"),
        arguments(
            "name: orders\n",
            "name:\n",
            "MANIFEST_NO_VALUE: name has no value (m.yaml:1:1); give it one, or remove the key"),
        arguments(
            "name: orders\n",
            "name: orders\nkind: batsh\n",
            "MANIFEST_ALLOWED: kind must be one of pipeline, batch, not \"batsh\" (m.yaml:2:7); did"
                + " you mean batch?"),
        arguments(
            "database: shop",
            "database: { a: b }",
            "MANIFEST_TYPE: source.connection.database must be text (m.yaml:4:45); write one text,"
                + " in quotes if it holds special characters"),
        arguments(
            "database: shop",
            "database: ~",
            "MANIFEST_NO_VALUE: source.connection.database has no value (m.yaml:4:35); give it one,"
                + " or remove the key"),
        arguments(
            "database: shop",
            "database: shop, port: many",
            "MANIFEST_TYPE: source.connection.port must be a whole number, not \"many\""
                + " (m.yaml:4:57); write digits only"),
        arguments(
            "database: shop",
            "database: shop, port: 70000",
            "MANIFEST_RANGE: source.connection.port must be between 1 and 65535, not \"70000\""
                + " (m.yaml:4:57); choose a value in that range"),
        arguments(
            "database: shop",
            "database: shop, port: 99999999999999999999",
            "MANIFEST_TYPE: source.connection.port must be a whole number, not"
                + " \"99999999999999999999\" (m.yaml:4:57); write digits only"),
        arguments(
            "database: shop",
            "database: shop, tls: yes",
            "MANIFEST_TYPE: source.connection.tls must be true or false, not \"yes\" (m.yaml:4:56);"
                + " write true or false"),
        arguments(
            "database: shop",
            "database: shop, port: \"${HOST}\"",
            "MANIFEST_TYPE: source.connection.port must be a whole number, not \"${HOST}\""
                + " (m.yaml:4:57); write digits only"),
        arguments(
            "password: \"${DB_PASSWORD}\"",
            "password: [x]",
            "MANIFEST_TYPE: source.connection.password must be text (m.yaml:4:61); write one text,"
                + " in quotes if it holds special characters"),
        arguments(
            "  type: base\n",
            "  type: base\n  fetch: 5\n",
            "MANIFEST_TYPE: source.fetch must be a size, not \"5\" (m.yaml:4:10); write a number"
                + " with its unit, such as 64KB or 16MB"),
        arguments(
            "  type: base\n",
            "  type: base\n  fetch: 5kb\n",
            "MANIFEST_TYPE: source.fetch must be a size, not \"5kb\" (m.yaml:4:10); write a number"
                + " with its unit, such as 64KB or 16MB"),
        arguments(
            "  type: base\n",
            "  type: base\n  fetch: 1GB\n",
            "MANIFEST_RANGE: source.fetch must be between 1KB and 16MB, not \"1GB\" (m.yaml:4:10);"
                + " choose a value in that range"),
        arguments(
            "  type: base\n",
            "  type: baes\n",
            "CONNECTOR_NOT_FOUND: there is no connector baes (m.yaml:3:9); the connectors are base,"
                + " lake, log"),
        arguments(
            "  type: base\n",
            "  type: lake\n",
            "UNSUPPORTED: connector lake does not offer the role source (m.yaml:3:9); see `dpone"
                + " connectors` for what each connector offers"),
        arguments(
            "  type: lake\n",
            "  type: log\n",
            "UNSUPPORTED: connector log does not offer the role sink (m.yaml:8:9); see `dpone"
                + " connectors` for what each connector offers"),
        arguments(
            STRATEGY,
            "{ mode: full_refesh }",
            "MANIFEST_ALLOWED: sink.strategy.mode must be one of full_refresh, incremental_append,"
                + " incremental_merge, replace, partition_replace, snapshot_diff, scd2, cdc_apply,"
                + " backfill, not \"full_refesh\" (m.yaml:10:21); did you mean full_refresh?"),
        arguments(
            STRATEGY,
            "full_refresh",
            "MANIFEST_TYPE: sink.strategy must be a mapping of keys (m.yaml:10:13); write one key:"
                + " value a line"),
        arguments(
            STRATEGY,
            "{ unique_key: [id] }",
            "MANIFEST_REQUIRED: sink.strategy.mode is missing for stream \"public.orders\""
                + " (m.yaml:10:3); add it, such as strategy: { mode: full_refresh }"),
        arguments(
            "sink:\n",
            "state: { type: lake }\nsink:\n",
            "UNSUPPORTED: connector lake does not offer the role state (m.yaml:7:16); see `dpone"
                + " connectors` for what each connector offers"),
        arguments(
            "sink:\n",
            "state: files\nsink:\n",
            "MANIFEST_TYPE: state must be a mapping of keys (m.yaml:7:1); write one key: value a"
                + " line"),
        arguments(
            "sink:\n",
            "rejects: { to: s3, max_rows: 1 }\nsink:\n",
            "MANIFEST_TYPE: rejects.to must be file:PATH (m.yaml:7:16); write file: and a path"
                + " relative to the manifest"),
        arguments(
            "sink:\n",
            "rejects: { max_rows: 1 }\nsink:\n",
            "MANIFEST_REQUIRED: rejects.to is missing while rejects.max_rows allows rejects"
                + " (m.yaml:7:12); add it, such as to: \"file:rejects.jsonl\""),
        arguments(
            "sink:\n",
            "rejects: { max_rows: -1 }\nsink:\n",
            "MANIFEST_RANGE: rejects.max_rows must be at least 0, not \"-1\" (m.yaml:7:22); choose"
                + " a value in that range"),
        arguments(
            "sink:\n",
            "runtime: { parallelism: 0 }\nsink:\n",
            "MANIFEST_RANGE: runtime.parallelism must be between 1 and 256, not \"0\""
                + " (m.yaml:7:25); choose a value in that range"),
        arguments(
            "sink:\n",
            "runtime: { memory: 4KB }\nsink:\n",
            "MANIFEST_RANGE: runtime.memory must be between 1MB and 1TB, not \"4KB\" (m.yaml:7:20);"
                + " choose a value in that range"),
        arguments(
            "sink:\n",
            "runtime: { timeout: 5 minutes }\nsink:\n",
            "MANIFEST_TYPE: runtime.timeout must be a time span, not \"5 minutes\" (m.yaml:7:21);"
                + " write a number with its unit, such as 250ms, 30s, 5m or 1h"),
        arguments(
            "sink:\n",
            "runtime: { timeout: 9999999999999d }\nsink:\n",
            "MANIFEST_TYPE: runtime.timeout must be a time span, not \"9999999999999d\""
                + " (m.yaml:7:21); write a number with its unit, such as 250ms, 30s, 5m or 1h"),
        arguments(
            "sink:\n",
            "verify: always\nsink:\n",
            "MANIFEST_ALLOWED: verify must be one of off, after_commit, not \"always\""
                + " (m.yaml:7:9); choose one of them"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  tags: [a]\n",
            "MANIFEST_TYPE: sink.tags must be a mapping from text to text (m.yaml:9:9); write {"
                + " name: text }"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  tags: { a: [b] }\n",
            "MANIFEST_TYPE: sink.tags.a must be a mapping from text to text (m.yaml:9:14); write {"
                + " name: text }"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  order_by: id\n",
            "MANIFEST_TYPE: sink.order_by must be a list of text (m.yaml:9:13); write [first,"
                + " second]"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  order_by: [[id]]\n",
            "MANIFEST_TYPE: sink.order_by must be a list of text (m.yaml:9:14); write [first,"
                + " second]"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  buffer: 5\n",
            "MANIFEST_TYPE: sink.buffer must be a mapping of keys (m.yaml:9:11); write one key:"
                + " value a line"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  indexes: { name: i }\n",
            "MANIFEST_TYPE: sink.indexes must be a list of mappings (m.yaml:9:12); write one - key:"
                + " value for each item"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  indexes: [i]\n",
            "MANIFEST_TYPE: sink.indexes[] must be a mapping of keys (m.yaml:9:13); write one key:"
                + " value a line"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  indexes: [{ columns: [a] }]\n",
            "MANIFEST_REQUIRED: sink.indexes[].name is missing (m.yaml:9:13); add it"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  indexes: [{ name: i, columns: [] }]\n",
            "MANIFEST_NO_VALUE: sink.indexes[].columns is empty (m.yaml:9:33); add at least one"
                + " item"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  allow_lossy: amount\n",
            "MANIFEST_TYPE: sink.allow_lossy must be a list of text (m.yaml:9:16); write [first,"
                + " second]"),
        arguments(
            "  type: lake\n",
            "  type: lake\n  schema_evolution: { columns: grow }\n",
            "MANIFEST_ALLOWED: sink.schema_evolution.columns must be one of evolve, freeze,"
                + " discard, fail, not \"grow\" (m.yaml:9:32); choose one of them"),
        arguments(
            "sink:\n",
            "state: { path: \"a\\0b\" }\nsink:\n",
            "MANIFEST_PATH: this is not a path of this system (m.yaml:7:16); correct the path"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void betweenKeys(String written, String instead, String line) {
    check(written, instead, line);
  }

  static Stream<Arguments> betweenKeys() {
    return Stream.of(
        arguments(
            STRATEGY,
            "{ mode: incremental_append }",
            "MANIFEST_CURSOR_MISSING: mode incremental_append needs a cursor for stream"
                + " \"public.orders\" (m.yaml:6:7); add the column that grows with every change,"
                + " such as cursor: updated_at"),
        arguments(
            STRATEGY,
            "{ mode: incremental_merge }",
            "MANIFEST_KEY_MISSING: mode incremental_merge needs unique_key for stream"
                + " \"public.orders\" (m.yaml:10:3); add the columns that identify a row, such as"
                + " unique_key: [id]"),
        arguments(
            STRATEGY,
            "{ mode: incremental_merge, unique_key: [] }",
            "MANIFEST_KEY_MISSING: mode incremental_merge needs unique_key for stream"
                + " \"public.orders\" (m.yaml:10:3); add the columns that identify a row, such as"
                + " unique_key: [id]"),
        arguments(
            STRATEGY,
            "{ mode: incremental_merge, unique_key: [a, b, a] }",
            "MANIFEST_LISTED_TWICE: unique_key names \"a\" twice (m.yaml:10:3); name it once"),
        arguments(
            STRATEGY,
            "{ mode: scd2 }",
            "MANIFEST_KEY_MISSING: mode scd2 needs unique_key for stream \"public.orders\""
                + " (m.yaml:10:3); add the columns that identify a row, such as unique_key: [id]"),
        arguments(
            STRATEGY,
            "{ mode: cdc_apply, unique_key: [id] }",
            "UNSUPPORTED: connector base does not offer the role cdc (m.yaml:3:9); see `dpone"
                + " connectors` for what each connector offers"),
        arguments(
            STRATEGY,
            "{ mode: full_refresh, where: a = 1 }",
            "MANIFEST_PARAMETER: strategy.where belongs to mode replace (m.yaml:10:3); remove it,"
                + " or choose that mode"),
        arguments(
            STRATEGY,
            "{ mode: replace }",
            "MANIFEST_REQUIRED: mode replace needs strategy.where for stream \"public.orders\""
                + " (m.yaml:10:3); add it"),
        arguments(
            STRATEGY,
            "{ mode: partition_replace, partition_by: \" \" }",
            "MANIFEST_REQUIRED: mode partition_replace needs strategy.partition_by for stream"
                + " \"public.orders\" (m.yaml:10:3); add it"),
        arguments(
            STRATEGY,
            "{ mode: snapshot_diff, unique_key: [id], allow_empty: maybe }",
            "MANIFEST_TYPE: sink.strategy.allow_empty must be true or false, not \"maybe\""
                + " (m.yaml:10:67); write true or false"),
        arguments(
            STRATEGY,
            "{ mode: scd2, unique_key: [id], close_missing: true }\n"
                + "rejects: { to: \"file:r.jsonl\", max_rows: 5 }",
            "MANIFEST_REJECTS: mode scd2 would take a rejected row of stream \"public.orders\" for"
                + " one that is gone (m.yaml:11:32); remove rejects.max_rows, so that the first"
                + " such row fails the run"),
        arguments(
            STREAM,
            STREAM + "      strategy: { partition_by: day }\n",
            "MANIFEST_PARAMETER: strategy.partition_by belongs to mode partition_replace"
                + " (m.yaml:7:7); remove it, or choose that mode"),
        arguments(
            STREAM,
            STREAM + "    - name: public.orders\n",
            "MANIFEST_DUPLICATE_STREAM: the stream \"public.orders\" stands here a second time"
                + " (m.yaml:7:7); keep one of them, or give a query a name of its own"),
        arguments(
            STREAM,
            STREAM + "    - name: archive.orders\n",
            "MANIFEST_SAME_TARGET: the streams \"public.orders\" and \"archive.orders\" have one"
                + " target, \"orders\" (m.yaml:7:7); set table at one of the streams, or use"
                + " {stream_full}"),
        arguments(
            STREAM,
            STREAM + "      columns: [a, a]\n",
            "MANIFEST_LISTED_TWICE: columns names \"a\" twice (m.yaml:7:7); name it once"),
        arguments(
            STREAM,
            "- where: a = 1\n",
            "MANIFEST_REQUIRED: a stream has neither name nor query (m.yaml:6:7); add one of them,"
                + " such as name: public.orders"),
        arguments(
            STREAM,
            "- name: \"\"\n",
            "MANIFEST_NO_VALUE: a stream's name is empty (m.yaml:6:7); give it one"),
        arguments(
            "\n    " + STREAM,
            " []\n",
            "MANIFEST_NO_VALUE: source.streams is empty (m.yaml:5:12); add at least one item"),
        arguments(
            "\n    " + STREAM,
            " orders\n",
            "MANIFEST_TYPE: source.streams must be a list of mappings (m.yaml:5:12); write one -"
                + " key: value for each item"),
        arguments(
            STREAM,
            "- orders\n",
            "MANIFEST_TYPE: source.streams[] must be a mapping of keys (m.yaml:6:7); write one key:"
                + " value a line"),
        arguments(
            STREAM,
            STREAM + "      table: \"{streem}\"\n",
            "MANIFEST_TEMPLATE: a table knows no {streem} (m.yaml:7:7); did you mean {stream}?"),
        arguments(
            STREAM,
            STREAM + "      table: \"{schema}.x\"\n",
            "MANIFEST_TEMPLATE: a table knows no {schema} (m.yaml:7:7); write {stream} or"
                + " {stream_full}"),
        arguments(
            STREAM,
            STREAM + "      table: \"\"\n",
            "MANIFEST_NO_VALUE: the table is empty (m.yaml:7:7); name it"),
        arguments(
            "  strategy:",
            "  table: \"{}\"\n  strategy:",
            "MANIFEST_TEMPLATE: a table knows no {} (m.yaml:10:3); write {stream} or"
                + " {stream_full}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void secrets(String written, String instead, String line) {
    check(written, instead, line);
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        arguments(
            "${DB_PASSWORD}",
            "${DB_PASWORD}",
            "SECRET_MISSING: source.connection.password: environment variable DB_PASWORD is not set"
                + " (m.yaml:4:61); set it before the run"),
        arguments(
            "${DB_PASSWORD}",
            "${file:secrets/pw}",
            "SECRET_MISSING: source.connection.password: file secrets/pw does not exist"
                + " (m.yaml:4:61); create it, or correct the path"),
        arguments(
            "${DB_PASSWORD}",
            "${vault:kv/pw}",
            "MANIFEST_REFERENCE: source.connection.password refers to an unknown kind of secret"
                + " (m.yaml:4:61); write ${VARIABLE}, ${file:...}, ${inline:...}, or $${ for the"
                + " characters themselves"),
        arguments(
            "${DB_PASSWORD}",
            "${DB_PASSWORD",
            "MANIFEST_REFERENCE: source.connection.password has a ${ without a } (m.yaml:4:61);"
                + " write ${VARIABLE}, ${file:...}, ${inline:...}, or $${ for the characters"
                + " themselves"),
        arguments(
            "host: db.example",
            "host: \"${DB_HOST}\"",
            "SECRET_MISSING: source.connection.host: environment variable DB_HOST is not set"
                + " (m.yaml:4:23); set it before the run"));
  }

  @Test
  void aStreamWithAnOrderOfItsOwnTakesNoCursor() {
    String tape =
        VALID
            .replace("type: base", "type: tape")
            .replace(STRATEGY, "{ mode: incremental_merge, unique_key: [id] }");

    assertThat(new ManifestFolder(temporary).error(tape)).isEqualTo("no error");
    assertThat(
            new ManifestFolder(temporary)
                .error(tape.replace(STREAM, "- name: public.orders\n      cursor: at\n")))
        .isEqualTo(
            "MANIFEST_CURSOR_UNUSABLE: streams of tape have an order of their own, so stream"
                + " \"public.orders\" takes no cursor (m.yaml:7:7); remove the cursor");
  }

  @Test
  void theTextTheCasesStartFromIsValid() {
    assertThat(new ManifestFolder(temporary).error(VALID)).isEqualTo("no error");
  }

  private void check(String written, String instead, String line) {
    assertThat(VALID).contains(written);
    String text = VALID.replace(written, instead);
    assertThat(new ManifestFolder(temporary).error(text)).isEqualTo(line);
  }
}
