package dpone.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds a connector as somebody else would: from its sources, with the SPI's jar and a JDK. */
final class StrangerJar {
  private StrangerJar() {}

  /**
   * Compiles the sources under {@code src/test/stranger} into a jar.
   *
   * @param spiVersion what the jar's manifest says it was built for
   */
  static Path build(Path folder, String spiVersion) throws IOException {
    Path sources = Dist.root().resolve("dpone-acceptance/src/test/stranger");
    Path classes = Files.createDirectories(folder.resolve("classes-" + spiVersion));
    compile(sources, classes);
    Path jar = folder.resolve("stranger-" + spiVersion + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Dpone-Spi-Version", spiVersion);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream archive = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        archive.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, archive);
        archive.closeEntry();
      }
      archive.putNextEntry(new JarEntry("META-INF/services/dpone.spi.Connector"));
      archive.write(
          "stranger.numbers.NumbersConnector\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      archive.closeEntry();
    }
    return jar;
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      List<Path> all = tree.filter(f -> f.toString().endsWith(".java")).toList();
      boolean ok =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("--release", "21", "-p", spi().toString(), "-d", classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(all))
              .call();
      if (!ok) {
        throw new IllegalStateException(messages.toString());
      }
    }
  }

  private static Path spi() throws IOException {
    try (Stream<Path> jars = Files.list(Dist.folder().resolve("lib"))) {
      return jars.filter(j -> j.getFileName().toString().startsWith("dpone-spi"))
          .findFirst()
          .orElseThrow();
    }
  }
}
