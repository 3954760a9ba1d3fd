package dpone.cli.command;

import dpone.cli.output.Documents;
import dpone.cli.output.ExitCode;
import dpone.cli.output.LogLines;
import dpone.cli.output.Problems;
import dpone.cli.output.Screen;
import dpone.spi.error.DponeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and what happens to whatever they throw. */
public final class CommandTree {
  private static final int WIDTH = 100;

  private final Screen screen;
  private final DponeCommand root;
  private final CommandLine line;

  /** The commands on that screen. */
  public CommandTree(Screen screen) {
    this.screen = screen;
    this.root = new DponeCommand(screen);
    this.line = commands();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(screen.terminal() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(parsed -> {
      LogLines.install(screen, root.debug());
      return new RunLast().execute(parsed);
    });
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(command, problem));
    line.setParameterExceptionHandler(this::misused);
  }

  private CommandLine commands() {
    return new CommandLine(root)
        .addSubcommand(new RunCommand(root))
        .addSubcommand(new PlanCommand(root))
        .addSubcommand(new CheckCommand(root))
        .addSubcommand(new VerifyCommand(root))
        .addSubcommand(new DiscoverCommand(root))
        .addSubcommand(new ConnectorsCommand(root))
        .addSubcommand(
            new CommandLine(new StateCommand())
                .addSubcommand(new StateListCommand(root))
                .addSubcommand(new StateShowCommand(root))
                .addSubcommand(new StateExportCommand(root))
                .addSubcommand(new StateResetCommand(root)))
        .addSubcommand(
            new CommandLine(new CdcCommand())
                .addSubcommand(new CdcSetupCommand(root))
                .addSubcommand(new CdcStatusCommand(root))
                .addSubcommand(new CdcDropCommand(root)))
        .addSubcommand(new SchemaCommand(root))
        .addSubcommand(new CertifyCommand())
        .addSubcommand(
            new CommandLine(new NewCommand()).addSubcommand(new NewConnectorCommand(root)))
        .addSubcommand(new CompletionCommand(root));
  }

  /** Runs the command that the arguments ask for; returns its exit code. */
  public int execute(String... arguments) {
    StringWriter help = new StringWriter();
    line.setOut(new PrintWriter(help));
    line.setErr(new PrintWriter(help));
    int code = run(arguments);
    if (!help.toString().isEmpty()) {
      screen.print(help.toString());
    }
    return code;
  }

  /** The exception handler hears of exceptions only, and a user is to read one line of anything. */
  private int run(String... arguments) {
    try {
      return line.execute(arguments);
    } catch (Error e) {
      return failed(line, e);
    }
  }

  private int failed(CommandLine command, Throwable problem) {
    DponeException failure = Problems.of(command.getCommandName(), problem);
    CommandLine.Model.OptionSpec format = command.getCommandSpec().findOption(FormatOption.NAME);
    report(failure, format != null && format.getValue() == OutputFormat.json);
    if (root.debug()) {
      screen.trace(problem);
    }
    return ExitCode.of(failure.category());
  }

  private int misused(ParameterException problem, String... arguments) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    StringBuilder remedy = new StringBuilder();
    String message = sentence(problem);
    if (problem instanceof UnmatchedArgumentException unmatched) {
      message = unknown(command, unmatched.getUnmatched());
      unmatched.getSuggestions().stream()
          .findFirst()
          .ifPresent(near -> remedy.append("did you mean ").append(near).append("? "));
    }
    remedy.append("see ").append(name).append(" --help");
    DponeException failure = Problems.usage("USAGE", message, remedy.toString());
    report(failure, asksForJson(Arrays.asList(arguments)));
    return ExitCode.CONFIGURATION;
  }

  private static String unknown(CommandLine command, List<String> unmatched) {
    String first = unmatched.isEmpty() ? "" : unmatched.get(0);
    if (first.startsWith("-")) {
      return "there is no option " + first;
    }
    return command.getSubcommands().isEmpty()
        ? "the argument " + first + " is one too many"
        : "there is no command " + first;
  }

  /** What picocli says, without its final stop. */
  private static String sentence(ParameterException problem) {
    String message = String.valueOf(problem.getMessage()).strip();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private void report(DponeException failure, boolean json) {
    if (json) {
      screen.document(Documents.failure(failure));
    }
    screen.error(failure);
  }

  /** What was not parsed has no values yet. */
  private static boolean asksForJson(List<String> arguments) {
    int at = arguments.indexOf(FormatOption.NAME);
    return arguments.contains(FormatOption.NAME + "=json")
        || (at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals("json"));
  }
}
