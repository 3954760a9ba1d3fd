package dpone.certify.scenario;

import dpone.runtime.state.FileStateStore;
import dpone.runtime.state.Intent;
import dpone.runtime.state.ScopeState;
import dpone.spi.state.StateEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a pipeline's state as they were at one moment; leases are left alone. */
final class StateCopy {
  private static final String DOCUMENT = ".state.json";

  private final Path folder;
  private final Map<Path, byte[]> files = new TreeMap<>();
  private List<StateEntry> entries = List.of();

  StateCopy(Path folder) {
    this.folder = folder;
  }

  /** Takes the copy. */
  void take() {
    files.clear();
    try (FileStateStore store = new FileStateStore(folder, InstantSource.system(), reached -> {});
        Stream<Path> all = Files.list(folder)) {
      entries = store.list("");
      for (Path file : all.filter(f -> f.toString().endsWith(DOCUMENT)).toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings it back, as a restored backup would. */
  void putBack() throws IOException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  /** The load that was about to be committed. */
  Intent intent() throws Mismatch {
    return entries.stream()
        .flatMap(entry -> ScopeState.parse(entry).pending().stream())
        .findFirst()
        .orElseThrow(() -> new Mismatch("no intent was stored before the commit"));
  }
}
