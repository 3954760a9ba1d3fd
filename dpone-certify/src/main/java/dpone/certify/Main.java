package dpone.certify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** {@code java -p dist/lib -m dpone.certify}. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // The one policy of retries counts connections; a client of the JDK's would open another by
    // itself.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    // Reports are UTF-8 whatever the locale of the terminal is.
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Runtime.getRuntime().exit(Certify.run(arguments, out, err));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }
}
