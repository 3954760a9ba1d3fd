package dpone.certify.proof;

import java.util.List;
import java.util.stream.Stream;

/**
 * The proof of one check.
 *
 * @param check id of the check in the catalogue
 * @param body what is tried
 */
public record Proof(String check, Body body) {
  /** Every proof that needs no system. */
  public static List<Proof> all() {
    return Stream.of(
            IsolationProofs.all(),
            DocumentationProofs.all(),
            ConstructionProofs.all(),
            RerunProofs.all(),
            RetryProofs.all(),
            CompatibilityProofs.all())
        .flatMap(List::stream)
        .toList();
  }

  /** What is tried. */
  @FunctionalInterface
  public interface Body {
    /**
     * Tries it. An exception is an error of the trial, unless it is a {@link
     * dpone.spi.error.DponeException}, which is the connector's failure.
     */
    Verdict on(Candidate candidate) throws Exception;
  }
}
