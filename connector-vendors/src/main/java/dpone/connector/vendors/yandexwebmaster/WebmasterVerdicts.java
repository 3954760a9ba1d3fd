package dpone.connector.vendors.yandexwebmaster;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors by their {@code error_code} (https://yandex.com/dev/webmaster/doc/en/concepts/errors),
 * where the status alone would mislead.
 */
final class WebmasterVerdicts implements Verdicts {
  private static final Pattern CODE = Pattern.compile("\"error_code\"\\s*:\\s*\"([A-Z_]+)\"");

  private static boolean isUser(AnswerHead head) {
    String path = head.uri().getPath();
    return path != null && path.endsWith("/user");
  }

  @Override
  public Verdict judge(AnswerHead head) {
    if (head.status() == 200 && isUser(head) && !head.text().contains("\"user_id\"")) {
      // Nobody would be read for nobody, and that would look like an account without sites.
      return Verdict.refuse(HttpCode.UNEXPECTED);
    }
    if (head.status() < 400) {
      return Verdict.USUAL;
    }
    Matcher code = CODE.matcher(head.text());
    if (!code.find()) {
      return Verdict.USUAL;
    }
    return switch (code.group(1)) {
      case "INVALID_OAUTH_TOKEN", "LACKS_OF_OAUTH_SCOPE" -> Verdict.refuse(HttpCode.UNAUTHORIZED);
      case "QUOTA_EXCEEDED" -> Verdict.refuse(HttpCode.QUOTA);
      default -> Verdict.USUAL;
    };
  }
}
