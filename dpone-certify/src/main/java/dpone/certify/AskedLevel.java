package dpone.certify;

import dpone.certify.catalogue.Requirements;
import dpone.certify.policy.Policy;
import dpone.certify.problem.BadInputException;
import dpone.spi.certify.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The level that a command line asks for. */
final class AskedLevel {
  private AskedLevel() {}

  static Optional<Level> of(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Requirements::level);
    } catch (IllegalArgumentException unknown) {
      throw new BadInputException(
          "CERTIFY_USAGE: "
              + unknown.getMessage()
              + "; one of none, experimental, beta, production-certified");
    }
  }

  static void refuseUnknown(Policy policy, @Nullable String environment) {
    if (environment != null && !policy.environments().containsKey(environment)) {
      throw new BadInputException(
          "CERTIFY_USAGE: the policy ("
              + policy.source()
              + ") has no environment "
              + environment
              + "; it has "
              + (policy.environments().isEmpty()
                  ? "none"
                  : String.join(", ", policy.environments().keySet().stream().sorted().toList())));
    }
  }
}
