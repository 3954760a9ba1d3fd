package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class BatchManifestTest {
  static final String BATCH =
      """
      kind: batch
      vars: { schema: public, key: id }
      defaults:
        name: "load_{{ table }}"
        source:
          type: base
          connection: { host: h, database: d, password: s3cret }
          streams: [{ name: "{{ schema }}.{{table}}", cursor: at }]
        sink:
          type: lake
          connection: { url: "http://lake.example" }
          strategy: { mode: incremental_merge, unique_key: ["{{ key }}"] }
      tables:
        - orders
        - vars: { table: items, schema: archive }
          sink:
            strategy: { unique_key: [id, part] }
            table: "old_{stream}"
        - name: rates
          vars: { table: rates }
          source: { streams: [{ query: "select '{{ table }}', '{stream}', '{{ a b }}'" }] }
          sink: { strategy: { mode: full_refresh } }
      """;

  @TempDir Path temporary;

  @Test
  void laysEachTableOverTheDefaults() {
    List<Manifest> manifests = new ManifestFolder(temporary).readAll(BATCH);

    assertThat(manifests)
        .extracting(Manifest::name)
        .containsExactly("load_orders", "load_items", "rates");
    assertThat(manifests)
        .extracting(m -> m.source().streams().get(0).target())
        .containsExactly("orders", "old_items", "query_1");
    assertThat(manifests)
        .extracting(m -> m.source().streams().get(0).selection().name())
        .containsExactly("public.orders", "archive.items", "query_1");
    assertThat(manifests.get(2).source().streams().get(0).selection().query())
        .isEqualTo("select 'rates', '{stream}', '{{ a b }}'");
    assertThat(manifests)
        .extracting(m -> m.source().streams().get(0).strategy())
        .containsExactly(
            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id"), Map.of()),
            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id", "part"), Map.of()),
            new Strategy(LoadMode.FULL_REFRESH, List.of("id"), Map.of()));
  }

  @Test
  void aLiteralPasswordInTheDefaultsIsSaidOnce() {
    List<Manifest> manifests = new ManifestFolder(temporary).readAll(BATCH);
    assertThat(manifests.stream().flatMap(m -> m.warnings().stream()))
        .extracting(ManifestWarning::code)
        .containsExactly("SECRET_LITERAL");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void mistakes(String written, String instead, String line) {
    assertThat(BATCH).contains(written);
    assertThat(new ManifestFolder(temporary).error(BATCH.replace(written, instead)))
        .isEqualTo(line);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "{{ schema }}",
            "{{ shcema }}",
            "MANIFEST_VARIABLE: the variable \"shcema\" is not defined (m.yaml:8:23); did you mean"
                + " \"schema\"?"),
        arguments(
            "{{ schema }}",
            "{{ region }}",
            "MANIFEST_VARIABLE: the variable \"region\" is not defined (m.yaml:8:23); define it"
                + " under vars"),
        arguments(
            "vars: { schema: public, key: id }",
            "vars: [a]",
            "MANIFEST_TYPE: vars must be a mapping of keys (m.yaml:2:7); write one key: value a"
                + " line"),
        arguments(
            "schema: public",
            "schema: [public]",
            "MANIFEST_TYPE: each of vars must be text (m.yaml:2:9); write one text, in quotes if it"
                + " holds special characters"),
        arguments(
            "vars: { table: items, schema: archive }",
            "vars: { table: ~ }",
            "MANIFEST_TYPE: each of tables.vars must be text (m.yaml:15:13); write one text, in"
                + " quotes if it holds special characters"),
        arguments(
            "tables:",
            "table:",
            "MANIFEST_UNKNOWN_KEY: the manifest has no key \"table\" (m.yaml:13:1); did you mean"
                + " \"tables\"?"),
        arguments(
            "- name: rates",
            "- name: load_orders",
            "MANIFEST_DUPLICATE_NAME: two pipelines have the name \"load_orders\" (m.yaml:19:5);"
                + " give each a name of its own, for instance with {{ table }} in it"),
        arguments(
            "  - orders\n",
            "  - ~\n",
            "MANIFEST_TYPE: an item of tables must be a mapping of keys (m.yaml:14:5); write one"
                + " key: value a line"),
        arguments(
            "  - orders\n",
            "  - [orders]\n",
            "MANIFEST_TYPE: an item of tables must be a mapping of keys (m.yaml:14:5); write one"
                + " key: value a line"),
        arguments(
            "  - orders\n",
            "  - nmae: x\n",
            "MANIFEST_VARIABLE: the variable \"table\" is not defined (m.yaml:4:9); define it under"
                + " vars"),
        arguments(
            "  type: base",
            "  type: basse",
            "CONNECTOR_NOT_FOUND: there is no connector basse (m.yaml:6:11); the connectors are"
                + " base, lake, log"),
        arguments(
            "strategy: { unique_key: [id, part] }",
            "strategy: { uniqe_key: [id, part] }",
            "MANIFEST_UNKNOWN_KEY: sink.strategy has no key \"uniqe_key\" (m.yaml:17:19); did you"
                + " mean \"unique_key\"?"),
        arguments(
            BATCH.substring(BATCH.indexOf("tables:")),
            "",
            "MANIFEST_REQUIRED: tables is missing (m.yaml:1:1); add it, one item a pipeline"),
        arguments(
            BATCH.substring(BATCH.indexOf("tables:")),
            "tables: []\n",
            "MANIFEST_NO_VALUE: tables is empty (m.yaml:13:9); add at least one item"),
        arguments(
            BATCH.substring(BATCH.indexOf("tables:")),
            "tables: orders\n",
            "MANIFEST_TYPE: tables must be a list of mappings (m.yaml:13:9); write one - key: value"
                + " for each item"),
        arguments(
            BATCH.substring(BATCH.indexOf("defaults:"), BATCH.indexOf("tables:")),
            "defaults: 1\n",
            "MANIFEST_TYPE: defaults must be a mapping of keys (m.yaml:3:11); write one key: value"
                + " a line"));
  }
}
