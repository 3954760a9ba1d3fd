package dpone.connector.vendors.openexchangerates;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors by their {@code message} (https://docs.openexchangerates.org/reference/errors), since one
 * status has several meanings: 429 is also what a plan does not allow at all, for which waiting
 * would never help.
 */
final class OxrVerdicts implements Verdicts {
  private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*true");
  private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([a-z_]+)\"");

  @Override
  public Verdict judge(AnswerHead head) {
    String text = head.text();
    Matcher message = MESSAGE.matcher(text);
    if (!ERROR.matcher(text).find() || !message.find()) {
      return Verdict.USUAL;
    }
    return switch (message.group(1)) {
      case "missing_app_id", "invalid_app_id" -> Verdict.refuse(HttpCode.UNAUTHORIZED);
      case "not_allowed" -> Verdict.refuse(HttpCode.FORBIDDEN);
      case "access_restricted" -> Verdict.refuse(restricted(head.status(), text));
      case "invalid_base" -> Verdict.refuse(HttpCode.BAD_REQUEST);
      case "not_found" -> Verdict.refuse(HttpCode.NOT_FOUND);
      default -> head.status() == 200 ? Verdict.refuse(HttpCode.UNEXPECTED) : Verdict.USUAL;
    };
  }

  /** Used too much, or not allowed for another reason that the description gives. */
  private static HttpCode restricted(int status, String text) {
    String said = text.toLowerCase(Locale.ROOT);
    boolean spent = status == 429 || said.contains("over-use") || said.contains("usage limit");
    return spent ? HttpCode.QUOTA : HttpCode.FORBIDDEN;
  }
}
