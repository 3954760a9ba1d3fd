package dpone.certify.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts child processes with the JDK, the modules and the distribution of this one. The next one
 * gets ready while the last one is looked at, since most of its life is the start of a JVM. An
 * archive of their classes would save a sixth of that, but one that a JVM writes while it halts has
 * crashed the next one (JDK 25.0.3). Used by one thread.
 */
public final class Children implements AutoCloseable {
  private final List<String> command;
  private @Nullable Child spare;

  /**
   * Prepares them.
   *
   * @param dist the distribution
   * @param plugins further connectors
   */
  public Children(Path dist, List<Path> plugins) {
    this(dist, plugins, modulePath(), System.getProperty("java.class.path", ""));
  }

  private Children(Path dist, List<Path> plugins, String modules, String classes) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    words.addAll(List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
    if (classes.isEmpty()) {
      words.addAll(List.of("-p", modules, "-m", "dpone.certify/" + ChildMain.class.getName()));
    } else {
      // A host with a class path, such as a test runner, may have some of the modules there.
      words.addAll(List.of("-cp", classPath(modules) + classes, ChildMain.class.getName()));
    }
    words.add(dist.toAbsolutePath().toString());
    plugins.forEach(plugin -> words.add(plugin.toAbsolutePath().toString()));
    this.command = List.copyOf(words);
  }

  /** Children of the modules that a distribution has, whatever the host's own are. */
  public static Children of(Path dist) {
    return new Children(dist, List.of(), dist.resolve("lib").toString(), "");
  }

  private static String modulePath() {
    return System.getProperty("jdk.module.path", "");
  }

  private static String classPath(String modulePath) {
    StringBuilder path = new StringBuilder();
    for (String entry : modulePath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        boolean jars = Files.isDirectory(Path.of(entry)) && !hasClasses(Path.of(entry));
        path.append(jars ? Path.of(entry, "*") : entry).append(File.pathSeparator);
      }
    }
    return path.toString();
  }

  private static boolean hasClasses(Path folder) {
    return Files.exists(folder.resolve("module-info.class"));
  }

  /** A child that has its order; the caller closes it. */
  public Child begin(Order order) throws IOException {
    Child ready = spare;
    spare = null;
    if (ready == null) {
      ready = start(Map.of());
    }
    ready.begin(order);
    return ready;
  }

  /** Lets the next one get ready. */
  public void prepare() throws IOException {
    if (spare == null) {
      spare = start(Map.of());
    }
  }

  /**
   * A child that waits for its order; the caller closes it.
   *
   * @param environment further variables
   */
  public Child start(Map<String, String> environment) throws IOException {
    return Child.start(command, environment);
  }

  @Override
  public void close() {
    Child left = spare;
    spare = null;
    if (left != null) {
      left.close();
    }
  }
}
