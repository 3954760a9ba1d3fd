import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts rows, the time and the processor time in which they are written, and the live heap after a tenth of them and
 * after all. Used by one thread.
 */
final class Meter {
  private final long rows;
  private long written;
  private long nanos;
  private long processor;
  private long liveEarly;

  /** Of so many rows. */
  Meter(long rows) {
    this.rows = rows;
  }

  /** Whether rows are still to be written. */
  boolean more() {
    return written < rows;
  }

  /** Writing begins, or goes on. */
  void begin() {
    nanos -= System.nanoTime();
    processor -= clock();
  }

  /** Writing ends, or pauses, so many rows later. */
  void end(long more) {
    processor += clock();
    nanos += System.nanoTime();
    if (written < rows / 10 && written + more >= rows / 10) {
      liveEarly = live();
    }
    written += more;
  }

  /** Rows, microseconds, processor microseconds, live kilobytes; what it was made of is still there, so that it counts. */
  void tell(int of) {
    System.out.println(
        written + " " + nanos / 1000 + " " + processor / 1000 + " " + liveEarly + " " + live() + " " + of);
  }

  private static long clock() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
  }
}
