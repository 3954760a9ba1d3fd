package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector that was never part of this build, made with the SPI's jar alone. */
@Tag("integration")
class DropInTest {
  @TempDir Path folder;

  @Test
  void aStrangersJarIsDroppedInAndRuns() throws Exception {
    Database target = Postgres.server().database();
    Path jar = StrangerJar.build(folder, "1.0");
    try (Dpone dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .plugin(jar)
            .secrets(SecretResolver.of(Map.of("PG_PASSWORD", target.password())))
            .build()) {
      RunReceipt receipt = dpone.run(manifest(target));
      assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
      assertThat(receipt.streams().getFirst().rowsWritten()).isEqualTo(100_000);
      assertThat(receipt.streams().getFirst().lane()).isEqualTo("columns");
    }
    assertThat(
            target.value(
                "select count(*) || ' ' || sum(n) || ' ' || sum(square) || ' ' || count(name)"
                    + " || ' ' || max(name) filter (where n = 7) from numbers"))
        .isEqualTo("100000 5000050000 333338333350000.00 66667 número 7");
  }

  @Test
  void aConnectorBuiltForAFutureSpiIsRefusedInOneLine() throws Exception {
    Path jar = StrangerJar.build(folder, "2.0");
    try (Dpone dpone = Dpone.builder().dist(Dist.folder()).plugin(jar).build()) {
      assertThat(dpone.connectors().find("numbers")).isEmpty();
      assertThat(dpone.connectors().find("postgres")).isPresent();
      assertThat(dpone.connectors().broken())
          .singleElement()
          .satisfies(broken ->
              assertThat(broken.oneLine())
                  .contains("CONNECTOR_SPI_VERSION", "stranger-2.0.jar", "2.0", "1.0")
                  .doesNotContain("\n"));
    }
  }

  private Path manifest(Database target) throws IOException {
    return Files.writeString(
        folder.resolve("numbers.yaml"),
        """
        name: numbers
        source:
          type: numbers
          connection: { count: 100000 }
          streams: [ { name: numbers } ]
        sink:
          type: postgres
          connection: %s
          table: public.{stream}
          strategy: { mode: full_refresh }
        """
            .formatted(target.yaml()));
  }
}
