package dpone.cli.text;

import dpone.runtime.verify.Difference;
import dpone.runtime.verify.StreamVerdict;
import dpone.runtime.verify.VerifyReport;

/** How both ends of a pipeline compare. */
public final class VerifyText {
  private VerifyText() {}

  /** One block a stream, and the keys that differ. */
  public static String report(VerifyReport report) {
    StringBuilder text = new StringBuilder("pipeline " + report.pipeline() + "\n");
    report.streams().forEach(stream -> text.append(stream(stream)));
    return text.append(report.equal() ? "equal" : "different")
        .append(", compared in ")
        .append(Amounts.time(report.durationMs()))
        .append('\n')
        .toString();
  }

  private static String stream(StreamVerdict stream) {
    Block block =
        new Block("    ")
            .head(
                stream.stream()
                    + " and "
                    + stream.target()
                    + ": "
                    + (stream.equal() ? "equal" : "different"))
            .line(
                "rows",
                Amounts.count(stream.sourceRows())
                    + " at the source, "
                    + Amounts.count(stream.targetRows())
                    + " at the target; "
                    + Amounts.count(stream.columns(), "column", "columns")
                    + " compared, key "
                    + String.join(", ", stream.key()));
    for (Difference difference : stream.differences()) {
      block.line(word(difference.kind()), difference.key());
    }
    if (stream.truncated()) {
      block.line("...", "there are more; raise --limit to see them");
    }
    return block.text();
  }

  private static String word(Difference.Kind kind) {
    return switch (kind) {
      case MISSING_AT_TARGET -> "missing";
      case ONLY_AT_TARGET -> "extra";
      case CHANGED -> "changed";
      case COUNT -> "repeated";
    };
  }
}
