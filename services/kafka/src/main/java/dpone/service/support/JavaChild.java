package dpone.service.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server in a JVM of its own. Its standard input ends with this process, however that dies, and
 * by that it knows to end too.
 */
public final class JavaChild {
  private static final long LARGEST_LOG = 10_000_000;

  private final Process process;
  private final ClassArchive archive;
  private final Path log;
  private final long logStart;

  private JavaChild(Process process, ClassArchive archive, Path log, long logStart) {
    this.process = process;
    this.archive = archive;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts it.
   *
   * @param log takes what it prints on standard error
   * @param options of the JVM, then the class or jar and its arguments
   */
  public static JavaChild start(Path folder, Path log, ClassArchive archive, List<String> options)
      throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.move(log, log.resolveSibling("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive.options());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new JavaChild(builder.start(), archive, log, logStart);
  }

  /** The class path of this process for a child that works in another folder. */
  public static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean running() {
    return process.isAlive();
  }

  /** Waits for a line of its standard output; false when it ended without one. */
  public boolean said(String line) throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = output.readLine();
    while (said != null && !said.equals(line)) {
      said = output.readLine();
    }
    return said != null;
  }

  /** Ends it in good order, within a patience that a first end needs to write the archive. */
  public void end(Duration patience) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      process.destroy();
    }
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      archive.keep();
    } else {
      kill();
    }
  }

  /** SIGTERM, for a program that does not read its input. */
  public void terminate(Duration patience) throws InterruptedException {
    process.destroy();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      archive.keep();
    } else {
      kill();
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it complained of last, in one line. */
  public String complaint() {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(logStart, file.length() - 100_000));
      byte[] written = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(written);
      List<String> lines = new String(written, StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(l -> l.contains("ERROR") || l.contains("FATAL") || l.contains("Exception"))
          .findFirst()
          .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    } catch (IOException unreadable) {
      return "it said nothing";
    }
  }
}
