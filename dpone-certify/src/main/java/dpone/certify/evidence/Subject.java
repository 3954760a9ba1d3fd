package dpone.certify.evidence;

/**
 * A file that the evidence is about.
 *
 * @param name path below the connector's folder, or the name of a jar of the platform
 * @param sha256 digest of its bytes, 64 hexadecimal digits
 */
public record Subject(String name, String sha256) {}
