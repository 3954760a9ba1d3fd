package dpone.toolkit.http.exchange;

/**
 * How an API tells by an answer what its status alone does not: a quota by the text of a 403, an
 * error with status 200. Thread-safe.
 */
@FunctionalInterface
public interface Verdicts {
  /** Statuses say everything. */
  Verdicts BY_STATUS = head -> Verdict.USUAL;

  /** Judges an answer. */
  Verdict judge(AnswerHead head);

  /** This, and where it has no opinion, the other. */
  default Verdicts or(Verdicts other) {
    return head -> {
      Verdict mine = judge(head);
      return mine instanceof Verdict.Usual ? other.judge(head) : mine;
    };
  }
}
