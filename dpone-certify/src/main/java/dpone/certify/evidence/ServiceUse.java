package dpone.certify.evidence;

/**
 * A system that a trial used.
 *
 * @param name such as {@code PostgreSQL}
 * @param kind {@code real}, {@code emulator} or {@code double}
 * @param version the system's own word for its version
 */
public record ServiceUse(String name, String kind, String version) {
  /** Name and version, for people. */
  public String label() {
    return (name + " " + version).strip();
  }
}
