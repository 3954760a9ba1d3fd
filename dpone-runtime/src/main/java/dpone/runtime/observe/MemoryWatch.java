package dpone.runtime.observe;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Highest heap use after a full collection, and highest resident memory of the process. A young
 * collection leaves garbage in the old generation, so what it leaves says little about what is
 * live.
 */
public final class MemoryWatch implements AutoCloseable {
  private static final String FULL = "end of major GC";

  private final AtomicLong peakAfterFull = new AtomicLong();
  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final Set<String> heapPools;
  private final NotificationListener listener =
      (notification, handback) -> {
        if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
          seen(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
        }
      };

  /** Watches from now on. */
  public MemoryWatch() {
    heapPools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .map(p -> p.getName())
            .collect(Collectors.toSet());
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        emitters.add(emitter);
      }
    }
  }

  private void seen(GarbageCollectionNotificationInfo collection) {
    if (collection.getGcAction().equals(FULL)) {
      long used =
          collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
              .filter(e -> heapPools.contains(e.getKey()))
              .mapToLong(e -> e.getValue().getUsed())
              .sum();
      peakAfterFull.accumulateAndGet(used, Math::max);
    }
  }

  /** Collects garbage and takes what is left into account. */
  public void measure() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    peakAfterFull.accumulateAndGet(used, Math::max);
  }

  /** Bytes of heap in use after a full collection, at most; 0 if there was none. */
  public long peakHeapBytes() {
    return peakAfterFull.get();
  }

  /** Bytes of resident memory of the process, at most; 0 where the system does not say. */
  public static long peakRssBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .map(l -> l.replaceAll("\\D", ""))
          .mapToLong(l -> Long.parseLong(l) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
    emitters.clear();
  }
}
