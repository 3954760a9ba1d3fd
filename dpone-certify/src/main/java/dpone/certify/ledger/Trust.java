package dpone.certify.ledger;

/**
 * How far a ledger is believed.
 *
 * @param state the kind of its signature
 * @param keyId the key that signed it, empty if none did
 */
public record Trust(State state, String keyId) {
  /** There is no ledger, or nothing is in it. */
  public static final Trust NONE = new Trust(State.NONE, "");

  /** Kinds of signatures. */
  public enum State {
    /** There is no ledger, or nothing is in it. */
    NONE("no ledger"),
    /** Nobody signed it. */
    UNSIGNED("unsigned"),
    /** Signed by a key that nobody here knows, so it may be anybody's. */
    UNKNOWN_KEY("signed by an unknown key"),
    /** Signed by a trusted key. */
    SIGNED("signed");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** Whether its evidence may carry beyond beta. */
  public boolean trusted() {
    return state == State.SIGNED;
  }

  /** For people. */
  public String text() {
    return keyId.isEmpty() ? state.text() : state.text() + " " + keyId.substring(0, 16);
  }
}
