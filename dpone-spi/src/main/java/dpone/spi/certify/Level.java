package dpone.spi.certify;

import dpone.spi.annotation.Api;

/** How far a connector is trusted; in ascending order. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Level {
  /** Nothing is proven. */
  NONE("none"),
  /** Useful for development. */
  EXPERIMENTAL("experimental"),
  /** Suitable for controlled workloads. */
  BETA("beta"),
  /** Approved for unattended pipelines. */
  PRODUCTION_CERTIFIED("production-certified");

  private final String text;

  Level(String text) {
    this.text = text;
  }

  /** The name in reports and policies. */
  public String text() {
    return text;
  }
}
