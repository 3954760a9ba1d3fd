package dpone.spi.sink;

import dpone.spi.annotation.Api;

/** How faithfully a mapping keeps values. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Fidelity {
  /** Every value comes back as it was. */
  EXACT,
  /** Every value comes back, in a type that holds more. */
  WIDENING,
  /** Some values change; needs the user's word. */
  LOSSY
}
