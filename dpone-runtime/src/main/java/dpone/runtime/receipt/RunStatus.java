package dpone.runtime.receipt;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run, or a stream of it, ended. */
public enum RunStatus {
  /** Everything asked for is at the target and in the state. */
  SUCCEEDED,
  /** Nothing was changed at the target. */
  FAILED,
  /** Some streams succeeded, others did not. */
  PARTIAL,
  /** It is not known whether the last commit took place. */
  UNKNOWN;

  /** The name in receipts. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
