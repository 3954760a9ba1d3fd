package dpone.certify.scenario;

import dpone.certify.evidence.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a scenario causes and counts on its way, for the record. Not thread-safe. */
public final class Observed {
  private final Map<String, Map<String, Long>> fired = new LinkedHashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * A fault took effect.
   *
   * @param kind what was done
   * @param at where it fired
   */
  void fault(String kind, String at) {
    fired.computeIfAbsent(kind, any -> new LinkedHashMap<>()).merge(at, 1L, Long::sum);
  }

  /** Adds to a count. */
  void count(String name, long more) {
    if (more > 0) {
      counts.merge(name, more, Long::sum);
    }
  }

  /** The faults since the last time, each place once. */
  public List<Fault> takeFaults(String check) {
    List<Fault> faults = new ArrayList<>();
    fired.forEach((kind, places) ->
        places.forEach((at, times) -> faults.add(new Fault(check, kind, at, times))));
    fired.clear();
    return faults;
  }

  /** The counts since the last time, by name. */
  public Map<String, Long> takeCounts() {
    Map<String, Long> taken = new TreeMap<>(counts);
    counts.clear();
    return taken;
  }
}
