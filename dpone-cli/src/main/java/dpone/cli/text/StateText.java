package dpone.cli.text;

import dpone.runtime.state.ScopeState;
import dpone.runtime.state.StateAdmin;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Objects;

/** The state of a pipeline. */
public final class StateText {
  private StateText() {}

  /** One line a scope. */
  public static String table(List<StateAdmin.Scope> scopes) {
    TextTable table =
        new TextTable("SCOPE", "LOADS", "REVISION", "POSITION", "WRITTEN", "OPEN LOAD");
    for (StateAdmin.Scope scope : scopes) {
      ScopeState state = scope.state();
      table.row(
          scope.entry().key().scope(),
          Long.toString(state.completed()),
          Long.toString(scope.entry().revision()),
          position(state),
          scope.entry().updatedAt().toString(),
          state.pending().map(intent -> intent.message().loadId().toString()).orElse(""));
    }
    return table.text();
  }

  /** All that is known of a scope. */
  public static String details(StateAdmin.Scope scope) {
    ScopeState state = scope.state();
    Block block =
        new Block("  ")
            .head(scope.entry().key().scope())
            .line("position", position(state))
            .line("loads", state.completed() + " completed")
            .line("last load", Objects.requireNonNullElse(state.lastLoad(), "none"))
            .line("revision", scope.entry().revision() + " of " + scope.entry().updatedAt())
            .line("lineage", state.lineage());
    state
        .pending()
        .ifPresent(intent ->
            block.line(
                "open",
                "load "
                    + intent.message().loadId()
                    + " of "
                    + intent.at()
                    + " was about to be committed; the next run finds out what became of it"));
    return block.text();
  }

  private static String position(ScopeState state) {
    return state.reached().map(Position::display).orElse("none");
  }
}
