package dpone.connector.vendors.mindbox;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What answers mean beyond their status: an operation says in its body whether it was carried out.
 *
 * @see <a href="https://developers.mindbox.ru/docs/export-mailing-statuses">Form of the answer</a>
 */
final class MindboxVerdicts implements Verdicts {
  private static final Pattern STATUS =
      Pattern.compile("^\\s*\\{\\s*\"status\"\\s*:\\s*\"([A-Za-z]+)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("\"(?:errorMessage|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int SHOWN = 300;

  @Override
  public Verdict judge(AnswerHead head) {
    int status = head.status();
    if (status != 200 && (status < 400 || status == 401 || status == 429)) {
      return Verdict.USUAL;
    }
    String text = head.text();
    Matcher said = STATUS.matcher(text);
    if (!said.find()) {
      return Verdict.USUAL;
    }
    return switch (said.group(1)) {
      case "ValidationError", "ProtocolError" ->
          Verdict.refuse(HttpCode.BAD_REQUEST, detail(said.group(1), text));
      case "InternalServerError" ->
          Verdict.refuse(HttpCode.SERVER_ERROR, detail(said.group(1), text));
      default -> Verdict.USUAL;
    };
  }

  private static String detail(String status, String text) {
    Matcher message = MESSAGE.matcher(text);
    String said = message.find() ? status + ": " + message.group(1) : status;
    return said.length() > SHOWN ? said.substring(0, SHOWN) + "..." : said;
  }
}
