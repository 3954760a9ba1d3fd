package dpone.runtime.state;

import dpone.runtime.json.Json;
import dpone.spi.context.Boundary;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * State as files in a folder of one machine: a document and a lease for each scope, written to a
 * temporary file, forced to disk and renamed. A lock file orders the processes, so the folder must
 * not be on a network file system without locks. Thread-safe.
 */
public final class FileStateStore implements StateStore {
  // A file lock belongs to the process, so threads of it need a lock of their own, by folder.
  private static final ConcurrentHashMap<Path, ReentrantLock> FOLDERS = new ConcurrentHashMap<>();

  private final Path folder;
  private final InstantSource clock;
  private final Consumer<Boundary> boundaries;

  /**
   * A store.
   *
   * @param folder made when the first state is written
   * @param clock the time of leases
   * @param boundaries hears the middle of a write
   */
  public FileStateStore(Path folder, InstantSource clock, Consumer<Boundary> boundaries) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clock = clock;
    this.boundaries = boundaries;
  }

  private record Stored(
      String pipeline, String scope, long revision, String document, Instant updatedAt) {
    StateEntry entry() {
      return new StateEntry(new StateKey(pipeline, scope), revision, document, updatedAt);
    }
  }

  private record StoredLease(
      String owner, long token, Instant expiresAt, boolean released, @Nullable Holder holder) {}

  private interface Action<T extends @Nullable Object> {
    T run() throws IOException;
  }

  @Override
  public String identity() {
    return "file:" + folder;
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    return locked(() -> load(document(key), Stored.class).map(Stored::entry));
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    return locked(() -> {
      checkToken(key, lease);
      long found = load(document(key), Stored.class).map(Stored::revision).orElse(0L);
      if (found != expectedRevision) {
        throw StateErrors.conflict(key, expectedRevision, found);
      }
      Stored next = new Stored(key.pipeline(), key.scope(), found + 1, document, clock.instant());
      save(document(key), next, true);
      return next.entry();
    });
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    return locked(() -> {
      Optional<StoredLease> last = load(lease(key), StoredLease.class);
      Instant now = clock.instant();
      if (last.isPresent() && isHeld(last.get(), now)) {
        StoredLease held = last.get();
        throw StateErrors.leased(new Lease(key, held.owner(), held.token(), held.expiresAt()));
      }
      long token = Math.max(atLeast, last.map(StoredLease::token).orElse(0L) + 1);
      StoredLease next = new StoredLease(owner, token, now.plus(ttl), false, Holder.current());
      save(lease(key), next, false);
      return new Lease(key, owner, token, next.expiresAt());
    });
  }

  private static boolean isHeld(StoredLease lease, Instant now) {
    if (lease.released() || !now.isBefore(lease.expiresAt())) {
      return false;
    }
    Holder holder = lease.holder();
    return holder == null || holder.lives();
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    return locked(() -> {
      checkToken(lease.key(), lease);
      Instant until = clock.instant().plus(ttl);
      save(
          lease(lease.key()),
          new StoredLease(lease.owner(), lease.token(), until, false, Holder.current()),
          false);
      return new Lease(lease.key(), lease.owner(), lease.token(), until);
    });
  }

  @Override
  public void release(Lease lease) {
    locked(() -> {
      Optional<StoredLease> current = load(lease(lease.key()), StoredLease.class);
      if (current.isPresent() && current.get().token() == lease.token()) {
        save(
            lease(lease.key()),
            new StoredLease(lease.owner(), lease.token(), clock.instant(), true, null),
            false);
      }
      return true;
    });
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return locked(() -> {
      List<StateEntry> entries = new ArrayList<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".state.json")).toList()) {
          load(file, Stored.class)
              .filter(s -> pipeline.isEmpty() || s.pipeline().equals(pipeline))
              .ifPresent(s -> entries.add(s.entry()));
        }
      } catch (NoSuchFileException e) {
        return List.of();
      }
      entries.sort(Comparator.comparing(e -> e.key().toString()));
      return entries;
    });
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    locked(() -> {
      checkToken(key, lease);
      return Files.deleteIfExists(document(key));
    });
  }

  @Override
  public void close() {
    // nothing stays open between calls
  }

  private void checkToken(StateKey key, Lease lease) throws IOException {
    long newest = load(lease(key), StoredLease.class).map(StoredLease::token).orElse(0L);
    if (newest != lease.token()) {
      throw StateErrors.fenced(key, lease.token());
    }
  }

  private Path document(StateKey key) {
    return folder.resolve(fileName(key) + ".state.json");
  }

  private Path lease(StateKey key) {
    return folder.resolve(fileName(key) + ".lease.json");
  }

  /** A readable name that no two keys share: whatever is not plain is written as its code point. */
  private static String fileName(StateKey key) {
    return encode(key.pipeline()) + "--" + encode(key.scope());
  }

  private static String encode(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .forEach(c -> {
          boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
          if (plain) {
            out.appendCodePoint(c);
          } else {
            out.append('~').append(Integer.toHexString(c)).append('~');
          }
        });
    return out.toString();
  }

  private <T extends @Nullable Object> T locked(Action<T> action) {
    ReentrantLock inProcess = FOLDERS.computeIfAbsent(folder, f -> new ReentrantLock());
    inProcess.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return action.run();
      }
    } catch (IOException e) {
      throw StateErrors.unwritable(folder, e);
    } finally {
      inProcess.unlock();
    }
  }

  private static <T> Optional<T> load(Path file, Class<T> type) throws IOException {
    try {
      return Optional.of(Json.read(Files.readString(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + " is damaged", e);
    }
  }

  private void save(Path file, Object value, boolean report) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    byte[] bytes = Json.write(value).getBytes(StandardCharsets.UTF_8);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    if (report) {
      boundaries.accept(Boundary.MID_STATE_WRITE);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
