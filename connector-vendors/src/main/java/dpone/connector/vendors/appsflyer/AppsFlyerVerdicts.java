package dpone.connector.vendors.appsflyer;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.util.List;
import java.util.Locale;

/**
 * What answers mean beyond their status. A used-up quota comes as 400, 403 or 429 and is told by
 * its text; a report that the account's plan does not have comes as prose, also with status 200.
 *
 * @see <a href="https://support.appsflyer.com/hc/en-us/articles/207034366">Report generation
 *     quotas</a>
 */
final class AppsFlyerVerdicts implements Verdicts {
  /** Also the limit of calls a minute, since its text does not tell the two apart. */
  private static final List<String> QUOTA =
      List.of(
          "reached your maximum number of",
          "api calls limit has been reached",
          "limit reached for");

  private static final List<String> NO_PLAN =
      List.of("subscription package", "doesn't include raw data", "does not include raw data");

  private static final int SHOWN = 300;

  @Override
  public Verdict judge(AnswerHead head) {
    int status = head.status();
    if (status != 200 && status != 400 && status != 403 && status != 429) {
      return Verdict.USUAL;
    }
    String text = head.text();
    if (status == 200 && isReport(text)) {
      return Verdict.USUAL;
    }
    String said = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    if (QUOTA.stream().anyMatch(said::contains)) {
      return Verdict.refuse(HttpCode.QUOTA, shown(text));
    }
    if (NO_PLAN.stream().anyMatch(said::contains)) {
      return Verdict.refuse(HttpCode.FORBIDDEN, shown(text));
    }
    return status == 200 ? Verdict.refuse(HttpCode.UNEXPECTED, shown(text)) : Verdict.USUAL;
  }

  /** The first line names columns. Nothing at all is left to the reader of the report. */
  private static boolean isReport(String text) {
    String start = text.startsWith("\ufeff") ? text.substring(1) : text;
    int end = start.indexOf('\n');
    String line = end < 0 ? start : start.substring(0, end);
    return start.isBlank()
        || line.startsWith("Attributed Touch Type")
        || line.startsWith("\"Attributed Touch Type")
        || line.contains("Agency/PMD")
        || line.chars().filter(c -> c == ',').count() >= 3;
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replaceAll("<[^>]*>", "");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }
}
