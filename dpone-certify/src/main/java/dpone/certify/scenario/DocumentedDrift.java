package dpone.certify.scenario;

import dpone.certify.proof.PageTable;
import dpone.spi.sink.DriftPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page says about one class of drift under one policy.
 *
 * @param outcome how far a load comes
 * @param code code of the refusal or of the rejected row, empty if there is none
 */
record DocumentedDrift(Outcome outcome, String code) {
  private static final int CELLS = 6;

  /** How far a load comes, by the words of the page. */
  enum Outcome {
    /** Every row is loaded, the target's schema follows. */
    FOLLOWS,
    /** Every row is loaded, the target's schema stays. */
    LOADS,
    /** The target has no schema: every row is loaded as it was sent. */
    TAKES,
    /** Every row is loaded without the column. */
    LEAVES_OUT,
    /** Rows that fit are loaded, the others are rejected. */
    REJECTS,
    /** Nothing is loaded. */
    REFUSES;

    static Optional<Outcome> of(String text) {
      return Arrays.stream(values())
          .filter(outcome -> outcome.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst();
    }
  }

  /**
   * What is documented about it.
   *
   * @param drift the class of drift
   * @param policy the policy of its key
   */
  record Case(DriftClass drift, DriftPolicy policy) {
    @Override
    public String toString() {
      return drift.text() + " under " + policy.text();
    }
  }

  /** Rows of the page's table {@code drift}: class, difference, key, policy, outcome, code. */
  static Map<Case, DocumentedDrift> of(Trial trial) throws Exception {
    String name = trial.descriptor().certification().docsPage();
    Path page =
        trial
            .pages()
            .page(trial.connector().id(), name)
            .orElseThrow(() -> new Mismatch("its documentation page " + name + " is not there"));
    Map<Case, DocumentedDrift> table = new LinkedHashMap<>();
    for (List<String> row :
        PageTable.rows(Files.readString(page), "drift")
            .orElseThrow(() -> new Mismatch(name + " has no table of drift"))) {
      String line = name + ", table of drift, " + String.join(" | ", row) + ": ";
      Mismatch.unless(row.size() >= CELLS, line + CELLS + " cells are needed");
      DriftClass drift =
          DriftClass.of(row.get(0)).orElseThrow(() -> new Mismatch(line + "unknown class"));
      Mismatch.unless(row.get(2).equals(drift.key()), line + "the key is " + drift.key());
      DriftPolicy policy =
          Arrays.stream(DriftPolicy.values())
              .filter(p -> p.text().equals(row.get(3)))
              .findFirst()
              .orElseThrow(() -> new Mismatch(line + "unknown policy"));
      Outcome outcome =
          Outcome.of(row.get(4)).orElseThrow(() -> new Mismatch(line + "unknown outcome"));
      Mismatch.unless(
          table.put(new Case(drift, policy), new DocumentedDrift(outcome, row.get(5))) == null,
          line + "said twice");
    }
    for (DriftClass drift : DriftClass.values()) {
      for (DriftPolicy policy : DriftPolicy.values()) {
        Case each = new Case(drift, policy);
        Mismatch.unless(table.containsKey(each), name + " does not say what becomes of " + each);
      }
    }
    return table;
  }
}
