package dpone.certify.scenario;

import java.util.List;
import java.util.stream.Stream;

/**
 * A conformance scenario.
 *
 * @param check id of the check in the catalogue that it proves
 * @param body what it does; returns when the check holds
 */
public record Scenario(String check, Body body) {
  /** Every scenario of this build. */
  public static List<Scenario> all() {
    return Stream.of(
            FullRefreshScenarios.all(),
            IncrementalScenarios.all(),
            LogScenarios.all(),
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
