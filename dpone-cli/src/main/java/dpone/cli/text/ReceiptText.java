package dpone.cli.text;

import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.receipt.StreamReceipt;
import java.util.Objects;

/** What a run did, compact. */
public final class ReceiptText {
  private ReceiptText() {}

  /** What came of one stream. */
  public static String stream(StreamReceipt stream) {
    Block block = new Block("    ").head(stream.name() + ": " + outcome(stream));
    block
        .line(
            "rows",
            Amounts.count(stream.rowsRead())
                + " read, "
                + Amounts.count(stream.rowsWritten())
                + " written, "
                + Amounts.count(stream.rowsRejected())
                + " rejected, "
                + Amounts.count(stream.rowsFiltered())
                + " filtered")
        .line("target", target(stream));
    stream.notes().forEach(note -> block.line("note", note));
    if (stream.positionBefore() != null || stream.positionAfter() != null) {
      block.line("position", position(stream));
    }
    if (stream.recovered() != null) {
      block.line("recovered", "an earlier load was left open and found " + stream.recovered());
    }
    if (stream.loadId() != null) {
      block.line("load", stream.loadId());
    }
    long nanos = stream.durationMs() * 1_000_000;
    String rate =
        stream.rowsRead() == 0
            ? ""
            : ", "
                + Amounts.count(Amounts.rate(stream.rowsRead(), nanos))
                + " rows/s, "
                + Amounts.bytes(stream.bytes())
                + " at "
                + Amounts.bytes(Amounts.rate(stream.bytes(), nanos))
                + "/s";
    return block.line("time", Amounts.time(stream.durationMs()) + rate).text();
  }

  private static String outcome(StreamReceipt stream) {
    if (stream.status() != RunStatus.SUCCEEDED) {
      return stream.status().text();
    }
    boolean unmoved = Objects.equals(stream.positionBefore(), stream.positionAfter());
    if (stream.rowsRead() == 0) {
      return stream.positionBefore() == null
          ? "the source has no rows"
          : "nothing new at the source";
    }
    if (unmoved
        && stream.positionBefore() != null
        && stream.inserted() == 0
        && stream.updated() == 0
        && stream.deleted() == 0) {
      return "nothing new at the source; rows at the position itself were read again, none of them"
          + " had changed";
    }
    return stream.status().text();
  }

  private static String target(StreamReceipt stream) {
    StringBuilder target = new StringBuilder(stream.target());
    if (stream.inserted() >= 0) {
      target.append(", ").append(Amounts.count(stream.inserted())).append(" inserted");
    }
    if (stream.updated() >= 0) {
      target.append(", ").append(Amounts.count(stream.updated())).append(" updated");
    }
    if (stream.deleted() > 0) {
      target.append(", ").append(Amounts.count(stream.deleted())).append(" deleted");
    }
    return target.append(" (").append(stream.publish()).append(')').toString();
  }

  private static String position(StreamReceipt stream) {
    String before = Objects.requireNonNullElse(stream.positionBefore(), "none");
    String after = Objects.requireNonNullElse(stream.positionAfter(), "none");
    return before.equals(after) ? "unchanged, " + after : before + " -> " + after;
  }

  /** The last lines of a run: cost and status. */
  public static String end(RunReceipt receipt) {
    String rss =
        receipt.peakRssBytes() == 0
            ? ""
            : ", " + Amounts.bytes(receipt.peakRssBytes()) + " resident";
    return "peak memory "
        + Amounts.bytes(receipt.peakHeapBytes())
        + " of heap after a collection"
        + rss
        + "\n"
        + receipt.status().text()
        + " in "
        + Amounts.time(receipt.durationMs())
        + "\n";
  }
}
