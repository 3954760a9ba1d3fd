package dpone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class ShippedJarsTest {
  private static final int JAVA_21 = 65;
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.*");

  static Stream<Path> ownJars() {
    return Dist.ownJars().stream();
  }

  @Test
  void everyClassRunsOnJava21() throws IOException {
    List<String> tooNew = new ArrayList<>();
    int classes = 0;
    for (Path jar : Dist.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : Collections.list(file.entries())) {
          if (!entry.getName().endsWith(".class") || onlyForNewerJava(entry.getName())) {
            continue;
          }
          classes++;
          int major = majorVersion(file, entry);
          if (major > JAVA_21) {
            tooNew.add(Dist.ROOT.relativize(jar) + "!/" + entry.getName() + ": " + major);
          }
        }
      }
    }
    assertThat(classes).isGreaterThan(1000);
    assertThat(tooNew).isEmpty();
  }

  /** Evidence is counted per digest, so the same sources must always give the same bytes. */
  @ParameterizedTest
  @MethodSource("ownJars")
  void entriesCarryTheTimeOfTheReleaseOnly(Path jar) throws IOException {
    LocalDateTime expected =
        LocalDateTime.ofInstant(
            Instant.parse(Dist.property("dpone.build.timestamp")), ZoneOffset.UTC);
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(Collections.list(file.entries()))
          .isNotEmpty()
          .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("ownJars")
  void manifestNamesNoJdkUserToolOrTime(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Created-By")).isEqualTo("dpone build");
      assertThat(manifest.keySet())
          .extracting(Object::toString)
          .isSubsetOf(
              "Manifest-Version",
              "Created-By",
              "Implementation-Title",
              "Implementation-Version",
              "Main-Class",
              "Multi-Release",
              "Dpone-Spi-Version",
              "Dpone-Service-Heap");
      assertThat(file.stream().map(JarEntry::getName))
          .noneMatch(name -> name.endsWith("pom.properties") || name.endsWith("git.properties"));
    }
  }

  private static boolean onlyForNewerJava(String name) {
    Matcher versioned = VERSIONED.matcher(name);
    return versioned.matches() && Integer.parseInt(versioned.group(1)) > 21;
  }

  private static int majorVersion(JarFile file, JarEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
      assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
