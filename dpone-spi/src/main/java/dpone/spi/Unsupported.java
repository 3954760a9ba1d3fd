package dpone.spi;

import dpone.spi.annotation.Api;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** The one refusal of what a connector does not declare. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class Unsupported {
  private Unsupported() {}

  /** The refusal of a role. */
  public static DponeException role(String connector, Role role) {
    return what(connector, "the role " + role.text());
  }

  /**
   * The refusal of anything else.
   *
   * @param connector id
   * @param feature such as {@code strategy.mode scd2}
   */
  public static DponeException what(String connector, String feature) {
    return what(connector, feature, "");
  }

  /**
   * The refusal of anything else, with its reason.
   *
   * @param connector id
   * @param feature such as {@code strategy.mode scd2}
   * @param reason one sentence without a final stop; empty if there is none to give
   */
  public static DponeException what(String connector, String feature, String reason) {
    return DponeException.of(
            ErrorCategory.CONFIG,
            "UNSUPPORTED",
            "connector "
                + connector
                + " does not offer "
                + feature
                + (reason.isEmpty() ? "" : ": " + reason))
        .remedy("see `dpone connectors` for what each connector offers")
        .build();
  }
}
