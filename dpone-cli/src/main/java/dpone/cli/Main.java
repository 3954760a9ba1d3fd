package dpone.cli;

import dpone.certify.Certify;
import dpone.cli.command.CommandTree;
import dpone.cli.output.LogLines;
import dpone.cli.output.Screen;
import dpone.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Entry of the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // The one policy of retries counts connections; a client of the JDK's would open another by
    // itself.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    // Names and keys are not ASCII, whatever the locale of a container says.
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Runtime.getRuntime().exit(run(out, err, Terminal.attached(), arguments));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  static int run(PrintStream out, PrintStream err, boolean terminal, String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("run")) {
      Warmup.start();
    }
    Screen screen = new Screen(out, err, terminal);
    Optional<List<String>> certify = CertifyArguments.of(arguments);
    if (certify.isPresent()) {
      LogLines.install(screen, certify.get().contains("--debug"));
      return Certify.run(certify.get().toArray(String[]::new), writer(out), writer(err));
    }
    return new CommandTree(screen).execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
