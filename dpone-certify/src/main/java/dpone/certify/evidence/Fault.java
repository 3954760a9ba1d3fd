package dpone.certify.evidence;

/**
 * A fault that a trial caused.
 *
 * @param check the check that caused it
 * @param kind what was done, such as {@code halt} or {@code kill}
 * @param at where it fired: a boundary of the commit protocol, or a moment
 * @param fired how many times
 */
public record Fault(String check, String kind, String at, long fired) {}
