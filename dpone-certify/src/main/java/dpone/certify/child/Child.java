package dpone.certify.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs one pipeline. Used by one thread. */
public final class Child implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final StringBuilder printed = new StringBuilder();

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one, which waits for its order.
   *
   * @param command the JVM, its options, {@link ChildMain} and its arguments
   * @param environment further variables
   */
  public static Child start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  /** Tells it what to do. */
  public void begin(Order order) throws IOException {
    if (!await(ChildMain.READY)) {
      throw new IllegalStateException("a child process did not start: " + printed);
    }
    send(order.line());
  }

  /**
   * Waits until it says that it is at the boundary.
   *
   * @return whether it came there; false if it ended without
   */
  public boolean awaitReached() throws IOException {
    return await(ChildMain.REACHED);
  }

  /** Lets it go on after the boundary. */
  public void goOn() throws IOException {
    send("");
  }

  /** SIGKILL, from outside. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a child process does not die");
    }
  }

  /** Sends a signal by its short name, such as {@code STOP}. */
  public void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill -" + name + " failed");
    }
  }

  /** Whether it still runs. */
  public boolean running() {
    return process.isAlive();
  }

  /** Whether it died by itself at its boundary; waits for its end. */
  public boolean halted() throws IOException, InterruptedException {
    return exitCode() == ChildMain.HALTED;
  }

  /** Its exit code, once it has ended. */
  public int exitCode() throws IOException, InterruptedException {
    await("\0");
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("a child process does not end");
    }
    return process.exitValue();
  }

  /** All that it has printed, log and errors included. */
  public String printed() {
    return printed.toString();
  }

  private boolean await(String mark) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(mark)) {
        return true;
      }
      printed.append(line).append('\n');
    }
    return false;
  }

  private void send(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
