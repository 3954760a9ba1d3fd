package dpone.acceptance;

import dpone.spi.context.Boundary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, which halts or waits at a boundary. */
final class Child implements AutoCloseable {
  static final int HALTED = 137;
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final StringBuilder printed = new StringBuilder();

  private Child(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a run of a manifest that does {@code action} at the first report of a boundary. */
  static Child start(
      Path manifest, Boundary boundary, ChildMain.Action action, Map<String, String> env) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      Dist.java(),
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+UseSerialGC",
                      "-Xmx128m",
                      "-cp",
                      System.getProperty("java.class.path"),
                      ChildMain.class.getName(),
                      Dist.folder().toString(),
                      manifest.toString(),
                      boundary.name(),
                      action.name()))
              .redirectErrorStream(true);
      builder.environment().putAll(env);
      return new Child(builder.start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it says that it has reached the boundary. */
  void awaitReached() {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        printed.append(line).append('\n');
        if (line.equals(ChildMain.REACHED)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("the fault never fired:\n" + printed);
  }

  /** Lets it go on after the boundary. */
  void goOn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL, from outside. */
  void kill() {
    try {
      process.destroyForcibly();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not die");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends any other signal. */
  void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its exit code, once it has ended. */
  int exitCode() {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        printed.append(line).append('\n');
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end:\n" + printed);
      }
      return process.exitValue();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All it has printed. */
  String printed() {
    return printed.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
