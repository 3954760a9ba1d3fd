package dpone.toolkit.format.codec;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Poison} out of a nested value to the decoder, which returns it. */
public final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final PoisonCode code;
  private final String value;
  private String path = "";

  /**
   * A poison whose field is not known yet.
   *
   * @param value the offending value as text, or null
   * @param reason one sentence without a final stop
   */
  public PoisonException(PoisonCode code, @Nullable String value, String reason) {
    // No stack trace: a stream full of poison must not cost more than one that is not.
    super(reason, null, false, false);
    this.code = code;
    this.value = value == null ? "" : value;
  }

  /** The same, one level further out; an element of a list has the name {@code []}. */
  public PoisonException in(String field) {
    path = path.isEmpty() || path.startsWith("[") ? field + path : field + "." + path;
    return this;
  }

  /** What the decoder returns. */
  public Poison poison() {
    return new Poison(code, path, value, String.valueOf(getMessage()));
  }
}
