package dpone.runtime.manifest;

import java.util.Locale;

/** When both ends of a pipeline are compared by themselves. */
public enum VerifyGate {
  /** Only when the user asks with {@code dpone verify}. */
  OFF,
  /** After every commit; a difference fails the run. */
  AFTER_COMMIT;

  /** The name in manifests. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
