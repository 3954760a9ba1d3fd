package dpone.certify.problem;

import java.util.ArrayList;
import java.util.List;

/** Evidence that is not as it was written; nothing may be concluded from it. */
public final class InvalidEvidenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final List<String> problems;

  /**
   * With what was found.
   *
   * @param problems one line each: what, where, which value, what to do
   */
  public InvalidEvidenceException(List<String> problems) {
    super(String.join("\n", shown(problems)));
    this.problems = List.copyOf(problems);
  }

  /** Everything that was found, one line each. */
  public List<String> problems() {
    return problems;
  }

  private static List<String> shown(List<String> problems) {
    if (problems.size() <= SHOWN) {
      return problems;
    }
    List<String> first = new ArrayList<>(problems.subList(0, SHOWN));
    first.add("... and " + (problems.size() - SHOWN) + " more like these");
    return first;
  }
}
