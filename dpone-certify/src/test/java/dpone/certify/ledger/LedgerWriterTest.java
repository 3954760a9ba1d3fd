package dpone.certify.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.problem.BadInputException;
import dpone.certify.problem.InvalidEvidenceException;
import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LedgerWriterTest {
  private static final Instant THEN = Instant.parse("2026-11-01T03:17:00Z");

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    List<Evidence> first = EvidenceSamples.run("x", THEN, 'a');
    List<Evidence> second = EvidenceSamples.run("x", THEN.plusSeconds(60), 'a');

    unsigned().append(first, THEN);
    Head head = unsigned().append(second, THEN.plusSeconds(60));

    Ledger ledger = LedgerReader.read(ledger(), List.of());
    List<Evidence> all = new ArrayList<>(first);
    all.addAll(second);
    assertThat(ledger.sound().records()).isEqualTo(all);
    assertThat(ledger.head()).contains(head);
    assertThat(head.count()).isEqualTo(32);
    assertThat(ledger.trust().state()).isEqualTo(Trust.State.UNSIGNED);
  }

  @Test
  void aSignedLedgerIsTrustedByItsKeyOnly() throws IOException {
    SigningKey key = key("mine");
    signed(key).append(EvidenceSamples.run("x", THEN, 'a'), THEN);

    assertThat(LedgerReader.read(ledger(), List.of(key.trusted())).trust())
        .isEqualTo(new Trust(Trust.State.SIGNED, key.trusted().id()));
    assertThat(LedgerReader.read(ledger(), List.of(key("other").trusted())).trust().state())
        .isEqualTo(Trust.State.UNKNOWN_KEY);
  }

  @Test
  void signedAndUnsignedDoNotMix() throws IOException {
    unsigned().append(EvidenceSamples.run("x", THEN, 'a'), THEN);
    assertThatThrownBy(() -> signed(key("mine")).append(again(1), THEN))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("LEDGER_UNSIGNED")
        .hasMessageContaining("holds 16 entries");
    Files.delete(ledger().resolve("ledger.jsonl"));
    Files.delete(ledger().resolve("head.json"));

    signed(key("key")).append(EvidenceSamples.run("x", THEN, 'a'), THEN);
    assertThatThrownBy(() -> unsigned().append(again(1), THEN))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("LEDGER_SIGNED");
    assertThatThrownBy(() -> signed(key("thief")).append(again(1), THEN))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("LEDGER_UNSIGNED");
  }

  @Test
  void nothingIsAddedToALedgerThatWasTamperedWith() throws IOException {
    unsigned().append(EvidenceSamples.run("x", THEN, 'a'), THEN);
    Path file = ledger().resolve("ledger.jsonl");
    String changed = Files.readString(file).replaceFirst("EXP-1", "EXP-2");
    Files.writeString(file, changed);

    assertThatThrownBy(() -> unsigned().append(again(1), THEN))
        .isInstanceOf(InvalidEvidenceException.class);
    assertThat(Files.readString(file)).isEqualTo(changed);
  }

  @Test
  void anAppendThatWasCutOffBetweenItsTwoFilesIsNamed() throws IOException {
    unsigned().append(EvidenceSamples.run("x", THEN, 'a'), THEN);
    String head = Files.readString(ledger().resolve("head.json"));
    unsigned().append(again(1), THEN);
    Files.writeString(ledger().resolve("head.json"), head);

    assertThat(LedgerReader.read(ledger(), List.of()).problems())
        .singleElement()
        .asString()
        .contains("speaks of 16 entries, the ledger has 32")
        .contains("remove the lines after 16");
  }

  @Test
  void manyWritersAtOnceLeaveOneChain() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<Head>> work = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        List<Evidence> run = again(i);
        work.add(() ->
            new LedgerWriter(ledger(), Optional.empty(), List.of(), Duration.ofSeconds(30))
                .append(run, THEN));
      }
      for (Future<Head> done : threads.invokeAll(work)) {
        done.get();
      }
    }

    assertThat(LedgerReader.read(ledger(), List.of()).sound().entries()).hasSize(12 * 16);
  }

  @Test
  void aWriterThatWaitsTooLongSaysWhoHoldsIt() throws IOException {
    Files.createDirectories(ledger());
    try (LedgerLock held =
        LedgerLock.take(ledger().resolve("ledger.lock"), Duration.ofSeconds(1))) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> unsigned().append(again(1), THEN))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("LEDGER_BUSY")
          .hasMessageContaining("ledger.lock");
    }
    unsigned().append(again(1), THEN);
  }

  private static List<Evidence> again(int minutes) {
    return EvidenceSamples.run("x", THEN.plusSeconds(60L * minutes + 1), 'a');
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  private SigningKey key(String name) {
    KeyFiles.make(folder.resolve(name));
    return SigningKey.read(folder.resolve(name));
  }

  private LedgerWriter unsigned() {
    return new LedgerWriter(ledger(), Optional.empty(), List.of(), Duration.ofMillis(200));
  }

  private LedgerWriter signed(SigningKey key) {
    return new LedgerWriter(ledger(), Optional.of(key), List.of(), Duration.ofMillis(200));
  }
}
