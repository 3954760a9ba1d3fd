package dpone.certify;

import dpone.runtime.Dpone;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The command {@code certify}, for the command line and for programs. */
public final class Certify {
  /** What was asked for holds. */
  public static final int HOLDS = 0;

  /** A requirement failed, or a level is below the one asked for. */
  public static final int BELOW = 1;

  /** Bad usage or input. */
  public static final int BAD_INPUT = 2;

  /** Evidence was tampered with, or is not valid. */
  public static final int INVALID = 3;

  /** Evidence or a waiver is too old. */
  public static final int EXPIRED = 4;

  private Certify() {}

  /**
   * Runs the command.
   *
   * @param arguments as on the command line
   * @param out takes the report
   * @param err takes progress and errors
   * @return the exit code
   */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    CommandLine command = new CommandLine(new CertifyCommand());
    String version = "dpone certify " + Dpone.version();
    command.getCommandSpec().version(version);
    command.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
    command.setOut(out);
    command.setErr(err);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler((problem, line, parsed) -> {
      err.println(Problems.oneLine(problem));
      return Problems.exitCode(problem);
    });
    command.setParameterExceptionHandler((problem, args) -> {
      err.println("CERTIFY_USAGE: " + problem.getMessage() + "; see certify --help");
      return BAD_INPUT;
    });
    int code = command.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }
}
