package dpone.service.clickhouse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine's library and the Java that runs it.
 *
 * @param library {@code libchdb.so}
 * @param java home of a Java that can call native code
 * @param code class path of the engine's process
 */
record Engine(Path library, Path java, Path code) {
  /** As {@code bin/clickhouse-engine.sh} names the folder. */
  static final String FOLDER = "clickhouse-26.7.3-stable.1";

  /** Native calls are final since 22; the launcher's class is compiled for 25. */
  private static final int OLDEST_JAVA = 25;

  static Engine find() throws ServiceException, IOException {
    Path code = codePath();
    Path library =
        Stream.concat(
                Stream.ofNullable(System.getenv("DPONE_CACHE"))
                    .filter(cache -> !cache.isBlank())
                    .map(Path::of),
                above(code))
            .map(cache -> cache.resolve(FOLDER).resolve("libchdb.so").toAbsolutePath())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() ->
                new ServiceException(
                    "the engine of the ClickHouse service is not installed",
                    "run ./build services"));
    Path classes =
        Files.isDirectory(code) ? code.resolve("META-INF/versions/" + OLDEST_JAVA) : code;
    return new Engine(library, javaHome(), classes);
  }

  /** The caches of the checkouts that this code may lie in. */
  private static Stream<Path> above(Path code) {
    List<Path> caches = new ArrayList<>();
    for (Path folder = code; folder != null; folder = folder.getParent()) {
      caches.add(folder.resolve(".cache"));
    }
    return caches.stream();
  }

  private static Path codePath() throws ServiceException {
    try {
      return Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new ServiceException("the service cannot find its own code", "report it", impossible);
    }
  }

  private static Path javaHome() throws ServiceException, IOException {
    if (Runtime.version().feature() >= OLDEST_JAVA) {
      return Path.of(System.getProperty("java.home"));
    }
    List<Path> homes = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
    for (String folder : List.of("/usr/lib/jvm", "/opt/java", "/opt")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> installed = Files.list(Path.of(folder))) {
          installed.sorted().forEach(homes::add);
        }
      }
    }
    return homes.stream()
        .filter(
            home -> Files.isExecutable(home.resolve("bin/java")) && feature(home) >= OLDEST_JAVA)
        .findFirst()
        .orElseThrow(() ->
            new ServiceException(
                "the ClickHouse service needs Java " + OLDEST_JAVA,
                "install a JDK " + OLDEST_JAVA + ", or name one in JAVA_HOME"));
  }

  private static int feature(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      @Nullable String version =
          lines.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElse(null);
      return version == null
          ? 0
          : Integer.parseInt("0" + version.replaceFirst("\\D*(\\d+).*", "$1"));
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
