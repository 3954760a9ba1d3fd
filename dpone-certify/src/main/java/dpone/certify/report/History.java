package dpone.certify.report;

import dpone.certify.audit.Frames;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.spi.certify.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of a connector.
 *
 * @param runs the newest ones, the newest first
 * @param earlier how many older ones are recorded beside them
 */
public record History(List<PastRun> runs, int earlier) {
  /** How many runs a report shows. */
  public static final int SHOWN = 30;

  /** No run. */
  public static final History NONE = new History(List.of(), 0);

  /** Copies the list. */
  public History {
    runs = List.copyOf(runs);
  }

  /**
   * Reads it from what is recorded and from the present run.
   *
   * @param judge knows what is recorded, and computes the level after each run
   * @param id of the connector
   * @param claimed the level it claims
   * @param present the records of the present run
   */
  public static History of(Judge judge, String id, Level claimed, List<Evidence> present) {
    List<Evidence> all = new ArrayList<>();
    judge.history().stream().filter(record -> record.connector().equals(id)).forEach(all::add);
    // Nobody records what is computed from many runs.
    present.stream().filter(record -> !Judgement.computed(record)).forEach(all::add);
    Map<String, List<Evidence>> byRun = new LinkedHashMap<>();
    for (Evidence record : all) {
      byRun.computeIfAbsent(record.environment().run(), run -> new ArrayList<>()).add(record);
    }
    List<List<Evidence>> newest = new ArrayList<>(byRun.values()).reversed();
    List<PastRun> runs = new ArrayList<>();
    for (List<Evidence> records : newest.subList(0, Math.min(SHOWN, newest.size()))) {
      List<Evidence> until = all.subList(0, all.lastIndexOf(records.getLast()) + 1);
      runs.add(run(records, level(judge, id, claimed, until), present, all.getLast().subjects()));
    }
    return new History(runs, newest.size() - runs.size());
  }

  private static Level level(Judge judge, String id, Level claimed, List<Evidence> until) {
    Instant then = until.getLast().ended();
    Judge judgeThen = new Judge(judge.catalogue(), judge.policy(), until, judge.trust(), then);
    List<Evidence> frame = Frames.of(judge.catalogue(), until).getOrDefault(id, List.of());
    return judgeThen.of(id, claimed, frame).standing().proven();
  }

  private static PastRun run(
      List<Evidence> records, Level proven, List<Evidence> present, List<Subject> here) {
    Evidence first = records.getFirst();
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    records.forEach(record -> counts.merge(record.result(), 1, Integer::sum));
    return new PastRun(
        first.environment().run(),
        records.stream().map(Evidence::started).min(Comparator.naturalOrder()).orElseThrow(),
        first.profile(),
        first.attempt(),
        first.environment().whole(),
        present.stream()
            .anyMatch(record -> record.environment().run().equals(first.environment().run())),
        first.subjects().equals(here),
        counts,
        proven);
  }
}
