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
 * gets ready while the last one is looked at, since most of its life is the start of a JVM. Used by
 * one thread.
 */
public final class Children implements AutoCloseable {
  private final List<String> launched;
  private final @Nullable ClassArchive archive;
  private @Nullable Child recorder;
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
    if (classes.isEmpty()) {
      words.addAll(List.of("-p", modules, "-m", "dpone.certify/" + ChildMain.class.getName()));
      this.archive = new ClassArchive();
    } else {
      // A host with a class path, such as a test runner, may have some of the modules there.
      words.addAll(List.of("-cp", classPath(modules) + classes, ChildMain.class.getName()));
      this.archive = null;
    }
    words.add(dist.toAbsolutePath().toString());
    plugins.forEach(plugin -> words.add(plugin.toAbsolutePath().toString()));
    this.launched = List.copyOf(words);
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
    if (archive == null) {
      command.addAll(launched);
      return Child.start(command, environment);
    }
    Child last = recorder;
    if (last != null && !last.running()) {
      archive.ended(last.endedByItself());
      recorder = null;
    }
    boolean records = recorder == null && !archive.written();
    command.addAll(records ? archive.writing() : archive.using());
    command.addAll(launched);
    Child child = Child.start(command, environment);
    if (records) {
      recorder = child;
    }
    return child;
  }

  @Override
  public void close() {
    Child left = spare;
    spare = null;
    if (left != null) {
      left.close();
    }
    if (archive != null) {
      archive.close();
    }
  }
}
