package dpone.runtime.service;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A service in a process of its own; what it is asked decides how it behaves. */
public final class FakeService {
  private FakeService() {}

  /**
   * @param arguments {@code --data DIR}
   */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]);
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    log(data, "start " + ProcessHandle.current().pid());
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new java.io.FileInputStream(java.io.FileDescriptor.in), StandardCharsets.UTF_8));
    boolean deaf = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      log(data, "asked " + line);
      if (line.contains("\"database\":\"refused\"")) {
        out.println("{\"ok\":false,\"error\":\"no such thing\",\"remedy\":\"ask for another\"}");
      } else if (line.contains("\"database\":\"garbage\"")) {
        out.println("password canary-9 {");
      } else if (line.contains("\"database\":\"silent\"")) {
        continue;
      } else if (line.contains("\"database\":\"deaf\"")) {
        deaf = true;
        out.println("{\"ok\":true,\"connection\":{}}");
      } else if (line.contains("\"database\":\"dies\"")) {
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true)
            .println("disk is full");
        Runtime.getRuntime().halt(3);
      } else {
        out.println(
            "{\"ok\":true,\"connection\":{\"host\":\"127.0.0.1\",\"port\":5432,\"tls\":false,"
                + "\"password\":\"canary-9\"},\"created\":true,\"service\":{\"kind\":\"double\","
                + "\"name\":\"Fake\",\"version\":\"1.0\"}}");
      }
    }
    log(data, "end " + data.getFileName());
    while (deaf) {
      Thread.sleep(1000);
    }
  }

  private static void log(Path data, String line) throws Exception {
    Files.writeString(
        data.resolveSibling("log.txt"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
