package dpone.certify.evidence;

/**
 * Where and with what a run took place.
 *
 * @param suiteVersion version of the suite
 * @param suiteDigest digest of the suite's own jar and of the fixture
 * @param jdk vendor and version of the JDK
 * @param os name, version and architecture of the operating system
 */
public record Environment(String suiteVersion, String suiteDigest, String jdk, String os) {
  /** The present one. */
  public static Environment here(String suiteVersion, String suiteDigest) {
    return new Environment(
        suiteVersion,
        suiteDigest,
        System.getProperty("java.vendor") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
  }
}
