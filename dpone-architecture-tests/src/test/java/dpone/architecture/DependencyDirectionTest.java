package dpone.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class DependencyDirectionTest {

  static Stream<Path> ownJars() {
    return Dist.ownJars().stream();
  }

  @Test
  void spiNeedsOnlyTheJavaBaseModule() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("dpone.spi..", "org.jspecify..").or(belongToJavaBase()))
        .check(Code.of(jar("dpone-spi")));
  }

  /** No connector sees the runtime or another connector; nothing sees what stands above it. */
  @ParameterizedTest
  @MethodSource("ownJars")
  void dependsOnlyOnWhatStandsBelow(Path jar) {
    JavaClasses code = Code.of(jar);
    List<String> allowed = new ArrayList<>(allowedBelow(jar));
    for (JavaClass type : code) {
      allowed.add(type.getPackageName());
    }
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dpone..")
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .check(code);
  }

  /** What comes later in a run is not known to what comes before. */
  @Test
  void dataFlowsOneWayThroughTheRuntime() {
    JavaClasses code = Code.of(jar("dpone-runtime"));
    List<String> order = List.of("manifest", "plan", "read", "stage", "state", "commit", "verify");
    for (int i = 0; i + 1 < order.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage("dpone.runtime." + order.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              order.subList(i + 1, order.size()).stream()
                  .map(later -> "dpone.runtime." + later + "..")
                  .toArray(String[]::new))
          .check(code);
    }
  }

  @Test
  void everyOwnJarHasItsPlaceInTheOrder() {
    assertThat(Dist.ownJars())
        .extracting(jar -> artifact(jar))
        .contains("dpone-spi", "dpone-runtime", "dpone-certify", "dpone-cli", "connector-postgres");
    Dist.ownJars().forEach(DependencyDirectionTest::allowedBelow);
  }

  private static List<String> allowedBelow(Path jar) {
    String artifact = artifact(jar);
    if (artifact.equals("connector-mssql-certification")) {
      // Its double is no process of its own: a trial scripts it from within.
      return List.of(
          "dpone.spi..", "dpone.certify..", "dpone.service.mssql..", "dpone.service.tds..");
    }
    if (artifact.endsWith("-certification")) {
      return List.of("dpone.spi..", "dpone.certify..");
    }
    if (artifact.startsWith("connector-")) {
      return List.of("dpone.spi..", "dpone.toolkit..");
    }
    if (artifact.startsWith("toolkit-")) {
      return List.of("dpone.spi..", "dpone.toolkit..");
    }
    if (artifact.equals("dpone-service-mssql-standin")) {
      return List.of("dpone.service.tds..");
    }
    if (artifact.startsWith("dpone-service-")) {
      return List.of("dpone.service.support..");
    }
    return switch (artifact) {
      case "dpone-spi", "dpone-certify-junit" -> List.of();
      case "dpone-runtime" -> List.of("dpone.spi..");
      case "dpone-certify" -> List.of("dpone.spi..", "dpone.runtime..");
      case "dpone-cli" -> List.of("dpone.spi..", "dpone.runtime..", "dpone.certify..");
      default ->
          throw new AssertionError(
              artifact + " has no place in the order of modules: give it one here");
    };
  }

  private static DescribedPredicate<JavaClass> belongToJavaBase() {
    Set<String> packages = Object.class.getModule().getPackages();
    return DescribedPredicate.describe(
        "belong to java.base",
        type ->
            packages.contains(type.getBaseComponentType().getPackageName())
                || type.getBaseComponentType().isPrimitive());
  }

  private static Path jar(String artifact) {
    return Dist.ownJars().stream()
        .filter(jar -> artifact(jar).equals(artifact))
        .findFirst()
        .orElseThrow(() -> new AssertionError(artifact + " is not in " + Dist.ROOT));
  }

  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }
}
