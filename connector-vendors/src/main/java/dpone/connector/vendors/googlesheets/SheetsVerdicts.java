package dpone.connector.vendors.googlesheets;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.time.Duration;

/** Tells limits by their reason: the service refuses them with 429, older parts of it with 403. */
final class SheetsVerdicts implements Verdicts {
  /** The quota is one of a minute, and a refusal names no time to wait. */
  private static final Duration PAUSE = Duration.ofSeconds(20);

  @Override
  public Verdict judge(AnswerHead head) {
    String text = head.text();
    if (head.status() == 403 && text.contains("dailyLimitExceeded")) {
      return Verdict.refuse(HttpCode.QUOTA);
    }
    boolean limit =
        head.status() == 429
            || (head.status() == 403
                && (text.contains("ateLimitExceeded") || text.contains("RATE_LIMIT_EXCEEDED")));
    return limit && head.header("Retry-After").isEmpty()
        ? Verdict.refuse(HttpCode.THROTTLED, "", PAUSE)
        : limit ? Verdict.refuse(HttpCode.THROTTLED) : Verdict.USUAL;
  }
}
