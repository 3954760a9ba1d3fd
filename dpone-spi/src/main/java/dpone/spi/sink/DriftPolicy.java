package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.Locale;

/** What happens when the source's schema is not the target's. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum DriftPolicy {
  /** The target follows, as far as nothing is lost. */
  EVOLVE,
  /** The target stays; what does not fit is left out and said. */
  FREEZE,
  /** Rows that do not fit are rejected. */
  DISCARD,
  /** The run fails before it starts. */
  FAIL;

  /** The name in manifests. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
