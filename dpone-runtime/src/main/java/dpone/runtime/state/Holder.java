package dpone.runtime.state;

import java.time.Instant;
import java.util.Optional;

/**
 * The process that holds a lease.
 *
 * @param pid process id
 * @param startedAt when the process started, in milliseconds since 1970; 0 if unknown
 */
record Holder(long pid, long startedAt) {
  static Holder current() {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(self.pid(), start(self));
  }

  /** Whether that very process still lives; a later one with the same id is another. */
  boolean lives() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    return handle.isPresent()
        && handle.get().isAlive()
        && (startedAt == 0 || start(handle.get()) == startedAt);
  }

  private static long start(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
