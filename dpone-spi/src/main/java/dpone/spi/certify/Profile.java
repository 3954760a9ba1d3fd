package dpone.spi.certify;

import dpone.spi.annotation.Api;
import java.util.Locale;

/** A set of tests by what they need; the names of the test markers. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Profile {
  /** No external service. */
  UNIT,
  /** Local disposable services. */
  INTEGRATION,
  /** Real services and credentials. */
  INTEGRATION_LIVE,
  /** Scheduled broad validation. */
  NIGHTLY;

  /** The name of the marker, such as {@code integration_live}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
