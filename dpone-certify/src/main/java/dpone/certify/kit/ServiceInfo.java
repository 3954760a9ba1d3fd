package dpone.certify.kit;

import java.util.Locale;

/**
 * What a system is.
 *
 * @param name such as {@code PostgreSQL}
 * @param kind how real it is
 * @param version the system's own word for its version
 */
public record ServiceInfo(String name, Kind kind, String version) {
  /** How real a system is. */
  public enum Kind {
    /** The system itself. */
    REAL,
    /** Somebody else's stand-in that speaks the same protocol. */
    EMULATOR,
    /** This project's own stand-in; its evidence carries at most beta. */
    DOUBLE;

    /** The name in evidence. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
