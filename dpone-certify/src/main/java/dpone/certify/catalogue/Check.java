package dpone.certify.catalogue;

import dpone.spi.certify.Profile;
import java.util.List;

/**
 * One thing that must hold for a requirement to be met.
 *
 * @param id the requirement's id, a stop, and a name: {@code EXP-1.drivers-invisible}
 * @param title what must hold
 * @param profile the profile that proves it
 * @param applies when it applies
 * @param rules ids of the SPI rules it proves
 * @param defect the defect that must break it
 */
public record Check(
    String id, String title, Profile profile, Applies applies, List<String> rules, String defect) {
  /** Copies the list. */
  public Check {
    rules = List.copyOf(rules);
  }

  /** Whether a run of that profile tries it. */
  public boolean within(Profile ran) {
    return switch (profile) {
      case UNIT -> true;
      case INTEGRATION -> ran != Profile.UNIT;
      case INTEGRATION_LIVE -> ran == Profile.INTEGRATION_LIVE;
      case NIGHTLY -> ran == Profile.NIGHTLY;
    };
  }

  /** Id of the requirement that it belongs to. */
  public String requirement() {
    return id.substring(0, id.indexOf('.'));
  }
}
