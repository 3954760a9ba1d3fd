package dpone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a module exports and requires changes only on purpose. After a change that is meant, run the
 * tests with {@code -Ddpone.golden.update=true} and commit the files.
 */
@Tag("unit")
class ModuleDescriptorTest {

  static Stream<Path> ownModules() {
    return Dist.ownJars().stream();
  }

  @ParameterizedTest
  @MethodSource("ownModules")
  void isTheOneOnRecord(Path jar) throws IOException {
    String described = describe(jar);
    Path golden =
        Path.of(Dist.property("dpone.root"))
            .resolve("dpone-architecture-tests/src/test/resources/modules")
            .resolve(Dist.descriptor(jar).name() + ".txt");
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, described);
    }
    assertThat(golden).exists();
    assertThat(described).isEqualTo(Files.readString(golden));
  }

  private static String describe(Path jar) {
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    int status = tool.run(writer, writer, "--describe-module", "--file", jar.toString());
    assertThat(status).as(out.toString()).isZero();
    // The first line holds the version and the place of the jar on this machine.
    return out.toString()
        .replaceAll(" jar:file:\\S+", "")
        .replaceFirst("@\\S+", "")
        .replace(System.lineSeparator(), "\n");
  }
}
