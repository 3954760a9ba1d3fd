package dpone.service.tds;

/** What the double knows to answer. */
@FunctionalInterface
public interface Statements {
  /**
   * Answers a request; called on the thread of its session.
   *
   * @throws UnknownStatementException for one that is not known, which the client sees as an error
   */
  Answer answer(Request request);

  /** A session is over, however it ended; called on the thread of the session. */
  default void ended(Session session) {}
}
