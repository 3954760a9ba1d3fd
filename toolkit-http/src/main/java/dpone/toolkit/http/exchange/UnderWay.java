package dpone.toolkit.http.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is waiting now and how to end it. Thread-safe. */
final class UnderWay {
  private final Set<Runnable> all = ConcurrentHashMap.newKeySet();

  /** Remembers how to end something; closing the result forgets it. */
  AutoCloseable add(Runnable end) {
    all.add(end);
    return () -> all.remove(end);
  }

  void endAll() {
    all.forEach(Runnable::run);
  }

  int size() {
    return all.size();
  }
}
