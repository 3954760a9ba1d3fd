package dpone.connector.vendors.similarweb;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors by the code in their body (https://developers.similarweb.com/docs/error-codes-rest), which
 * is not what the same number means in HTTP: 401 is data that there is not.
 */
final class SimilarwebVerdicts implements Verdicts {
  private static final Pattern CODE = Pattern.compile("\"error_code\"\\s*:\\s*\"?(\\d+)");

  @Override
  public Verdict judge(AnswerHead head) {
    String text = head.text();
    Matcher code = CODE.matcher(text);
    int number = code.find() ? Integer.parseInt(code.group(1)) : head.status();
    return switch (number) {
      case 101, 102, 103 -> Verdict.refuse(HttpCode.BAD_REQUEST);
      case 401 -> Verdict.refuse(missing(text));
      case 403 -> Verdict.refuse(spent(text) ? HttpCode.QUOTA : HttpCode.UNAUTHORIZED);
      case 429 -> spent(text) ? Verdict.refuse(HttpCode.QUOTA) : Verdict.USUAL;
      default -> Verdict.USUAL;
    };
  }

  private static HttpCode missing(String text) {
    return text.toLowerCase(Locale.ROOT).contains("not found")
        ? HttpCode.NOT_FOUND
        : HttpCode.UNAUTHORIZED;
  }

  private static boolean spent(String text) {
    String said = text.toLowerCase(Locale.ROOT);
    return said.contains("credit") || said.contains("quota") || said.contains("hits");
  }
}
