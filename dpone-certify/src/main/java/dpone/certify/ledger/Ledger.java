package dpone.certify.ledger;

import dpone.certify.evidence.Evidence;
import dpone.certify.problem.InvalidEvidenceException;
import java.util.List;
import java.util.Optional;

/**
 * A ledger as it was read.
 *
 * @param entries those that could be read, in order
 * @param head its end, if there is one
 * @param trust how far it is believed
 * @param problems what is wrong with it, one line each; if there are any, nothing may be concluded
 */
public record Ledger(List<Entry> entries, Optional<Head> head, Trust trust, List<String> problems) {
  /** One that is not there yet. */
  public static final Ledger EMPTY = new Ledger(List.of(), Optional.empty(), Trust.NONE, List.of());

  /** Copies the lists. */
  public Ledger {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /**
   * This ledger, if nothing is wrong with it.
   *
   * @throws InvalidEvidenceException otherwise
   */
  public Ledger sound() {
    if (!problems.isEmpty()) {
      throw new InvalidEvidenceException(problems);
    }
    return this;
  }

  /** Every record, the oldest first. */
  public List<Evidence> records() {
    return entries.stream().map(Entry::record).toList();
  }

  /** Hash of the last entry, {@link Entry#ORIGIN} if there is none. */
  public String last() {
    return head.map(Head::last).orElse(Entry.ORIGIN);
  }
}
