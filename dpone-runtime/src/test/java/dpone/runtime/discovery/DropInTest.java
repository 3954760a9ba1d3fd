package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.SpiVersion;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DropInTest extends DiscoveryTestBase {
  @Test
  void theseTestsRunAsAModuleSoThatBothWaysAreCovered() {
    assertThat(hostings()).hasSize(2).first().isInstanceOf(ModuleHosting.class);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void jarsBuiltAgainstTheSpiAloneRun(Hosting hosting) throws Exception {
    Fake.connector(work, "folded", "return List.of(\"a\");")
        .jar(connectors.resolve("some-folder/folded.jar"));
    Fake.connector(work, "alone", "return List.of(\"b\");")
        .jar(connectors.resolve("alone-1.2.jar"));
    Path plugin =
        Fake.connector(work, "plugged", "return List.of(\"c\");")
            .jar(temp.resolve("x/plugged.jar"));

    ConnectorRegistry registry = load(hosting, plugin);

    assertThat(registry.broken()).isEmpty();
    assertThat(ids(registry)).containsExactly("alone", "folded", "plugged");
    assertThat(registry.all().stream().flatMap(c -> streams(c).stream()))
        .containsExactly("b", "a", "c");
    assertThat(registry.require("folded").folder()).contains("some-folder");
    assertThat(registry.require("alone").folder()).contains("alone-1.2");
    assertThat(registry.require("alone").spiVersion()).isEqualTo(SpiVersion.CURRENT);
    assertThat(registry.require("alone").module().isNamed())
        .isEqualTo(hosting instanceof ModuleHosting);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void pluginMayBeAFolderOfOneOrOfMany(Hosting hosting) throws Exception {
    Fake.connector(work, "one", "return List.of();").jar(temp.resolve("single/one.jar"));
    Fake.connector(work, "two", "return List.of();").jar(temp.resolve("many/two/two.jar"));

    assertThat(ids(load(hosting, temp.resolve("single"), temp.resolve("many"))))
        .containsExactly("one", "two");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void jarAloneFindsItsDriversBesideIt(Hosting hosting) throws Exception {
    Path driver = Fake.driver(work, connectors.resolve("lone-drivers/lib.jar"), "7");
    Fake.usingDriver(work, "lone", driver).jar(connectors.resolve("lone.jar"));

    ConnectorRegistry registry = load(hosting);

    assertThat(registry.broken()).isEmpty();
    assertThat(streams(registry.require("lone"))).containsExactly("7");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void jarsCarryTheirDigests(Hosting hosting) throws Exception {
    Path driver = Fake.driver(work, connectors.resolve("f/drivers/lib.jar"), "7");
    Path jar = Fake.usingDriver(work, "f", driver).jar(connectors.resolve("f/f.jar"));

    FoundConnector found = load(hosting).require("f");

    assertThat(found.jars()).extracting(ConnectorJar::path).containsExactly(jar, driver);
    assertThat(found.jars()).extracting(ConnectorJar::driver).containsExactly(false, true);
    assertThat(found.jars())
        .extracting(ConnectorJar::sha256)
        .containsExactly(sha256(jar), sha256(driver));
  }

  @Test
  void absentFolderIsAnEmptyRegistry() {
    assertThat(load(Hosting.current()).all()).isEmpty();
    assertThat(ConnectorRegistry.load(null, java.util.List.of()).broken()).isEmpty();
  }

  @Test
  void unknownIdIsRefusedWithTheNearestAndWhatThereIs() throws Exception {
    Fake.connector(work, "postgres", "return List.of();").jar(connectors.resolve("postgres.jar"));
    Fake.connector(work, "kafka", "return List.of();").jar(connectors.resolve("kafka.jar"));
    Fake.connector(work, "mysql", "return List.of();")
        .spiVersion("9.0")
        .jar(connectors.resolve("mysql-1.0.jar"));
    ConnectorRegistry registry = load(Hosting.current());

    assertThat(registry.find("postgre")).isEmpty();
    assertThatThrownBy(() -> registry.require("postgre"))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.category()).isEqualTo(ErrorCategory.CONFIG);
              assertThat(e.code()).isEqualTo("CONNECTOR_NOT_FOUND");
            })
        .hasMessage(
            "there is no connector postgre; did you mean postgres?; available: kafka, postgres");
    assertThatThrownBy(() -> registry.require("psotgres"))
        .hasMessageContaining("did you mean postgres?");
    assertThatThrownBy(() -> registry.require("mysql"))
        .hasMessageNotContaining("did you mean")
        .hasMessageContaining("passed over: CONNECTOR_SPI_VERSION");
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
