package dpone.certify;

import dpone.certify.PlantedDefects.Group;
import dpone.certify.reference.ReferenceDist;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Defects of what a connector does; see {@link SuiteOnTrialTest}. */
@Tag("unit")
class BehaviourOnTrialTest {
  @TempDir static Path root;
  private static Path dist;

  @BeforeAll
  static void build() throws IOException {
    dist = ReferenceDist.make(root, "");
  }

  static List<Defect> defects() {
    return PlantedDefects.of(Group.BEHAVIOUR);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aDefectDiesByTheCheckThatNamesIt(Defect defect, @TempDir Path folder) throws IOException {
    defect.diesIn(dist, folder);
  }
}
