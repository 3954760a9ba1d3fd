package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.cli.document.OutlineDocument;
import dpone.cli.text.OutlineText;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.credential.SecretSource;
import dpone.runtime.manifest.Manifest;
import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example says what it would do without a network, as a review of a manifest has it. */
@Tag("integration")
class OfflinePlanTest {
  private static final Path EXAMPLES = Dist.root().resolve("examples");
  private static final Path GOLDEN =
      Dist.root().resolve("dpone-acceptance/src/test/resources/offline-plans");

  private static Dpone dpone;

  @BeforeAll
  static void open() throws Exception {
    String key = key();
    dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .secrets(new SecretResolver(List.of(new Stand("env", key), new Stand("file", key))))
            .build();
  }

  /** Any value stands for a secret, but a key has to be one. */
  private record Stand(String scheme, String key) implements SecretSource {
    @Override
    public Secret read(String reference, Path folder) {
      return Secret.of(reference.contains("KEY") ? key : "placeholder");
    }
  }

  private static String key() throws NoSuchAlgorithmException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
    pairs.initialize(2048);
    String pem =
        Base64.getEncoder().encodeToString(pairs.generateKeyPair().getPrivate().getEncoded());
    return """
    {"type": "service_account", "client_email": "loader@acme.example", "private_key_id": "1",
     "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
     "token_uri": "https://oauth.example/token"}
    """
        .formatted(pem);
  }

  @AfterAll
  static void close() {
    dpone.close();
  }

  /** Examples that name systems of their own. */
  static Stream<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !text(file).contains("service:"))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExamplePlansOffline(String name) throws IOException {
    StringBuilder plans = new StringBuilder();
    for (Manifest manifest : dpone.read(EXAMPLES.resolve(name))) {
      plans.append(OutlineText.of(dpone.outline(manifest)));
    }
    Path golden = GOLDEN.resolve(name.replace(".yaml", ".txt"));
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, plans);
    }
    assertThat(golden).hasContent(plans.toString());
  }

  @Test
  void theDocumentSaysTheSame() {
    Manifest manifest = dpone.read(EXAMPLES.resolve("postgres-to-mssql.yaml")).getFirst();
    assertThat(OutlineDocument.of(dpone.outline(manifest)).path("streams").get(0).toString())
        .isEqualTo(
            "{\"name\":\"public.orders\",\"target\":\"landing.orders\",\"mode\":\"incremental_merge\","
                + "\"cursor\":\"updated_at\",\"reads\":\"from-position\",\"commitClass\":\"staged-commit\","
                + "\"mayShareState\":true,\"fence\":\"atomic\",\"uniqueKey\":[\"order_id\"]}");
  }

  @Test
  void aServiceThatWouldBeStartedIsNamed() {
    Manifest manifest = dpone.read(EXAMPLES.resolve("quickstart.yaml")).getFirst();
    assertThatThrownBy(() -> dpone.outline(manifest))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("source.connection is the development service postgres");
  }

  @Test
  void aModeThatTheSinkLacksIsRefused(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            name: bad
            source:
              type: postgres
              connection: { host: db.example, database: shop, user: app }
              streams: [ { name: public.orders } ]
            sink:
              type: kafka
              connection: { bootstrap_servers: "kafka.example:9092" }
              table: orders
              strategy: { mode: scd2, unique_key: [id] }
            """);
    Manifest manifest = dpone.read(file).getFirst();
    assertThatThrownBy(() -> dpone.outline(manifest))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("scd2");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
