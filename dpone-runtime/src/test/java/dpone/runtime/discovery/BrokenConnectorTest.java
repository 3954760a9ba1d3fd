package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.Connector;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with one connector is named, and the one after it is found. */
class BrokenConnectorTest extends DiscoveryTestBase {
  @ParameterizedTest
  @MethodSource("hostings")
  void providerWhoseInitializerThrows(Hosting hosting) throws Exception {
    withProvider("static int x = 1 / Integer.parseInt(\"0\");");
    assertBroken(hosting, "CONNECTOR_PROVIDER", "acme.bad.Provider", "ArithmeticException");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void providerWhoseConstructorThrows(Hosting hosting) throws Exception {
    withProvider("public Provider() { throw new IllegalStateException(\"no\\nway\"); }");
    assertBroken(hosting, "CONNECTOR_PROVIDER", "acme.bad.Provider", "no way");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void providerThatNamesADriverWhenItIsCreated(Hosting hosting) throws Exception {
    Path driver = Fake.driver(work, temp.resolve("elsewhere/lib.jar"), "1.0");
    bad("static final String V = acme.lib.Version.text();").library(driver).jar(badJar());
    good();
    assertBroken(hosting, "CONNECTOR_PROVIDER", "acme.bad.Provider", "acme.lib.Version");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void goodProviderAfterABrokenOneInTheSameJar(Hosting hosting) throws Exception {
    JarForge forge = bad("static int x = 1 / Integer.parseInt(\"0\");");
    Fake.part(forge, "good", "", "return List.of();");
    forge.connectors("acme.both", "acme.bad.Provider", "acme.good.Provider").jar(badJar());
    assertBroken(hosting, "CONNECTOR_PROVIDER", "acme.bad.Provider");
  }

  @Test
  void serviceFileThatNamesAClassThatIsNotThere() throws Exception {
    JarForge forge = new JarForge(work);
    Fake.part(forge, "good", "", "return List.of();")
        .resource(
            "META-INF/services/" + Connector.class.getName(),
            "acme.gone.Provider\nacme.good.Provider\n")
        .jar(badJar());
    assertBroken(new ClassPathHosting(), "CONNECTOR_PROVIDER", "acme.gone.Provider");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void jarThatIsNoZip(Hosting hosting) throws Exception {
    Files.createDirectories(badJar().getParent());
    Files.writeString(badJar(), "not a zip");
    good();
    assertBroken(hosting, "CONNECTOR_UNREADABLE", "bad.jar");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void jarWithoutAConnector(Hosting hosting) throws Exception {
    new JarForge(work).module("acme.none", "").jar(badJar());
    good();
    assertBroken(hosting, "CONNECTOR_NO_PROVIDER", "provides no dpone.spi.Connector");
  }

  @Test
  void jarWithoutModuleInfoWhereDponeIsAModule() throws Exception {
    Fake.part(new JarForge(work), "bad", "", "return List.of();")
        .resource("META-INF/services/" + Connector.class.getName(), "acme.bad.Provider\n")
        .jar(badJar());
    good();
    assertBroken(Hosting.current(), "CONNECTOR_NOT_A_MODULE", "bad.jar has no module-info");
    assertThat(ids(load(new ClassPathHosting()))).containsExactly("bad", "good");
  }

  @Test
  void twoModulesThatHoldOnePackage() throws Exception {
    Fake.connector(work, "bad", "return List.of();").jar(badJar());
    new JarForge(work)
        .source("acme.bad.Other", "package acme.bad; class Other {}")
        .module("acme.other", "")
        .jar(badJar().resolveSibling("other.jar"));
    good();
    assertBroken(Hosting.current(), "CONNECTOR_MODULES", "acme.bad");
  }

  @Test
  void moduleThatRequiresALibraryOfTheApplication() throws Exception {
    Path library =
        new JarForge(work).module("acme.foreign", "").jar(temp.resolve("elsewhere/foreign.jar"));
    Fake.connector(work, "bad", "return List.of();")
        .modulePath(library)
        .module(
            "acme.bad",
            "requires dpone.spi; requires acme.foreign;"
                + " provides dpone.spi.Connector with acme.bad.Provider;")
        .jar(badJar());
    good();
    assertBroken(
        Hosting.current(), "CONNECTOR_REQUIRES_FOREIGN_MODULE", "requires module acme.foreign");
  }

  @Test
  void copyOfTheSpiInTheFolder() throws Exception {
    Fake.connector(work, "bad", "return List.of();").jar(badJar());
    new JarForge(work)
        .source("dpone.spi.Copy", "package dpone.spi; public class Copy {}")
        .module("dpone.spi", "exports dpone.spi;")
        .jar(badJar().resolveSibling("spi.jar"));
    good();
    assertBroken(Hosting.current(), "CONNECTOR_BUNDLES_SPI", "spi.jar");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void sameIdTwice(Hosting hosting) throws Exception {
    Fake.connector(work, "good", "return List.of(\"first\");").jar(connectors.resolve("a/a.jar"));
    Fake.connector(work, "good", "return List.of(\"second\");").jar(badJar());

    assertBroken(hosting, "CONNECTOR_DUPLICATE_ID", "connector good of " + badJar().getParent());
    assertThat(streams(load(hosting).require("good"))).containsExactly("first");
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void pluginWinsOverTheFolderAndANoteSaysSo(Hosting hosting) throws Exception {
    Fake.connector(work, "good", "return List.of(\"old\");").jar(connectors.resolve("a/a.jar"));
    Path plugin =
        Fake.connector(work, "good", "return List.of(\"new\");").jar(temp.resolve("x/good.jar"));

    ConnectorRegistry registry = load(hosting, plugin);

    assertThat(registry.broken()).isEmpty();
    assertThat(streams(registry.require("good"))).containsExactly("new");
    assertThat(registry.notes())
        .containsExactly(
            "connector good is taken from " + plugin + ", not from " + connectors.resolve("a"));
  }

  @Test
  void pluginThatIsNotThere() {
    assertThat(load(Hosting.current(), temp.resolve("absent.jar")).broken())
        .singleElement()
        .satisfies(b -> assertThat(b.code()).isEqualTo("CONNECTOR_UNREADABLE"))
        .satisfies(b -> assertThat(b.message()).contains("absent.jar"));
  }

  private void withProvider(String extra) throws Exception {
    bad(extra).jar(badJar());
    good();
  }

  private JarForge bad(String extra) {
    return new JarForge(work)
        .source("acme.bad.Provider", Fake.provider("acme.bad", "bad", "", extra))
        .source("acme.bad.Probe", Fake.probe("acme.bad", "return List.of();"))
        .connectors("acme.bad", "acme.bad.Provider");
  }

  private Path badJar() {
    return connectors.resolve("bad/bad.jar");
  }

  private void good() throws Exception {
    Fake.connector(work, "good", "return List.of();").jar(connectors.resolve("good/good.jar"));
  }

  private void assertBroken(Hosting hosting, String code, String... words) {
    ConnectorRegistry registry = load(hosting);
    assertThat(ids(registry)).as(registry.broken().toString()).containsExactly("good");
    assertThat(registry.broken()).hasSize(1);
    BrokenConnector broken = registry.broken().get(0);
    assertThat(broken.name()).isEqualTo("bad");
    assertThat(broken.code()).isEqualTo(code);
    assertThat(broken.message()).contains(words);
    assertThat(broken.remedy()).isNotEmpty();
    assertThat(broken.oneLine()).doesNotContain("\n");
  }
}
