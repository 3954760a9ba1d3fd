package dpone.cli.text;

import dpone.runtime.change.ChangeStreamAdmin;
import dpone.spi.cdc.ChangeSetup;

/** What is to be set up for a change stream, as a script in which all else is a comment. */
public final class SetupText {
  private static final String COMMENT = "-- ";

  private SetupText() {}

  /** One pipeline's. */
  public static String of(String pipeline, ChangeStreamAdmin.Setup setup) {
    StringBuilder text = new StringBuilder();
    int count = setup.steps().size();
    comment(
        text,
        switch (count) {
          case 0 -> pipeline + ": nothing is missing";
          case 1 -> pipeline + ": one statement to review and run";
          default -> pipeline + ": " + count + " statements to review and run, in this order";
        });
    setup.notes().forEach(note -> comment(text, "note: " + note));
    for (ChangeSetup.Step step : setup.steps()) {
      text.append('\n');
      comment(text, step.why());
      text.append(step.statement()).append('\n');
    }
    return text.toString();
  }

  private static void comment(StringBuilder text, String line) {
    text.append(COMMENT).append(String.join(" ", line.lines().toList())).append('\n');
  }
}
