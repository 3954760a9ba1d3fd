package dpone.certify.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.Statement;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger that was stored once is read, trusted and restated by every later release: evidence has
 * to outlive the program that made it. With {@code -Ddpone.golden.update=true} a new one is stored.
 */
@Tag("unit")
class StoredLedgerTest {
  private static final Path STORED =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/golden/ledger-1");
  private static final Instant THEN = Instant.parse("2026-11-01T03:17:00Z");
  private static final List<Evidence> RECORDS = EvidenceSamples.run("x", THEN, 'a').subList(0, 2);

  @TempDir private Path folder;

  @Test
  void itIsReadAndTrustedAsItWasWritten() throws IOException {
    if (Boolean.getBoolean("dpone.golden.update")) {
      store();
    }
    TrustedKey key = TrustedKey.parse("stored", Files.readString(STORED.resolve("key.pub")));
    Ledger ledger = LedgerReader.read(STORED, List.of(key)).sound();

    assertThat(ledger.trust()).isEqualTo(new Trust(Trust.State.SIGNED, key.id()));
    assertThat(ledger.records())
        .extracting(Evidence::requirement)
        .containsExactly("EXP-1", "EXP-2");
  }

  /** What signatures of earlier releases were made over. */
  @Test
  void itsStatementsAreTheSameText() throws IOException {
    Path file = STORED.resolve("statement.json");
    // Of the stored record: the catalogue may change, what was found out then does not.
    String text = Statement.text(LedgerReader.read(STORED, List.of()).records().getFirst());
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(file, text);
    }

    assertThat(text).isEqualTo(Files.readString(file));
  }

  private void store() throws IOException {
    Path key = folder.resolve("key");
    KeyFiles.make(key);
    Files.createDirectories(STORED);
    Files.deleteIfExists(STORED.resolve("ledger.jsonl"));
    Files.deleteIfExists(STORED.resolve("head.json"));
    new LedgerWriter(STORED, Optional.of(SigningKey.read(key)), List.of(), LedgerWriter.PATIENCE)
        .append(RECORDS, THEN);
    Files.delete(STORED.resolve("ledger.lock"));
    Files.copy(
        folder.resolve("key.pub"), STORED.resolve("key.pub"), StandardCopyOption.REPLACE_EXISTING);
  }
}
