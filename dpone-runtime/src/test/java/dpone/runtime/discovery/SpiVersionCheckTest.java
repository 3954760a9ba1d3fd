package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpiVersionCheckTest extends DiscoveryTestBase {
  @ParameterizedTest
  @MethodSource("hostings")
  void futureVersionIsRefusedInOneLineBeforeAnyClassIsLoaded(Hosting hosting) throws Exception {
    refused(hosting, "99.0", "was built for dpone SPI 99.0; supported is 1.0", "use a newer dpone");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void newerMinorVersionIsRefused(Hosting hosting) throws Exception {
    refused(hosting, "1.9999", "was built for dpone SPI 1.9999", "use a newer dpone");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void olderMajorVersionIsRefused(Hosting hosting) throws Exception {
    refused(hosting, "0.9", "was built for dpone SPI 0.9", "use a newer release of the connector");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void malformedVersionIsRefused(Hosting hosting) throws Exception {
    refused(hosting, "one", "'one', which is not a version", "Dpone-Spi-Version: 1.0");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void missingVersionIsRefused(Hosting hosting) throws Exception {
    refused(hosting, null, "does not say which dpone SPI it was built for", "Dpone-Spi-Version");
  }

  private void refused(Hosting hosting, String version, String what, String remedy)
      throws Exception {
    Fake.connector(work, "future", "return List.of();")
        .spiVersion(version)
        .jar(connectors.resolve("future/future.jar"));
    Fake.connector(work, "present", "return List.of();").jar(connectors.resolve("present.jar"));

    ConnectorRegistry registry = load(hosting);

    assertThat(ids(registry)).containsExactly("present");
    assertThat(initialized("present")).isTrue();
    assertThat(initialized("future")).isFalse();
    assertThat(registry.broken()).hasSize(1);
    BrokenConnector broken = registry.broken().get(0);
    assertThat(broken.name()).isEqualTo("future");
    assertThat(broken.code()).isEqualTo("CONNECTOR_SPI_VERSION");
    assertThat(broken.message()).contains("future.jar", what);
    assertThat(broken.remedy()).contains(remedy);
    assertThat(broken.oneLine()).doesNotContain("\n");
  }
}
