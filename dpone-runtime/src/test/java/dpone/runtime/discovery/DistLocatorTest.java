package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class DistLocatorTest {
  @TempDir Path temp;
  private Path dist;
  private Optional<Path> jar;

  @BeforeEach
  void dist() throws Exception {
    dist = Files.createDirectories(temp.resolve("dist"));
    Files.createDirectories(dist.resolve("connectors"));
    jar = Optional.of(dist.resolve("lib").resolve("dpone-runtime-0.1.0.jar"));
  }

  @Test
  void isFoundFromTheRunningJar() {
    assertThat(DistLocator.find(null, null, jar)).contains(dist);
    assertThat(DistLocator.find(null, " ", jar)).contains(dist);
  }

  @Test
  void propertyWinsOverTheJarAndOverrideOverBoth() throws Exception {
    Path property = Files.createDirectories(temp.resolve("property"));
    Path override = Files.createDirectories(temp.resolve("override"));
    assertThat(DistLocator.find(null, property.toString(), jar)).contains(property);
    assertThat(DistLocator.find(override, property.toString(), jar)).contains(override);
  }

  @Test
  void jarOutsideADistributionGivesNone() throws Exception {
    assertThat(DistLocator.find(null, null, Optional.of(temp.resolve("lib/x.jar")))).isEmpty();
    assertThat(DistLocator.find(null, null, Optional.of(dist.resolve("x.jar")))).isEmpty();
    assertThat(DistLocator.find(null, null, Optional.empty())).isEmpty();
  }

  @Test
  void namedFolderThatIsAbsentGivesNone() {
    assertThat(DistLocator.find(temp.resolve("absent"), null, jar)).isEmpty();
    assertThat(DistLocator.find(null, temp.resolve("absent").toString(), jar)).isEmpty();
  }
}
