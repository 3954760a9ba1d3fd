package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.SpiVersion;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles sources against the SPI and given jars alone, and packs them as a stranger would. */
final class JarForge {
  private final Path work;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> resources = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private final List<Path> modules = new ArrayList<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private String module = "";

  JarForge(Path work) {
    this.work = work;
    manifest.put(SpiVersion.MANIFEST_KEY, SpiVersion.CURRENT.toString());
  }

  JarForge source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  JarForge resource(String path, String text) {
    resources.put(path, text);
    return this;
  }

  JarForge library(Path jar) {
    libraries.add(jar);
    return this;
  }

  JarForge modulePath(Path jar) {
    modules.add(jar);
    return this;
  }

  /** Sets the SPI version of the manifest; null for none. */
  JarForge spiVersion(String version) {
    if (version == null) {
      manifest.remove(SpiVersion.MANIFEST_KEY);
    } else {
      manifest.put(SpiVersion.MANIFEST_KEY, version);
    }
    return this;
  }

  JarForge manifest(String key, String value) {
    manifest.put(key, value);
    return this;
  }

  /** Makes it an explicit module with these directives. */
  JarForge module(String name, String directives) {
    module = name;
    sources.put("module-info", "module " + name + " { " + directives + " }");
    return this;
  }

  /** A module, and service file, that provide these classes as connectors. */
  JarForge connectors(String moduleName, String... providers) {
    resource("META-INF/services/" + Connector.class.getName(), String.join("\n", providers) + "\n");
    return module(
        moduleName,
        "requires dpone.spi; provides "
            + Connector.class.getName()
            + " with "
            + String.join(", ", providers)
            + ";");
  }

  Path jar(Path target) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "forge");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(folder.resolve("src"), classes);
    for (Map.Entry<String, String> resource : resources.entrySet()) {
      Path file = classes.resolve(resource.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, resource.getValue());
    }
    Files.createDirectories(target.getParent());
    Manifest entries = new Manifest();
    entries.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((key, value) -> entries.getMainAttributes().putValue(key, value));
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, entries);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return target;
  }

  private void compile(Path src, Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("-d", classes.toString(), "--release", "21"));
    Path spi = DistLocator.jarOf(Connector.class).orElseThrow();
    (module.isEmpty() ? libraries : modules).add(spi);
    command.addAll(List.of("-cp", path(libraries), "-p", path(modules)));
    if (!module.isEmpty()) {
      command.addAll(List.of("--add-reads", module + "=ALL-UNNAMED"));
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = src.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      command.add(file.toString());
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    if (javac.run(out, out, command.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("does not compile: " + said);
    }
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
