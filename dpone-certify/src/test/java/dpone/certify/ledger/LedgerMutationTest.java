package dpone.certify.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.audit.LedgerAudit;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to change a stored ledger is found: each record times each change. */
@Tag("unit")
class LedgerMutationTest {
  private static final Instant THEN = Instant.parse("2026-11-01T03:17:00Z");

  @TempDir private Path folder;
  private Path ledger;
  private SigningKey key;
  private TrustedKey trusted;
  private List<String> lines;
  private String head;

  @BeforeEach
  void store() throws IOException {
    ledger = folder.resolve("ledger");
    trusted = KeyFiles.make(folder.resolve("key"));
    key = SigningKey.read(folder.resolve("key"));
    write(Optional.of(key), 4);
  }

  private void write(Optional<SigningKey> by, int each) throws IOException {
    Files.deleteIfExists(ledger.resolve("ledger.jsonl"));
    Files.deleteIfExists(ledger.resolve("head.json"));
    LedgerWriter writer = new LedgerWriter(ledger, by, List.of(), Duration.ofSeconds(1));
    for (int day = 0; day < 2; day++) {
      Instant started = THEN.plus(Duration.ofDays(day));
      writer.append(EvidenceSamples.run("x", started, 'a').subList(0, each), started);
    }
    lines = Files.readString(ledger.resolve("ledger.jsonl")).lines().toList();
    head = Files.readString(ledger.resolve("head.json"));
    assertThat(lines).hasSize(2 * each);
    assertThat(problems(Optional.empty(), by.isPresent())).isEmpty();
  }

  @Test
  void anyByteOfAnyRecordThatChangesIsFound() throws IOException {
    write(Optional.of(key), 1);
    byte[] stored = Files.readAllBytes(ledger.resolve("ledger.jsonl"));
    List<Integer> missed = new ArrayList<>();
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;
      Files.write(ledger.resolve("ledger.jsonl"), changed);
      if (problems().isEmpty()) {
        missed.add(i);
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void anyByteOfTheHeadThatChangesIsFound() throws IOException {
    byte[] stored = head.getBytes(StandardCharsets.UTF_8);
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;
      Files.write(ledger.resolve("head.json"), changed);
      // The key's id is a hint that nobody believes: a wrong one changes nothing.
      boolean hint = i >= head.indexOf("keyid") + 8 && i < head.indexOf("keyid") + 72;
      if (problems().isEmpty() && !hint) {
        missed.add(i + " " + new String(changed, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void aCutAnywhereIsFound() throws IOException {
    write(Optional.of(key), 1);
    byte[] stored = Files.readAllBytes(ledger.resolve("ledger.jsonl"));
    List<Integer> missed = new ArrayList<>();
    for (int length = 0; length < stored.length; length++) {
      Files.write(ledger.resolve("ledger.jsonl"), Arrays.copyOf(stored, length));
      if (problems().isEmpty()) {
        missed.add(length);
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void everyRecordDroppedAddedDoubledOrMovedIsFound() throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      List<String> dropped = new ArrayList<>(lines);
      dropped.remove(i);
      // A cut end that the head is fitted to is a new ledger; see the signature and the noted head.
      assertFound("dropped " + i, dropped, i < lines.size() - 1);
      for (int j = 0; j <= lines.size(); j++) {
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(j, lines.get(i));
        assertFound("doubled " + i + " at " + j, doubled, true);
        List<String> added = new ArrayList<>(lines);
        added.add(j, forged(i));
        assertFound("added " + i + " at " + j, added, true);
        if (j < lines.size() && j != i) {
          List<String> moved = new ArrayList<>(lines);
          Collections.swap(moved, i, j);
          assertFound("swapped " + i + " and " + j, moved, true);
        }
      }
      List<String> replaced = new ArrayList<>(lines);
      replaced.set(i, forged(i));
      assertFound("replaced " + i, replaced, i < lines.size() - 1);
    }
  }

  @Test
  void aRewrittenChainIsFoundByItsSignature() throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      rewritten(i, Optional.empty());
      assertThat(problems(Optional.empty(), true)).as("unsigned, from " + i).isNotEmpty();
      KeyFiles.make(folder.resolve("thief" + i));
      rewritten(i, Optional.of(SigningKey.read(folder.resolve("thief" + i))));
      assertThat(problems(Optional.empty(), true)).as("other key, from " + i).isNotEmpty();
    }
  }

  @Test
  void aRewrittenChainIsFoundByTheHeadThatWasWrittenDown() throws IOException {
    write(Optional.empty(), 4);
    String noted = Entry.hash(lines.getLast());
    assertThat(problems(Optional.of(noted), false)).isEmpty();
    for (int i = 0; i < lines.size(); i++) {
      rewritten(i, Optional.empty());
      assertThat(problems(Optional.empty(), false)).as("nothing to compare it with").isEmpty();
      assertThat(problems(Optional.of(noted), false))
          .as("from " + i)
          .singleElement()
          .asString()
          .contains("was written anew");
    }
    for (int kept = 1; kept < lines.size(); kept++) {
      entries(lines.subList(0, kept));
      head(lines.subList(0, kept), Optional.empty());
      assertThat(problems(Optional.empty(), false)).isEmpty();
      assertThat(problems(Optional.of(noted), false)).as("kept " + kept).hasSize(1);
    }
  }

  @Test
  void aLedgerThatWentOnSaysHowFar() throws IOException {
    String noted = Entry.hash(lines.get(4));

    assertThat(problems(Optional.of(noted), true))
        .singleElement()
        .asString()
        .contains("it went on for 3 entries after that one");
  }

  @Test
  void aRecordThatDoesNotFollowFromItsChecksIsFoundEvenInANewChain() throws IOException {
    Evidence lie =
        EvidenceSamples.came(
                EvidenceSamples.run("x", THEN.plusSeconds(9), 'a').getFirst(), Outcome.FAILED)
            .concluded(Outcome.PASSED, "");
    Path other = folder.resolve("other");
    new LedgerWriter(other, Optional.empty(), List.of(), Duration.ofSeconds(1))
        .append(List.of(lie), THEN);

    assertThat(LedgerReader.read(other, List.of()).problems())
        .singleElement()
        .asString()
        .contains("line 1 says x EXP-1 passed, which does not follow from its checks");
  }

  /** Each of these holds where the chain itself is whole, since it was made anew without a key. */
  @Test
  void aNewChainHasToMakeSenseToo() throws IOException {
    write(Optional.empty(), 4);
    chain(i -> i < 3 ? i + 1 : i + 2, i -> i);
    assertOnly("line 4 has number 5: an entry was dropped, added or moved");
    chain(i -> i + 1, i -> i == 5 ? 2 : i);
    assertOnly("line 6 repeats line 3: ");

    entries(lines);
    Files.writeString(ledger.resolve("head.json"), head.replaceFirst("2026-11-02T", "2026-11-03T"));
    assertOnly("has the time 2026-11-03T03:17:00Z, the last entry 2026-11-02T03:17:00Z");
    List<String> spaced = new ArrayList<>(lines);
    spaced.set(7, lines.get(7).replaceFirst(":", ": "));
    entries(spaced);
    Files.writeString(
        ledger.resolve("head.json"),
        head.replace(Entry.hash(lines.get(7)), Entry.hash(spaced.get(7))));
    assertOnly("line 8 is no entry: not in canonical form");
    entries(lines);
    Files.writeString(ledger.resolve("head.json"), head.replaceFirst(":", ": "));
    assertOnly("head.json is no head: not in canonical form");
  }

  @Test
  void aSignatureThatIsNotThatOfTheKeyItNamesIsFoundWithoutInsisting() throws IOException {
    String signature = head.substring(head.indexOf("sig\":\"") + 6, head.length() - 4);
    String other = key.sign("another type", new byte[] {1});
    Files.writeString(ledger.resolve("head.json"), head.replace(signature, other));

    assertOnly("whose signature it does not hold");
  }

  private void chain(IntUnaryOperator number, IntUnaryOperator record) throws IOException {
    List<String> chain = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Entry there = Entry.parse(lines.get(i));
      String previous = i == 0 ? Entry.ORIGIN : Entry.hash(chain.getLast());
      Evidence of = Entry.parse(lines.get(record.applyAsInt(i))).record();
      chain.add(new Entry(number.applyAsInt(i), previous, there.time(), of).line());
    }
    entries(chain);
    head(chain, Optional.empty());
  }

  private void assertOnly(String problem) {
    assertThat(problems(Optional.empty(), false))
        .filteredOn(line -> !line.contains("has number") || problem.contains("has number"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain("\n"))
        .first()
        .asString()
        .contains(problem);
  }

  @Test
  void aRecordWithATimeToComeIsFound() {
    assertThat(
            new LedgerAudit(Optional.empty(), true, THEN.minus(Duration.ofDays(1)))
                .problems(read()))
        .hasSize(8)
        .allMatch(line -> line.contains("which is yet to come"));
  }

  @Test
  void missingFilesAreFound() throws IOException {
    Files.delete(ledger.resolve("head.json"));
    assertThat(problems(Optional.empty(), false))
        .singleElement()
        .asString()
        .contains("head.json is not there");
    Files.writeString(ledger.resolve("head.json"), head);
    Files.delete(ledger.resolve("ledger.jsonl"));
    assertThat(problems()).singleElement().asString().contains("its end was cut off");
  }

  @Test
  void aTornLineIsNamedAndLeftAsItIs() throws IOException {
    Path file = ledger.resolve("ledger.jsonl");
    String torn = Files.readString(file) + "{\"number\":9,\"prev";
    Files.writeString(file, torn);

    assertThat(problems().getFirst())
        .contains("line 9 is torn")
        .contains("remove this line if head.json speaks of 8 entries");
    assertThat(problems()).allMatch(line -> !line.contains("\n"));
    assertThat(Files.readString(file)).isEqualTo(torn);
  }

  /** A record that nobody made, put where another was with numbers that fit. */
  private String forged(int i) {
    Entry there = Entry.parse(lines.get(i));
    return new Entry(there.number(), there.previous(), there.time(), changed(there)).line();
  }

  private static Evidence changed(Entry entry) {
    Instant later = entry.record().started().plusSeconds(60);
    return EvidenceSamples.run("x", later, 'b').getFirst();
  }

  private void rewritten(int from, Optional<SigningKey> by) throws IOException {
    List<String> chain = new ArrayList<>(lines.subList(0, from));
    for (int i = from; i < lines.size(); i++) {
      Entry there = Entry.parse(lines.get(i));
      String previous = i == 0 ? Entry.ORIGIN : Entry.hash(chain.getLast());
      Evidence record = i == from ? changed(there) : there.record();
      chain.add(new Entry(there.number(), previous, there.time(), record).line());
    }
    entries(chain);
    head(chain, by);
  }

  private void assertFound(String what, List<String> changed, boolean evenIfHeadFits)
      throws IOException {
    entries(changed);
    assertThat(problems()).as(what).isNotEmpty();
    // Also by whoever fits the head to it, without the key.
    head(changed, Optional.empty());
    if (evenIfHeadFits) {
      assertThat(problems(Optional.empty(), false)).as(what + ", head fitted").isNotEmpty();
    }
    assertThat(problems()).as(what + ", head fitted, key given").isNotEmpty();
  }

  private void entries(List<String> all) throws IOException {
    Files.writeString(ledger.resolve("ledger.jsonl"), String.join("\n", all) + "\n");
    Files.writeString(ledger.resolve("head.json"), head);
  }

  private void head(List<String> all, Optional<SigningKey> by) throws IOException {
    Entry end = Entry.parse(all.getLast());
    Head plain = new Head(all.size(), Entry.hash(all.getLast()), end.time(), Optional.empty());
    Files.writeString(ledger.resolve("head.json"), by.map(plain::signedBy).orElse(plain).text());
  }

  private List<String> problems() {
    return problems(Optional.empty(), true);
  }

  private List<String> problems(Optional<String> expected, boolean signed) {
    Instant now = THEN.plus(Duration.ofDays(3));
    return new LedgerAudit(expected, signed, now).problems(read());
  }

  private Ledger read() {
    try {
      return LedgerReader.read(ledger, List.of(trusted));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
