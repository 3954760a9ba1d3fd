package dpone.cli.command;

import dpone.cli.output.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that completes commands and options in a shell.",
    footer = {
      "",
      "bash: dpone completion bash > ~/.local/share/bash-completion/completions/dpone",
      "zsh:  add to ~/.zshrc: source <(dpone completion zsh)"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final DponeCommand root;

  /** Shells whose completion is known. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command below that root. */
  public CompletionCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    CommandLine dpone = Objects.requireNonNull(spec.parent(), "parent").commandLine();
    String script = AutoComplete.bash("dpone", dpone);
    // The script runs in both shells once zsh has been told to understand bash's way.
    String lead =
        switch (shell) {
          case bash -> "";
          case zsh -> "autoload -U +X bashcompinit && bashcompinit\n";
        };
    root.screen().print(lead + script);
    return ExitCode.DONE;
  }
}
