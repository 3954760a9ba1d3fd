package dpone.service.postgres;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The service process: one reply line for every request line, until the end of standard input,
 * which is also what it sees of its parent's death.
 */
public final class Main {
  private Main() {}

  /**
   * @param arguments {@code --data DIR [--installed]}; the variable {@code DPONE_PG_BIN} names a
   *     folder of PostgreSQL programs to use
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var errors =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    try {
      serve(Options.parse(List.of(arguments), System.getenv()), errors);
    } catch (ServiceException problem) {
      errors.println(problem.message() + ": " + problem.remedy());
      Runtime.getRuntime().exit(2);
    }
  }

  private static void serve(Options options, PrintStream errors)
      throws IOException, InterruptedException {
    var input =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    var output = new FileOutputStream(FileDescriptor.out);
    try (var service = new Service(options, errors::println)) {
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
