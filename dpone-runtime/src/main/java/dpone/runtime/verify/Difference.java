package dpone.runtime.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A row on which the two ends disagree.
 *
 * @param kind what is wrong with it
 * @param key the key for people, columns joined by comma
 */
public record Difference(Kind kind, String key) {
  /** What is wrong with a row. */
  public enum Kind {
    /** The source has it, the target does not. */
    MISSING_AT_TARGET,
    /** The target has it, the source does not. */
    ONLY_AT_TARGET,
    /** Both have it, with other values. */
    CHANGED,
    /** One end has it more often than the other. */
    COUNT;

    /** The name in reports. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
