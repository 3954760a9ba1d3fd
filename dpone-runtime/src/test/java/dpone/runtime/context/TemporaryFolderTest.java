package dpone.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TemporaryFolderTest {
  private static final String DEAD = ".run-1-1.lock";

  @TempDir Path parent;

  @Test
  void aRunThatSpillsNothingMakesNoFolder() throws IOException {
    try (TemporaryFolder unused = new TemporaryFolder(parent)) {
      assertThat(children()).isEmpty();
    }
    assertThat(children()).isEmpty();
  }

  @Test
  void theFolderGoesWithWhatIsInIt() throws IOException {
    TemporaryFolder folder = new TemporaryFolder(parent);
    Path path = folder.path();
    Files.writeString(Files.createDirectories(path.resolve("deep/er")).resolve("rows"), "1");
    assertThat(folder.path()).isEqualTo(path).hasParentRaw(parent);

    folder.close();

    assertThat(children()).isEmpty();
    assertThatThrownBy(folder::path).isInstanceOf(IllegalStateException.class);
    folder.close();
  }

  @Test
  void threadsThatAskAtOnceGetTheSameFolder() throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder(parent);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Path>> asking =
          Stream.<Callable<Path>>generate(() -> folder::path).limit(32).toList();
      for (Future<Path> answer : threads.invokeAll(asking)) {
        assertThat(answer.get()).isEqualTo(folder.path());
      }
      assertThat(children()).containsExactly(folder.path());
    }
  }

  @Test
  void whereNoFolderCanBeMadeTheErrorSaysWhere() {
    TemporaryFolder folder = new TemporaryFolder(parent.resolve("none"));

    assertThatThrownBy(folder::path)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("TEMPORARY_FOLDER_FAILED");
              assertThat(e.what()).contains(parent.resolve("none").toString());
            });
    folder.close();
  }

  @Test
  void whatAKilledRunLeftIsGoneADayLater() throws IOException {
    Path dead = folder("dpone-dead", DEAD, Duration.ofHours(25));
    Files.writeString(Files.createDirectory(dead.resolve("spool")).resolve("rows"), "1");

    nextRun();

    assertThat(children()).isEmpty();
  }

  @Test
  void aFolderOfTodayStays() throws IOException {
    Path young = folder("dpone-young", DEAD, Duration.ofHours(23));

    nextRun();

    assertThat(children()).containsExactly(young);
  }

  @Test
  void aFolderThatSomebodyHasLockedStays() throws IOException {
    Path live = folder("dpone-live", DEAD, Duration.ofDays(9));
    try (FolderLock held = FolderLock.take(live.resolve(DEAD))) {
      assertThat(held).isNotNull();

      nextRun();

      assertThat(children()).containsExactly(live);
    }
  }

  /** Its file is not even opened: closing it again would give the lock up, for other processes. */
  @Test
  void aLongRunOfThisProcessStaysLocked() throws Exception {
    try (TemporaryFolder longest = new TemporaryFolder(parent)) {
      Path file = longest.path().resolve(FolderLock.ownName());

      // Not by setting the file's time, which opens it.
      StaleFolders.sweep(parent, longest.path(), Instant.now().plus(Duration.ofDays(9)));

      assertThat(children()).containsExactly(longest.path());
      assertThat(anotherProcessCanLock(file)).isFalse();
    }
  }

  @Test
  void whatIsNoFolderOfARunStays() throws IOException {
    Path other = folder("dpone-other", "rows", Duration.ofDays(9));
    Path foreign = folder("foreign", DEAD, Duration.ofDays(9));
    Path file = Files.createFile(parent.resolve("dpone-file"));
    Path target = folder("target", DEAD, Duration.ofDays(9));
    Path link = Files.createSymbolicLink(parent.resolve("dpone-link"), target);

    nextRun();

    assertThat(children()).containsExactlyInAnyOrder(other, foreign, file, target, link);
    assertThat(target.resolve(DEAD)).exists();
  }

  private static boolean anotherProcessCanLock(Path file) throws Exception {
    Path source = Files.createTempFile("Locker", ".java");
    try {
      Files.writeString(
          source,
          """
          import java.nio.channels.FileChannel;
          import java.nio.file.Path;
          import java.nio.file.StandardOpenOption;

          class Locker {
            public static void main(String[] args) throws Exception {
              try (FileChannel file =
                  FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                System.exit(file.tryLock() == null ? 10 : 11);
              }
            }
          }
          """);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  source.toString(),
                  file.toString())
              .inheritIO()
              .start();
      int status = process.waitFor();
      assertThat(status).isBetween(10, 11);
      return status == 11;
    } finally {
      Files.delete(source);
    }
  }

  private void nextRun() {
    try (TemporaryFolder next = new TemporaryFolder(parent)) {
      assertThat(next.path()).isDirectory();
    }
  }

  private Path folder(String name, String file, Duration age) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    age(Files.createFile(folder.resolve(file)), age);
    return folder;
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.toList();
    }
  }
}
