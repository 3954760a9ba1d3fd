package dpone.connector.vendors.cbr;

import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.AnswerHead;
import dpone.toolkit.http.exchange.Verdict;
import dpone.toolkit.http.exchange.Verdicts;

/** The Bank of Russia says that a request is wrong in a document with status 200. */
final class CbrVerdicts implements Verdicts {
  private static final String REFUSED = "Error in parameters";

  @Override
  public Verdict judge(AnswerHead head) {
    return head.status() == 200 && head.text().contains(REFUSED)
        ? Verdict.refuse(HttpCode.BAD_REQUEST, REFUSED)
        : Verdict.USUAL;
  }
}
