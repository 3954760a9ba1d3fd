package dpone.certify.scenario;

/** The connector did not do what a check demands; the message tells its author what was seen. */
public final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was seen. */
  public Mismatch(String seen) {
    super(seen);
  }

  /** Fails unless it holds. */
  static void unless(boolean holds, String seen) throws Mismatch {
    if (!holds) {
      throw new Mismatch(seen);
    }
  }
}
