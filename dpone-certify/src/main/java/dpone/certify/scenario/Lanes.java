package dpone.certify.scenario;

import dpone.certify.kit.SinkTables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ways by which rows reach a target, which the cases of a scenario take in turns. */
final class Lanes {
  private final List<Map<String, Object>> all;
  private final String leftOut;
  private int turn;

  /**
   * Begins with one of them.
   *
   * @param leftOut what is to be said of others; empty if there is nothing
   * @param first its number; scenarios of few cases begin with different ones
   */
  Lanes(List<Map<String, Object>> all, String leftOut, int first) {
    this.all = List.copyOf(all);
    this.leftOut = leftOut.isEmpty() ? "" : "; " + leftOut;
    this.turn = first;
  }

  static Lanes of(Trial trial, int first) {
    SinkTables sink = trial.route().sink();
    return new Lanes(sink.lanes(), sink.laneLeftOut().orElse(""), first);
  }

  /** All of them. */
  List<Map<String, Object>> all() {
    return all;
  }

  /** The one whose turn it is. */
  Map<String, Object> next() {
    return all.get(Math.floorMod(turn++, all.size()));
  }

  /** What tells names of its cases apart; empty where there is one lane only. */
  String number(Map<String, Object> lane) {
    return all.size() == 1 ? "" : "_l" + all.indexOf(lane);
  }

  /** What a claim has to add where there are several. */
  String claim(String more) {
    return (all.size() == 1 ? "" : more) + leftOut;
  }

  /** For evidence: empty, or such as {@code " (load: jobs)"}. */
  static String text(Map<String, Object> lane) {
    return lane.isEmpty()
        ? ""
        : new TreeMap<>(lane)
            .entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
  }
}
