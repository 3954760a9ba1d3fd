package dpone.certify.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does a matrix follow from evidence? Every level is computed again from its cells, and every cell
 * that the run decided is compared with the run's record.
 *
 * @param catalogue what each level needs
 * @param records of the run
 */
record MatrixAudit(Requirements catalogue, List<Evidence> records) {
  List<String> problems(JsonNode matrix) {
    List<String> problems = new ArrayList<>();
    boolean trusted =
        matrix.path("ledger").path("trust").asText().startsWith("signed ")
            && !matrix.path("ledger").path("trust").asText().startsWith("signed by an");
    boolean ledger = matrix.path("ledger").path("entries").asLong() > 0;
    for (JsonNode row : matrix.path("connectors")) {
      row(row, trusted, ledger, problems);
    }
    return problems;
  }

  private void row(JsonNode row, boolean trusted, boolean ledger, List<String> problems) {
    String id = row.path("id").asText();
    Map<String, JsonNode> cells = new HashMap<>();
    row.path("requirements").forEach(cell -> cells.put(cell.path("id").asText(), cell));
    for (Requirement requirement : catalogue.all()) {
      JsonNode cell = cells.get(requirement.id());
      if (cell == null) {
        problems.add(id + " has no " + requirement.id());
      } else {
        cell(id, cell, ledger, problems);
      }
    }
    Level proven = proven(cells, trusted);
    Level stated = level(row.path("provenLevel").asText());
    if (stated != proven) {
      problems.add(
          id
              + " says proven "
              + stated.text()
              + ", from its requirements follows "
              + proven.text());
    }
    Level claimed = level(row.path("claimedLevel").asText());
    Level counts = claimed.compareTo(proven) < 0 ? claimed : proven;
    if (level(row.path("level").asText()) != counts) {
      problems.add(
          id + " says level " + row.path("level").asText() + ", what counts is " + counts.text());
    }
  }

  private void cell(String id, JsonNode cell, boolean ledger, List<String> problems) {
    String requirement = cell.path("id").asText();
    Outcome stated = Outcome.of(cell.path("result").asText());
    Outcome tried =
        records.stream()
            .filter(r -> r.connector().equals(id) && r.requirement().equals(requirement))
            .map(Evidence::result)
            .findFirst()
            .orElse(Outcome.MISSING);
    // What this run did not decide may come from the ledger.
    if (stated != tried && (tried.decisive() || !ledger)) {
      problems.add(
          id + " " + requirement + " says " + stated.text() + ", the record " + tried.text());
    }
  }

  private Level proven(Map<String, JsonNode> cells, boolean trusted) {
    Level proven = Level.NONE;
    for (Level level : Level.values()) {
      boolean met =
          catalogue.all().stream()
              .filter(requirement -> requirement.level().compareTo(level) <= 0)
              .allMatch(requirement -> met(cells.get(requirement.id()), level));
      if (!met || (level == Level.PRODUCTION_CERTIFIED && !trusted)) {
        break;
      }
      proven = level;
    }
    return proven;
  }

  private static boolean met(@Nullable JsonNode cell, Level level) {
    if (cell == null) {
      return false;
    }
    String result = cell.path("result").asText();
    boolean byDouble = cell.path("serviceKind").asText().equals("double");
    return result.equals("not-applicable")
        || (result.equals("passed") && !(byDouble && level == Level.PRODUCTION_CERTIFIED));
  }

  private static Level level(String text) {
    return Requirements.level(text);
  }
}
