package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.Increments;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Strategy;
import dpone.spi.source.StreamSelection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ManifestReaderTest {
  @TempDir Path temporary;
  private ManifestFolder folder;

  @BeforeEach
  void open() {
    folder = new ManifestFolder(temporary);
  }

  static String example() throws IOException {
    try (InputStream in = ManifestReaderTest.class.getResourceAsStream("everything.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsEveryKey() throws IOException {
    Manifest manifest = folder.read(example());

    Place orders = Place.file(temporary.resolve("m.yaml").toString(), 7, 7);
    Place query = Place.file(temporary.resolve("m.yaml").toString(), 13, 7);
    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                "orders_to_lake",
                temporary.resolve("m.yaml"),
                new SourceSpec(
                    "base",
                    new ConnectionSpec.Direct(
                        Options.of(
                            Map.of(
                                "host",
                                "db.example",
                                "port",
                                5433L,
                                "database",
                                "shop",
                                "user",
                                "app",
                                "password",
                                Secret.of(ManifestFolder.CANARY),
                                "tls",
                                true))),
                    Options.of(Map.of("fetch", 2L << 20)),
                    List.of(
                        new StreamSpec(
                            new StreamSelection(
                                "public.orders",
                                null,
                                List.of("order_id", "amount", "updated_at"),
                                "amount > 0",
                                "updated_at",
                                Options.of(Map.of("split", "none"))),
                            "landing.orders",
                            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("order_id"), Map.of()),
                            orders),
                        new StreamSpec(
                            new StreamSelection(
                                "query_2",
                                "select 1 as no",
                                List.of(),
                                null,
                                null,
                                Options.of(Map.of("split", "auto"))),
                            "landing.numbers",
                            new Strategy(
                                LoadMode.REPLACE, List.of("order_id"), Map.of("where", "no = 1")),
                            query)),
                    Increments.BY_CURSOR),
                new SinkSpec(
                    "lake",
                    new ConnectionSpec.Direct(
                        Options.of(
                            Map.of("url", "http://lake.example", "token", Secret.of("t0ken")))),
                    Options.of(
                        Map.of(
                            "tags", Map.of("team", "no", "cost", "12"),
                            "order_by", List.of("order_id"),
                            "buffer", Options.of(Map.of("rows", 10L, "age", Duration.ofMinutes(5))),
                            "indexes",
                                List.of(
                                    Options.of(
                                        Map.of("name", "i", "columns", List.of("amount")))))),
                    new SchemaEvolution(
                        DriftPolicy.EVOLVE, DriftPolicy.FREEZE, DriftPolicy.DISCARD),
                    Set.of("amount")),
                new StateSpec.Store(
                    "base",
                    new ConnectionSpec.Direct(
                        Options.of(
                            Map.of("host", "s", "port", 5432L, "database", "st", "tls", false))),
                    Options.of(Map.of("schema", "dpone"))),
                new RejectsSpec(temporary.resolve("out/rejects.jsonl"), 10),
                new RuntimeSpec(
                    4,
                    32 << 20,
                    new RuntimeSpec.Retry(
                        3, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofMinutes(1)),
                    new RuntimeSpec.Changes(
                        false, Duration.ofSeconds(1), 250_000, Duration.ofSeconds(10)),
                    Duration.ofHours(2)),
                VerifyGate.AFTER_COMMIT,
                List.of(
                    new ManifestWarning(
                        "SECRET_LITERAL",
                        "sink.connection.token is written out in the manifest; use ${VARIABLE} or"
                            + " ${file:PATH}",
                        Place.file(temporary.resolve("m.yaml").toString(), 18, 52)))));
  }

  @Test
  void fillsInDefaults() {
    Manifest manifest = folder.read(ManifestFolder.VALID);

    assertThat(manifest.state()).isEqualTo(new StateSpec.Files(temporary.resolve(".dpone/state")));
    assertThat(manifest.rejects()).isEqualTo(new RejectsSpec(null, 0));
    assertThat(manifest.verify()).isEqualTo(VerifyGate.OFF);
    assertThat(manifest.sink().evolution()).isEqualTo(SchemaEvolution.DEFAULT);
    assertThat(manifest.sink().settings().group("buffer").integer("rows")).isEqualTo(1000);
    assertThat(manifest.source().streams().get(0).target()).isEqualTo("orders");
    assertThat(manifest.runtime())
        .isEqualTo(
            new RuntimeSpec(
                2,
                ManifestBinder.standardMemory(Runtime.getRuntime().maxMemory()),
                new RuntimeSpec.Retry(
                    5, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(2)),
                new RuntimeSpec.Changes(
                    false, Duration.ofSeconds(1), 250_000, Duration.ofSeconds(10)),
                null));
    assertThat(manifest.warnings()).isEmpty();
  }

  @Test
  void memoryFollowsTheHeap() {
    assertThat(ManifestBinder.standardMemory(96L << 20)).isEqualTo(24L << 20);
    assertThat(ManifestBinder.standardMemory(256L << 20)).isEqualTo(64L << 20);
    assertThat(ManifestBinder.standardMemory(8L << 30)).isEqualTo(64L << 20);
  }

  @Test
  void aServiceStandsForAConnection() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID.replace(
                "{ host: db.example, database: shop, password: \"${DB_PASSWORD}\" }",
                "{ service: base, version: 15, database: shop, init: data/geo, tls: true }"));

    ConnectionSpec.Service service =
        new ConnectionSpec.Service(
            "base", "shop", "15", temporary.resolve("data/geo"), Options.of(Map.of("tls", true)));
    assertThat(manifest.source().connection()).isEqualTo(service);
    assertThat(service.params())
        .isEqualTo(
            Map.of(
                "database",
                "shop",
                "init",
                temporary.resolve("data/geo").toString(),
                "version",
                "15"));
    assertThat(
            OptionValues.complete(
                TestConnectors.BASE.connection(),
                Map.of("host", "127.0.0.1", "port", "6000", "database", "shop", "extra", "x"),
                service.given()))
        .isEqualTo(
            Options.of(
                Map.of("host", "127.0.0.1", "port", 6000L, "database", "shop", "tls", true)));
  }

  @Test
  void theManifestMayBeNamedWithoutAFolder() {
    Manifest manifest = folder.read(ManifestFolder.VALID);
    assertThat(ManifestPaths.beside(Path.of("m.yaml")).folder())
        .isEqualTo(Path.of("").toAbsolutePath());
    assertThat(manifest.file()).isEqualTo(temporary.resolve("m.yaml"));
  }

  @Test
  void textThatYamlTakesForSomethingElseStaysText() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID.replace("database: shop", "database: no") + "verify: off\n");
    assertThat(
            ((ConnectionSpec.Direct) manifest.source().connection()).options().string("database"))
        .isEqualTo("no");
    assertThat(manifest.verify()).isEqualTo(VerifyGate.OFF);
  }

  @Test
  void theStreamsOwnStrategyIsLaidOverTheSinks() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID
                .replace(
                    "    - name: public.orders\n",
                    """
                        - name: public.orders
                          cursor: at
                          strategy: { unique_key: [id, part] }
                        - name: public.items
                          strategy: { mode: full_refresh }
                    """)
                .replaceFirst(
                    "(?m)^  strategy: .*$",
                    "  strategy: { mode: incremental_merge, unique_key: [id] }"));
    assertThat(manifest.source().streams())
        .extracting(StreamSpec::strategy)
        .containsExactly(
            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id", "part"), Map.of()),
            new Strategy(LoadMode.FULL_REFRESH, List.of("id"), Map.of()));
  }

  @Test
  void parametersGoWithTheirMode() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID
                .replaceFirst(
                    "(?m)^  strategy: .*$", "  strategy: { mode: replace, where: \"a = 1\" }")
                .replace(
                    "    - name: public.orders\n",
                    """
                        - name: public.orders
                        - name: public.items
                          strategy: { mode: full_refresh }
                        - name: public.parts
                          strategy: { where: "b = 2" }
                    """));
    assertThat(manifest.source().streams())
        .extracting(s -> s.strategy().parameters())
        .containsExactly(Map.of("where", "a = 1"), Map.of(), Map.of("where", "b = 2"));
  }

  @Test
  void parametersOfAModeComeAsText() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID.replaceFirst(
                "(?m)^  strategy: .*$",
                "  strategy: { mode: scd2, unique_key: [id], tracked_columns: [a, b],"
                    + " close_missing: true, valid_to: until }"));
    assertThat(manifest.source().streams().get(0).strategy().parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("tracked_columns", "a\nb", "close_missing", "true", "valid_to", "until"));
  }

  @Test
  void targetsComeFromTheTemplate() {
    String text =
        ManifestFolder.VALID.replace(
            "  strategy:", "  table: \"l.{stream}_{stream_full}\"\n  strategy:");
    assertThat(folder.read(text).source().streams().get(0).target())
        .isEqualTo("l.orders_public_orders");
  }

  @Test
  void theLastPartOfANameIsAfterTheLastDot() {
    String text = ManifestFolder.VALID.replace("public.orders", "shop.public.orders");
    assertThat(folder.read(text).source().streams().get(0).target()).isEqualTo("orders");
  }

  @Test
  void aReferenceThatSoundsSecretIsMaskedWhateverOptionItStandsIn() {
    folder.read(
        ManifestFolder.VALID
            .replace("${DB_PASSWORD}", "${file:unused}")
            .replace("password: \"${file:unused}\"", "user: \"${HOST}\"")
            .replace("type: lake", "type: lake\n  tags: { auth: \"Bearer ${DB_PASSWORD}\" }"));
    assertThat(folder.redactor.redact("Bearer " + ManifestFolder.CANARY + " at db.example"))
        .isEqualTo("Bearer *** at db.example");
  }

  @Test
  void aConnectorMayGiveACoreKeyItsOwnDefault() {
    Manifest manifest =
        folder.read(
            """
            name: log
            source:
              type: log
              connection: { brokers: [a, b] }
              streams: [{ name: shop.orders }]
            sink:
              type: lake
              connection: { url: "http://lake.example" }
              strategy: { mode: incremental_append }
            """);
    assertThat(manifest.source().streams().get(0).selection().cursor()).isEqualTo("_offset");
  }

  @Test
  void aCursorWithoutUseIsAWarning() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID.replace(
                "- name: public.orders\n", "- name: public.orders\n      cursor: at\n"));
    assertThat(manifest.warnings())
        .extracting(w -> w.oneLine().replace(temporary + "/", ""))
        .containsExactly(
            "CURSOR_UNUSED: mode full_refresh reads everything: the cursor of stream"
                + " \"public.orders\" is not used (m.yaml:7:7)");
  }

  @Test
  void literalPasswordsGiveExactlyOneWarning() {
    Manifest manifest =
        folder.read(
            ManifestFolder.VALID
                .replace("${DB_PASSWORD}", ManifestFolder.CANARY)
                .replace("\"http://lake.example\"", "\"http://lake.example\", token: t0ken"));
    assertThat(manifest.warnings())
        .extracting(w -> w.oneLine().replace(temporary + "/", ""))
        .containsExactly(
            "SECRET_LITERAL: source.connection.password and sink.connection.token are written out"
                + " in the manifest; use ${VARIABLE} or ${file:PATH} (m.yaml:4:61)");
    assertThat(folder.redactor.redact("x " + ManifestFolder.CANARY + " t0ken"))
        .isEqualTo("x *** ***");
  }

  @Test
  void aFileOfSeveralPipelinesIsNotOneManifest() {
    assertThatThrownBy(() ->
            folder.read(
                """
                kind: batch
                defaults:
                  name: "p_{{ table }}"
                  source: { type: log, connection: { brokers: [a] } }
                  sink: { type: lake, connection: { url: u }, strategy: { mode: full_refresh } }
                tables:
                  - source: { streams: [{ name: a }] }
                    vars: { table: a }
                  - source: { streams: [{ name: b }] }
                    vars: { table: b }
                """))
        .isInstanceOfSatisfying(
            DponeException.class,
            e ->
                assertThat(e.oneLine().replace(temporary + "/", ""))
                    .isEqualTo(
                        "MANIFEST_SEVERAL: the file holds 2 pipelines (m.yaml); use a command that"
                            + " takes batch manifests, or a file with one pipeline"));
  }
}
