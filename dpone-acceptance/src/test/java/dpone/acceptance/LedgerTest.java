package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as several processes write it and another one verifies it. */
@Tag("integration")
class LedgerTest {
  private static final long PATIENCE_SECONDS = 120;
  private static final String[] UNIT = {"--profile", "unit", "--connector", "postgres"};

  @TempDir private Path folder;

  @Test
  void processesThatWriteAtOnceLeaveOneChain() throws Exception {
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(begin("out" + i, UNIT));
    }
    for (Process run : runs) {
      assertThat(end(run)).isZero();
    }

    assertThat(run("verify", ".dpone/ledger")).isZero();
    assertThat(Files.readAllLines(folder.resolve(".dpone/ledger/ledger.jsonl"))).hasSize(3 * 16);
  }

  @Test
  void aSignedLedgerIsVerifiedByItsPublicKeyAndNotAfterAnEdit() throws Exception {
    assertThat(run("keygen", "key")).isZero();
    assertThat(run(with(UNIT, "--sign", "key", "--out", "reports"))).isZero();

    assertThat(run("verify", ".dpone/ledger", "--key", "key.pub")).isZero();
    assertThat(run("verify", "reports", "--key", "key.pub")).isZero();
    assertThat(run(UNIT)).as("an unsigned run does not end the signed chain").isEqualTo(2);
    assertThat(run("gate", "--recorded", "--connector", "postgres", "--min", "experimental"))
        .isZero();
    Path ledger = folder.resolve(".dpone/ledger/ledger.jsonl");
    Files.writeString(ledger, Files.readString(ledger).replaceFirst("passed", "Passed"));
    assertThat(run("verify", ".dpone/ledger", "--key", "key.pub")).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("verify.err"), StandardCharsets.UTF_8))
        .contains("LEDGER_ENTRY: ")
        .contains("line 1 ");
    assertThat(run("gate", "--recorded", "--connector", "postgres", "--min", "experimental"))
        .isEqualTo(3);
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private int run(String... arguments) throws Exception {
    return end(begin(arguments[0], arguments));
  }

  private Process begin(String name, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Dist.java(), "-p", Dist.folder().resolve("lib").toString(), "-m", "dpone.certify"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
  }

  private static int end(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }
}
