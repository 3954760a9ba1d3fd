package dpone.certify.report;

import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The matrix with all that it rests on.
 *
 * @param catalogue what each level needs
 * @param policy how old evidence may be
 * @param matrix the matrix
 * @param records the record that decides for each requirement, by connector
 * @param history runs, by connector
 */
public record Report(
    Requirements catalogue,
    Policy policy,
    Matrix matrix,
    Map<String, List<Evidence>> records,
    Map<String, History> history) {
  /** Copies the maps. */
  public Report {
    records = new LinkedHashMap<>(records);
    history = new LinkedHashMap<>(history);
  }

  /**
   * Puts it together.
   *
   * @param judge computed the levels
   * @param matrix the matrix
   * @param evidence every record of the present run
   * @param judgements what follows from it, by connector; of those that this build has
   */
  public static Report of(
      Judge judge, Matrix matrix, List<Evidence> evidence, Map<String, Judgement> judgements) {
    Map<String, List<Evidence>> records = new LinkedHashMap<>();
    for (Evidence record : evidence) {
      records.computeIfAbsent(record.connector(), id -> new ArrayList<>()).add(record);
    }
    Map<String, History> history = new LinkedHashMap<>();
    for (Matrix.Row row : matrix.connectors()) {
      List<Evidence> present = records.getOrDefault(row.id(), List.of());
      if (judgements.containsKey(row.id())) {
        history.put(row.id(), History.of(judge, row.id(), row.standing().claimed(), present));
      }
    }
    judgements.forEach((id, judgement) -> records.put(id, judgement.records()));
    return new Report(judge.catalogue(), judge.policy(), matrix, records, history);
  }

  /** The record that decides for a requirement of a connector. */
  public Optional<Evidence> record(String connector, String requirement) {
    return records.getOrDefault(connector, List.of()).stream()
        .filter(record -> record.requirement().equals(requirement))
        .findFirst();
  }

  /** The runs of a connector. */
  public History history(String connector) {
    return history.getOrDefault(connector, History.NONE);
  }
}
