package dpone.certify.evidence;

/**
 * Where and with what a run took place.
 *
 * @param run the run's own id: when it began, and a random part
 * @param whole whether every requirement was to be tried; a run of a few requirements is no
 *     recurring evidence
 * @param commit revision of the sources, empty where there is none to know
 * @param policyDigest digest of the policy that the run was judged by
 * @param suiteVersion version of the suite
 * @param suiteDigest digest of the suite's own jar and of the fixture
 * @param jdk vendor and version of the JDK
 * @param os name, version and architecture of the operating system
 */
public record Environment(
    String run,
    boolean whole,
    String commit,
    String policyDigest,
    String suiteVersion,
    String suiteDigest,
    String jdk,
    String os) {
  /** The present one, with another suite: each connector's fixture belongs to its suite. */
  public Environment withSuite(String version, String digest) {
    return new Environment(run, whole, commit, policyDigest, version, digest, jdk, os);
  }

  /** The present one, its suite not known yet. */
  public static Environment here(String run, boolean whole, String commit, String policyDigest) {
    return new Environment(
        run,
        whole,
        commit,
        policyDigest,
        "",
        "",
        System.getProperty("java.vendor") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
  }
}
