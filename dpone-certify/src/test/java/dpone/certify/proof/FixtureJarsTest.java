package dpone.certify.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class FixtureJarsTest {
  @TempDir Path dist;

  @Test
  void aJarOfItsOwnHoldsItsFilesAlone() throws IOException {
    jar("alone", Map.of("golden/a.txt", "1", "compatibility/1/b.yaml", "2"));
    try (FixtureJars jars = FixtureJars.in(dist, "alone").orElseThrow()) {
      assertThat(jars.golden()).containsExactly(Map.entry("a.txt", "1"));
      assertThat(jars.texts("compatibility/1/")).containsExactly(Map.entry("b.yaml", "2"));
    }
  }

  @Test
  void aJarForSeveralHoldsEachOnesByItsId() throws IOException {
    jar(
        "several",
        Map.of(
            "golden/one/a.txt", "1",
            "golden/two/a.txt", "2",
            "compatibility/1/one/m.yaml", "3",
            "compatibility/1/two/m.yaml", "4"));
    for (String id : new String[] {"one", "two"}) {
      try (FixtureJars jars = FixtureJars.in(dist, id).orElseThrow()) {
        assertThat(jars.golden()).containsExactly(Map.entry("a.txt", id.equals("one") ? "1" : "2"));
        assertThat(jars.texts("compatibility/1/"))
            .containsExactly(Map.entry("m.yaml", id.equals("one") ? "3" : "4"));
      }
    }
    assertThat(FixtureJars.in(dist, "three")).isEmpty();
  }

  private void jar(String folder, Map<String, String> texts) throws IOException {
    Path file = dist.resolve("certification/" + folder + "/fixture/fixture.jar");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        jar.putNextEntry(new JarEntry(text.getKey()));
        jar.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
  }
}
