package dpone.cli.text;

import java.util.Locale;

/** How far a stream has come, on one line. */
final class ProgressLine {
  private ProgressLine() {}

  static String of(String stream, long estimatedRows, long rows, long bytes, long nanos) {
    StringBuilder line = new StringBuilder("  ").append(stream).append(": ");
    line.append(Amounts.count(rows, "row", "rows"));
    if (estimatedRows > 0) {
      // An estimate is often too low; a run that goes on is not done.
      line.append(String.format(Locale.ROOT, " (%d%%)", Math.min(99, rows * 100 / estimatedRows)));
    }
    line.append(", ").append(Amounts.count(Amounts.rate(rows, nanos))).append(" rows/s, ");
    line.append(Amounts.bytes(Amounts.rate(bytes, nanos))).append("/s");
    return line.toString();
  }
}
