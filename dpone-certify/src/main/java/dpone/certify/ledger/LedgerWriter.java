package dpone.certify.ledger;

import dpone.certify.evidence.Evidence;
import dpone.certify.problem.BadInputException;
import dpone.certify.problem.InvalidEvidenceException;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds records to a ledger.
 *
 * @param folder where the ledger is; made if it is not there
 * @param key signs the head
 * @param keys public keys that are believed
 * @param patience how long to wait for another writer
 */
public record LedgerWriter(
    Path folder, Optional<SigningKey> key, List<TrustedKey> keys, Duration patience) {
  /** How long a run waits for another that writes. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Copies the list, and believes the signing key. */
  public LedgerWriter {
    List<TrustedKey> believed = new ArrayList<>(keys);
    key.map(SigningKey::trusted).ifPresent(believed::add);
    keys = List.copyOf(believed);
  }

  /**
   * Adds them at the end, durably, all or none.
   *
   * @param records in order
   * @param now the present time
   * @return the head after it
   * @throws InvalidEvidenceException if the ledger is not as it was written; it is left as it is
   * @throws BadInputException if another run holds it, or it cannot go on with this key
   * @throws IOException if it cannot be written
   */
  public Head append(List<Evidence> records, Instant now) throws IOException {
    Files.createDirectories(folder);
    LedgerFiles files = new LedgerFiles(folder);
    try (LedgerLock lock = LedgerLock.take(files.lock(), patience)) {
      Ledger before = LedgerReader.read(folder, keys).sound();
      refuseMixed(before);
      StringBuilder lines = new StringBuilder();
      String last = before.last();
      long number = before.entries().size();
      Instant time = now.truncatedTo(ChronoUnit.MILLIS);
      for (Evidence record : records) {
        String line = new Entry(++number, last, time, record).line();
        last = Entry.hash(line);
        lines.append(line).append('\n');
      }
      if (lines.isEmpty()) {
        return before.head().orElse(new Head(0, last, time, Optional.empty()));
      }
      Head plain = new Head(number, last, time, Optional.empty());
      Head head = key.map(plain::signedBy).orElse(plain);
      files.append(lines.toString(), head);
      return head;
    }
  }

  /**
   * Refuses to sign what nobody vouches for, and to add unsigned entries to signed ones.
   *
   * @throws BadInputException in one line
   */
  public void refuseMixed(Ledger before) {
    if (before.entries().isEmpty()) {
      return;
    }
    if (key.isPresent() && !before.trust().trusted()) {
      throw new BadInputException(
          "LEDGER_UNSIGNED: "
              + folder
              + " holds "
              + before.entries().size()
              + " entries that are "
              + before.trust().text()
              + ", and a signature would vouch for them; begin a signed ledger in another folder,"
              + " or run without --sign");
    }
    if (key.isEmpty() && before.head().flatMap(Head::signature).isPresent()) {
      throw new BadInputException(
          "LEDGER_SIGNED: "
              + folder
              + " is signed, and an unsigned run would end that; add --sign KEY, name another"
              + " --ledger, or give --no-ledger");
    }
  }
}
