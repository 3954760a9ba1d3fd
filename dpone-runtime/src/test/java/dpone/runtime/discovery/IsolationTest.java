package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.DriverRequirement;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolationTest extends DiscoveryTestBase {
  private static final String DRIVER = "acme.lib.Version";

  @ParameterizedTest
  @MethodSource("hostings")
  void driverIsInvisibleToTheApplicationAndToTheNeighbour(Hosting hosting) throws Exception {
    Path driver = Fake.driver(work, connectors.resolve("owner/drivers/lib.jar"), "1.0");
    Fake.usingDriver(work, "owner", driver).jar(connectors.resolve("owner/owner.jar"));
    Fake.connector(work, "neighbour", "return List.of();").jar(connectors.resolve("neighbour.jar"));

    ConnectorRegistry registry = load(hosting);

    assertThat(Class.forName(DRIVER, false, registry.require("owner").classLoader()).getName())
        .isEqualTo(DRIVER);
    assertThatThrownBy(() -> Class.forName(DRIVER, false, getClass().getClassLoader()))
        .isInstanceOf(ClassNotFoundException.class);
    ClassLoader neighbour = registry.require("neighbour").classLoader();
    assertThatThrownBy(() -> Class.forName(DRIVER, false, neighbour))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> Class.forName("acme.owner.Provider", false, neighbour))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void connectorSeesNothingOfTheApplicationButTheSpi(Hosting hosting) throws Exception {
    Fake.connector(work, "curious", "return List.of();").jar(connectors.resolve("curious.jar"));
    ClassLoader loader = load(hosting).require("curious").classLoader();

    assertThat(Class.forName("dpone.spi.Connector", false, loader))
        .isSameAs(dpone.spi.Connector.class);
    for (String foreign :
        new String[] {ConnectorRegistry.class.getName(), "org.junit.jupiter.api.Test"}) {
      assertThatThrownBy(() -> Class.forName(foreign, false, loader))
          .as(foreign)
          .isInstanceOf(ClassNotFoundException.class);
    }
    assertThat(loader.getResource("org/junit/jupiter/api/Test.class")).isNull();
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void discoveryAndProbesTouchNoDriver(Hosting hosting) throws Exception {
    Path driver = Fake.driver(work, connectors.resolve("lazy/drivers/lib.jar"), "1.0");
    Fake.usingDriver(work, "lazy", driver).jar(connectors.resolve("lazy/lazy.jar"));

    FoundConnector found = load(hosting).require("lazy");

    assertThat(found.descriptor().name()).isEqualTo("Fake");
    assertThat(found.definedDriverPackages()).isZero();
    assertThat(found.missingDrivers()).isEmpty();
    assertThat(initialized("driver")).isFalse();
    assertThat(streams(found)).containsExactly("1.0");
    assertThat(initialized("driver")).isTrue();
    assertThat(found.definedDriverPackages()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void descriptorIsReadableWithoutDriversAndUseNamesTheMissingOne(Hosting hosting)
      throws Exception {
    Path driver = Fake.driver(work, temp.resolve("elsewhere/lib.jar"), "1.0");
    Fake.usingDriver(work, "bare", driver).jar(connectors.resolve("bare/bare.jar"));

    FoundConnector found = load(hosting).require("bare");

    assertThat(found.descriptor().drivers())
        .containsExactly(new DriverRequirement("acme:lib:1.0", DRIVER));
    assertThat(found.missingDrivers()).isEqualTo(found.descriptor().drivers());
    String expected =
        "connector bare: driver missing: add acme:lib:1.0 to "
            + connectors.resolve("bare").resolve("drivers");
    assertThatThrownBy(() -> streams(found))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("DRIVER_MISSING"))
        .hasMessage(expected);
    assertThatThrownBy(() -> found.capability(Runnable.class)).hasMessage(expected);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void oneIdOfAFolderMayHaveDriversOfItsOwn(Hosting hosting) throws Exception {
    Path heavy = Fake.driver(work, connectors.resolve("pair/drivers/heavy-one/lib.jar"), "1.0");
    JarForge forge = new JarForge(work).library(heavy);
    String use = "return List.of(acme.lib.Version.text());";
    Fake.part(forge, "heavy-one", Fake.NEEDS_DRIVER, use);
    Fake.part(forge, "light", "", "return List.of(\"light\");");
    forge
        .connectors("acme.pair", "acme.heavyone.Provider", "acme.light.Provider")
        .jar(connectors.resolve("pair/pair.jar"));

    ConnectorRegistry registry = load(hosting);
    FoundConnector light = registry.require("light");

    assertThat(registry.broken()).isEmpty();
    assertThat(streams(registry.require("heavy-one"))).containsExactly("1.0");
    assertThat(streams(light)).containsExactly("light");
    assertThat(light.jars()).noneMatch(ConnectorJar::driver);
    assertThatThrownBy(() -> Class.forName(DRIVER, false, light.classLoader()))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
