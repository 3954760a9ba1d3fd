package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two connectors carry different versions of one library (D02, kafka-connect-bigquery#105). */
class IssueD02Test extends DiscoveryTestBase {
  @ParameterizedTest
  @MethodSource("hostings")
  void clashingVersionsOfOneLibraryRunSideBySide(Hosting hosting) throws Exception {
    Path one = Fake.driver(work, connectors.resolve("one/drivers/lib.jar"), "1.0");
    Path two = Fake.driver(work, connectors.resolve("two/drivers/lib.jar"), "2.0");
    Fake.usingDriver(work, "one", one).jar(connectors.resolve("one/one.jar"));
    Fake.usingDriver(work, "two", two).jar(connectors.resolve("two/two.jar"));

    ConnectorRegistry registry = load(hosting);
    FoundConnector first = registry.require("one");
    FoundConnector second = registry.require("two");

    assertThat(streams(first)).containsExactly("1.0");
    assertThat(streams(second)).containsExactly("2.0");
    assertThat(streams(first)).containsExactly("1.0");
    Class<?> firstClass = Class.forName("acme.lib.Version", false, first.classLoader());
    Class<?> secondClass = Class.forName("acme.lib.Version", false, second.classLoader());
    assertThat(firstClass).isNotSameAs(secondClass);
    assertThat(firstClass.getModule())
        .isSameAs(first.driversLoader().orElseThrow().getUnnamedModule());
    assertThat(secondClass.getModule())
        .isSameAs(second.driversLoader().orElseThrow().getUnnamedModule());
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void connectorGetsItsOwnVersionOfALibraryThatTheApplicationHasToo(Hosting hosting)
      throws Exception {
    String name = com.fasterxml.jackson.databind.ObjectMapper.class.getName();
    Path library =
        new JarForge(work)
            .source(
                name,
                "package com.fasterxml.jackson.databind; public class ObjectMapper {"
                    + " public static String version() { return \"its own\"; } }")
            .jar(connectors.resolve("own/drivers/jackson.jar"));
    JarForge forge = new JarForge(work).library(library);
    Fake.part(forge, "own", "", "return List.of(" + name + ".version());")
        .connectors("acme.own", "acme.own.Provider")
        .jar(connectors.resolve("own/own.jar"));

    assertThat(streams(load(hosting).require("own"))).containsExactly("its own");
  }
}
