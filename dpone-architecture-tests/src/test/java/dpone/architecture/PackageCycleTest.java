package dpone.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class PackageCycleTest {

  static Stream<Path> ownJars() {
    return Dist.ownJars().stream();
  }

  @ParameterizedTest
  @MethodSource("ownJars")
  void packagesOfOneModuleHaveNoCycle(Path jar) {
    slices().matching("dpone.(**)").should().beFreeOfCycles().check(Code.of(jar));
  }
}
