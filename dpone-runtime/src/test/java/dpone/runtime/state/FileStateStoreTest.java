package dpone.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STATE-1 to STATE-4 on files. */
@Tag("unit")
class FileStateStoreTest {
  private static final StateKey KEY = new StateKey("shop", "public.Orders/ä");
  private static final Duration TTL = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final InstantSource clock = () -> now;

  private FileStateStore open() {
    return new FileStateStore(folder, clock, reached -> {});
  }

  private static void fails(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aWriteNeedsTheExpectedRevision() {
    Lease lease = open().acquire(KEY, "a", TTL, 0);
    StateEntry first = open().write(KEY, 0, "{\"n\":1}", lease);
    assertThat(first.revision()).isEqualTo(1);
    fails("STATE_CONFLICT", () -> open().write(KEY, 0, "{}", lease));
    assertThat(open().write(KEY, 1, "{\"n\":2}", lease).revision()).isEqualTo(2);
    assertThat(open().read(KEY).orElseThrow().document()).isEqualTo("{\"n\":2}");
  }

  @Test
  void aHeldLeaseIsRefusedAndNamesItsHolder() {
    Lease held = open().acquire(KEY, "first", TTL, 0);
    assertThatThrownBy(() -> open().acquire(KEY, "second", TTL, 0))
        .isInstanceOf(DponeException.class)
        .hasMessageContaining("first");
    open().release(held);
    assertThat(open().acquire(KEY, "second", TTL, 0).token()).isEqualTo(2);
  }

  @Test
  void anExpiredLeaseIsTakenOverAndItsHolderIsFenced() {
    Lease zombie = open().acquire(KEY, "zombie", TTL, 0);
    open().write(KEY, 0, "{}", zombie);
    now = now.plus(TTL);
    Lease next = open().acquire(KEY, "next", TTL, 0);
    assertThat(next.token()).isGreaterThan(zombie.token());
    fails("STATE_FENCED", () -> open().write(KEY, 1, "{}", zombie));
    fails("STATE_FENCED", () -> open().renew(zombie, TTL));
    fails("STATE_FENCED", () -> open().reset(KEY, zombie));
    open().release(zombie);
    fails("STATE_LEASED", () -> open().acquire(KEY, "third", TTL, 0));
  }

  @Test
  void aLeaseOfADeadProcessIsFreeAtOnce() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Lease lease = open().acquire(KEY, "gone", TTL, 0);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith(".lease.json")).findFirst().orElseThrow();
    }
    String own = "\"pid\":" + ProcessHandle.current().pid();
    String text = Files.readString(file);
    assertThat(text).contains(own);
    Files.writeString(
        file,
        text.replace(own, "\"pid\":" + process.pid())
            .replaceAll("\"startedAt\":\\d+", "\"startedAt\":0"));
    fails("STATE_LEASED", () -> open().acquire(KEY, "next", TTL, 0));
    process.destroyForcibly().waitFor();
    assertThat(open().acquire(KEY, "next", TTL, 0).token()).isGreaterThan(lease.token());
  }

  @Test
  void aTokenIsNotBelowWhatTheSinkRemembers() {
    assertThat(open().acquire(KEY, "a", TTL, 41).token()).isEqualTo(41);
  }

  @Test
  void tokensGoOnCountingAfterAReset() {
    Lease lease = open().acquire(KEY, "a", TTL, 0);
    open().write(KEY, 0, "{}", lease);
    open().reset(KEY, lease);
    open().release(lease);
    assertThat(open().read(KEY)).isEmpty();
    assertThat(open().acquire(KEY, "b", TTL, 0).token()).isEqualTo(2);
  }

  @Test
  void aWriteCutOffInTheMiddleLeavesTheOldDocumentWhole() {
    Lease lease = open().acquire(KEY, "a", TTL, 0);
    open().write(KEY, 0, "{\"n\":1}", lease);
    FileStateStore dying =
        new FileStateStore(
            folder,
            clock,
            reached -> {
              assertThat(reached).isEqualTo(Boundary.MID_STATE_WRITE);
              throw new IllegalStateException("died");
            });
    assertThatThrownBy(() -> dying.write(KEY, 1, "{\"n\":2}", lease)).hasMessage("died");
    StateEntry entry = open().read(KEY).orElseThrow();
    assertThat(entry.document()).isEqualTo("{\"n\":1}");
    assertThat(entry.revision()).isEqualTo(1);
  }

  @Test
  void keysThatLookAlikeAreKeptApart() {
    List<StateKey> keys =
        List.of(
            new StateKey("a", "b--c"),
            new StateKey("a--b", "c"),
            new StateKey("a", "B--c"),
            new StateKey("a", "b/c"));
    for (StateKey key : keys) {
      open().write(key, 0, "\"" + key + "\"", open().acquire(key, "x", TTL, 0));
    }
    for (StateKey key : keys) {
      assertThat(open().read(key).orElseThrow().document()).isEqualTo("\"" + key + "\"");
    }
    assertThat(open().list("")).hasSize(4);
    assertThat(open().list("a")).hasSize(3);
  }

  @Test
  void ofManyThatTryAtOnceOneGetsTheLease() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> tries =
          IntStream.range(0, 32)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    try {
                      open().acquire(KEY, "t" + i, TTL, 0);
                      return true;
                    } catch (DponeException e) {
                      return false;
                    }
                  })
              .toList();
      int won = 0;
      for (Future<Boolean> result : threads.invokeAll(tries)) {
        won += result.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsOneClearError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    FileStateStore broken = new FileStateStore(file.resolve("state"), clock, reached -> {});
    fails("STATE_NOT_WRITABLE", () -> broken.read(KEY));
  }
}
