package dpone.runtime.commit;

import dpone.spi.state.StateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A source and a target that outlive the processes using them. Rows are a key and a value; the key
 * is also the cursor.
 */
final class MemorySystem {
  /** What is at the source. */
  final TreeMap<Long, String> source = new TreeMap<>();

  /** What is at the target, in the order it came; a list, so that a double apply shows. */
  final List<Row> target = new ArrayList<>();

  /** Stages by name. */
  final Map<String, List<Row>> stages = new HashMap<>();

  /** Rows already moved by a publish of several steps, by load id. */
  final Map<String, Integer> publishing = new HashMap<>();

  /** Recorded load ids. */
  final List<String> loads = new ArrayList<>();

  /** State changed inside the sink's transactions. */
  final Map<StateKey, String> transactionalState = new HashMap<>();

  /** Positions the source heard of. */
  final List<String> acknowledged = new ArrayList<>();

  long fence;

  record Row(long key, String value) {}

  /** One process; once dead it changes nothing any more. */
  final class Process {
    private boolean dead;
    private boolean stopped;

    /** Stops the process's timers, as SIGSTOP would, until it goes on. */
    synchronized void stop() {
      stopped = true;
    }

    synchronized void goOn() {
      stopped = false;
      notifyAll();
    }

    synchronized void awaitRunning() {
      try {
        while (stopped) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    synchronized void die() {
      dead = true;
    }

    MemorySystem system() {
      synchronized (this) {
        if (dead) {
          throw new IllegalStateException("process is dead");
        }
      }
      return MemorySystem.this;
    }
  }

  List<Row> sourceRows() {
    return source.entrySet().stream().map(e -> new Row(e.getKey(), e.getValue())).toList();
  }
}
