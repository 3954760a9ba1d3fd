package dpone.service.mssql.store;

import dpone.service.mssql.parse.SqlError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Locks of whole tables and of names, each held until its transaction ends. */
public final class Locks {
  /** What a lock allows beside it. */
  public enum Mode {
    /** Others may read. */
    SHARED,
    /** Others may load in bulk. */
    BULK,
    /** Nobody else. */
    EXCLUSIVE
  }

  /** The owner of a transaction that is to be the victim is told so by this number. */
  public static final int DEADLOCK = 1205;

  private static final long LOOK_MILLIS = 50;

  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition freed = monitor.newCondition();
  private final Map<String, Map<Object, Mode>> held = new HashMap<>();
  private final Map<Object, String> waiting = new HashMap<>();

  /**
   * Takes a lock.
   *
   * @param timeoutMillis -1 without end
   * @param gone whether nobody waits for the answer any more
   * @return false where it was not to be had in time
   * @throws SqlError 1205 where waiting would never end
   */
  public boolean take(
      Object owner, String name, Mode mode, long timeoutMillis, BooleanSupplier gone) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    monitor.lock();
    try {
      Map<Object, Mode> owners = held.computeIfAbsent(name, n -> new LinkedHashMap<>());
      while (!free(owners, owner, mode)) {
        if (leadsTo(owner, name, new HashSet<>())) {
          throw new SqlError(
              DEADLOCK,
              13,
              "Transaction was deadlocked on lock resources with another process and has been chosen"
                  + " as the deadlock victim. Rerun the transaction.");
        }
        if ((timeoutMillis >= 0 && System.nanoTime() >= until) || gone.getAsBoolean()) {
          return false;
        }
        waiting.put(owner, name);
        freed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        waiting.remove(owner);
        owners = held.computeIfAbsent(name, n -> new LinkedHashMap<>());
      }
      owners.merge(owner, mode, (old, wanted) -> old == wanted ? old : Mode.EXCLUSIVE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.remove(owner);
      monitor.unlock();
    }
  }

  private static boolean free(Map<Object, Mode> owners, Object owner, Mode mode) {
    return owners.entrySet().stream()
        .allMatch(held ->
            held.getKey().equals(owner) || (held.getValue() == mode && mode != Mode.EXCLUSIVE));
  }

  private boolean leadsTo(Object owner, String name, Set<String> seen) {
    if (!seen.add(name)) {
      return false;
    }
    for (Object other : held.getOrDefault(name, Map.of()).keySet()) {
      String next = other.equals(owner) ? null : waiting.get(other);
      if (next != null
          && (held.getOrDefault(next, Map.of()).containsKey(owner) || leadsTo(owner, next, seen))) {
        return true;
      }
    }
    return false;
  }

  /** Gives back all that somebody holds. */
  public void release(Object owner) {
    monitor.lock();
    try {
      held.values().forEach(owners -> owners.remove(owner));
      held.values().removeIf(Map::isEmpty);
      freed.signalAll();
    } finally {
      monitor.unlock();
    }
  }
}
