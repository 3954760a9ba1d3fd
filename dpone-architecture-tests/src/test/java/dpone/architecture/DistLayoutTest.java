package dpone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class DistLayoutTest {
  /** Libraries that are not modules yet. A new one is a decision, so it is written down here. */
  private static final Set<String> KNOWN_AUTOMATIC =
      Set.of(
          "aopalliance",
          "com.google.guice",
          "HdrHistogram",
          "io.github.resilience4j.core",
          "io.github.resilience4j.retry",
          "micrometer.commons",
          "micrometer.core",
          "micrometer.observation");

  static Stream<Path> connectorFolders() {
    return Dist.connectorFolders().stream();
  }

  @Test
  void libIsAModulePathThatResolves() {
    ModuleFinder lib = ModuleFinder.of(Dist.LIB);
    Configuration resolved =
        Configuration.empty()
            .resolve(lib, ModuleFinder.ofSystem(), Set.of("dpone.cli", "dpone.certify"));
    assertThat(resolved.findModule("dpone.spi")).isPresent();
    assertThat(lib.findAll()).hasSameSizeAs(Dist.jarsIn(Dist.LIB));
  }

  @Test
  void libHoldsNoUnknownAutomaticModule() {
    assertThat(ModuleFinder.of(Dist.LIB).findAll())
        .map(reference -> reference.descriptor())
        .filteredOn(ModuleDescriptor::isAutomatic)
        .extracting(ModuleDescriptor::name)
        .containsExactlyInAnyOrderElementsOf(KNOWN_AUTOMATIC);
  }

  @Test
  void libHoldsTheApplicationAndNothingOfTestsOrServices() {
    assertThat(ModuleFinder.of(Dist.LIB).findAll())
        .extracting(reference -> reference.descriptor().name())
        .contains("dpone.spi", "dpone.runtime", "dpone.certify", "dpone.cli")
        .noneMatch(name -> name.startsWith("dpone.connector.") || name.startsWith("dpone.service."))
        .noneMatch(name -> name.startsWith("org.junit.") || name.startsWith("org.assertj."));
  }

  @Test
  void theListThatTheLauncherChecksNamesEveryJarOfLib() throws IOException {
    assertThat(Files.readAllLines(Dist.ROOT.resolve(".complete")))
        .containsExactlyInAnyOrderElementsOf(
            Dist.jarsIn(Dist.LIB).stream().map(jar -> "lib/" + jar.getFileName()).toList());
  }

  @Test
  void theProgramsNeedNoClassName() {
    for (String module : List.of("dpone.certify", "dpone.cli")) {
      assertThat(descriptorInLib(module).mainClass()).contains(module + ".Main");
    }
  }

  @ParameterizedTest
  @MethodSource("connectorFolders")
  void aConnectorFolderHoldsOwnExplicitModulesOnly(Path folder) {
    List<Path> jars = Dist.jarsIn(folder);
    assertThat(jars).isNotEmpty().allMatch(Dist::isOwn);
    assertThat(jars).map(Dist::descriptor).noneMatch(ModuleDescriptor::isAutomatic);
    assertThat(jars)
        .flatMap(jar -> Dist.descriptor(jar).requires())
        .filteredOn(
            required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .allMatch(name -> name.matches("java\\..*|jdk\\..*|dpone\\.spi|dpone\\.toolkit\\..*"));
  }

  @ParameterizedTest
  @MethodSource("connectorFolders")
  void driversAreThirdPartyOnly(Path folder) {
    assertThat(Dist.jarsIn(folder.resolve("drivers"))).isNotEmpty().noneMatch(Dist::isOwn);
  }

  /** Class-path hosts read META-INF/services, the runtime reads the module: both find the same. */
  @ParameterizedTest
  @MethodSource("connectorFolders")
  void servicesAreDeclaredTwiceAndAlike(Path folder) throws IOException {
    int declared = 0;
    for (Path jar : Dist.jarsIn(folder)) {
      ModuleDescriptor module = Dist.descriptor(jar);
      try (JarFile file = new JarFile(jar.toFile())) {
        for (ModuleDescriptor.Provides provides : module.provides()) {
          declared++;
          assertThat(declaredOnClassPath(file, provides.service()))
              .as(jar + " " + provides.service())
              .isEqualTo(new TreeSet<>(provides.providers()));
        }
        if (!module.provides().isEmpty()) {
          assertThat(file.getManifest().getMainAttributes().getValue("Dpone-Spi-Version"))
              .as(jar + " Dpone-Spi-Version")
              .isEqualTo(Dist.property("dpone.spi.version"));
        }
      }
    }
    assertThat(declared).as("services provided by " + folder).isPositive();
  }

  private static Set<String> declaredOnClassPath(JarFile jar, String service) throws IOException {
    JarEntry entry = jar.getJarEntry("META-INF/services/" + service);
    if (entry == null) {
      return Set.of();
    }
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ModuleDescriptor descriptorInLib(String module) {
    return ModuleFinder.of(Dist.LIB).find(module).orElseThrow().descriptor();
  }
}
