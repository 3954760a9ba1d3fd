package dpone.certify.proof;

import dpone.runtime.retry.RetryBounds;
import dpone.spi.Role;
import dpone.spi.certify.RetriedCalls;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of what is tried again, made from the runtime's policy and from what a connector hands
 * to it. The page is made from it and compared with it.
 */
public final class RetryTable {
  /** Name of the generated block of the page. */
  public static final String BLOCK = "retries";

  private static final String HEAD =
      """
      | what | tried again after | tries in all | waits | no try begins later than |
      |---|---|---|---|---|
      """;
  private static final String PASSING = "any code of category `TRANSIENT` or `THROTTLED`";
  private static final String NONE = "nothing";

  private RetryTable() {}

  /**
   * The table as Markdown.
   *
   * @param calls what the connector hands to the executor
   * @param roles its roles
   * @param bounds the policy
   */
  public static String markdown(List<RetriedCalls.Row> calls, Set<Role> roles, RetryBounds bounds) {
    StringBuilder table = new StringBuilder(HEAD);
    String tries = Integer.toString(bounds.maxAttempts());
    String waits = waits(bounds);
    for (RetriedCalls.Row call : calls) {
      row(
          table,
          call.meaning() + " (`" + call.operation() + "`)",
          codes(call),
          tries,
          call.namesWait() ? waits + "; longer where the system names a time" : waits,
          text(bounds.total()) + " after the call began");
    }
    row(
        table,
        "moving a part of a read again, with a new reader and writer",
        PASSING + ", until its writer was asked to finish",
        tries,
        waits,
        "no bound");
    if (roles.contains(Role.CDC)) {
      row(
          table,
          "following changes again from the last commit",
          PASSING + ", also when a call was given up",
          tries + " without a commit in between",
          waits,
          "no bound");
    }
    row(table, "committing", NONE + "; the next run looks it up", "1", "", "");
    row(table, "everything else", NONE, "1", "", "");
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String codes(RetriedCalls.Row call) {
    return call.failures().stream()
        .map(failure -> "`" + failure.code() + "`")
        .collect(Collectors.joining(" "));
  }

  private static String waits(RetryBounds bounds) {
    return text(bounds.firstWait())
        + ", then each %d times the one before, give or take %d %%, at most "
            .formatted(RetryBounds.FACTOR, Math.round(RetryBounds.JITTER * 100))
        + text(bounds.maxWait());
  }

  /** A duration as a manifest writes it. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : String.format(Locale.ROOT, "%dms", millis);
  }
}
