package dpone.certify.audit;

import dpone.certify.ledger.Entry;
import dpone.certify.ledger.Ledger;
import dpone.certify.ledger.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a ledger beyond what reading it shows.
 *
 * @param expectedHead hash that its last entry must have
 * @param insist whether it must be signed by a trusted key
 * @param now the present time
 */
public record LedgerAudit(Optional<String> expectedHead, boolean insist, Instant now) {
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** One line for each problem. */
  public List<String> problems(Ledger ledger) {
    List<String> problems = new ArrayList<>(ledger.problems());
    expectedHead
        .filter(expected -> !expected.equals(last(ledger)))
        .ifPresent(expected ->
            problems.add(
                "LEDGER_HEAD: the ledger ends in "
                    + last(ledger)
                    + ", expected is "
                    + expected
                    + ": "
                    + earlier(ledger, expected)
                    + "; take the hash from where it was written down last, or restore the ledger"));
    if (insist && ledger.trust().state() != Trust.State.SIGNED) {
      problems.add(
          "LEDGER_SIGNATURE: the ledger is "
              + ledger.trust().text()
              + ", and a key was given that should have signed it; restore the ledger, or give the"
              + " key that signs it");
    }
    for (Entry entry : ledger.entries()) {
      if (entry.record().started().isAfter(now.plus(CLOCKS))
          || entry.time().isAfter(now.plus(CLOCKS))) {
        problems.add(
            "LEDGER_ENTRY: entry "
                + entry.number()
                + " was made on "
                + entry.record().started()
                + ", which is yet to come; set the clock, or find out who wrote it");
      }
    }
    return problems;
  }

  private static String earlier(Ledger ledger, String expected) {
    for (Entry entry : ledger.entries()) {
      if (entry.previous().equals(expected)) {
        return "it went on for "
            + (ledger.entries().size() - entry.number() + 1)
            + " entries after that one";
      }
    }
    return "its end was cut off, or it was written anew";
  }

  private static String last(Ledger ledger) {
    return ledger.entries().isEmpty()
        ? Entry.ORIGIN
        : Entry.hash(ledger.entries().getLast().line());
  }
}
