package dpone.service.clickhouse;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The service process: one reply line for every request line, until the end of standard input,
 * which is also what it sees of its parent's death.
 */
public final class Main {
  private Main() {}

  /**
   * @param arguments {@code --data DIR}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var errors =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    List<String> given = List.of(arguments);
    if (given.size() != 2 || !given.get(0).equals("--data")) {
      errors.println("unexpected arguments: Main --data DIR");
      Runtime.getRuntime().exit(2);
    }
    serve(Path.of(given.get(1)).toAbsolutePath().normalize(), errors);
  }

  private static void serve(Path data, PrintStream errors)
      throws IOException, InterruptedException {
    var input =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    var output = new FileOutputStream(FileDescriptor.out);
    try (var service = new Service(data, errors::println)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service), "end-server"));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String reply = service.answer(line) + "\n";
        output.write(reply.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void end(Service service) {
    try {
      service.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
