package dpone.certify.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A conformance scenario.
 *
 * @param check id of the check in the catalogue that it proves
 * @param reads which streams it reads where the system has its own
 * @param body what it does; returns when the check holds
 */
public record Scenario(String check, Reads reads, Body body) {
  /** One that reads some stream of the system. */
  Scenario(String check, Body body) {
    this(check, Reads.ANY, body);
  }

  /**
   * Tries it.
   *
   * @return what was seen, one sentence for the evidence
   * @throws Mismatch when the connector does not do what the check demands
   * @throws Untried when it could not be tried
   */
  public String run(Trial trial) throws Exception {
    List<String> seen = new ArrayList<>();
    List<Trial> trials = reads.of(trial);
    for (Trial each : trials) {
      String stream = trials.size() == 1 ? "" : each.stream() + ": ";
      try {
        seen.add(stream + body.run(each));
      } catch (Mismatch mismatch) {
        throw stream.isEmpty() ? mismatch : new Mismatch(stream + mismatch.getMessage());
      }
    }
    return String.join("; ", seen);
  }

  /** Every scenario of this build. */
  public static List<Scenario> all() {
    return Stream.of(
            FullRefreshScenarios.all(),
            IncrementalScenarios.all(),
            LogScenarios.all(),
            PageScenarios.all(),
            ResumeScenarios.all(),
            RerunScenarios.all(),
            HaltScenarios.all(),
            TypeScenarios.all(),
            DriftScenarios.all(),
            CredentialScenarios.all(),
            FailureScenarios.all(),
            RetryScenarios.all(),
            ObservabilityScenarios.all(),
            LiveScenarios.all(),
            RefusalScenarios.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The steps of a scenario. */
  @FunctionalInterface
  public interface Body {
    /**
     * Takes the steps.
     *
     * @return what was seen, one sentence for the evidence
     * @throws Mismatch when the connector does not do what the check demands
     */
    String run(Trial trial) throws Exception;
  }
}
