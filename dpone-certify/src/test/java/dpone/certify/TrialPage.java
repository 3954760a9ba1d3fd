package dpone.certify;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import dpone.runtime.manifest.GeneratedBlock;
import java.nio.file.Path;
import java.util.List;

/** What the suite was tried with, as the part of the documentation that says so. */
final class TrialPage {
  static final GeneratedBlock BLOCK = new GeneratedBlock("trial");
  static final Path FILE =
      Path.of(System.getProperty("dpone.root")).resolve("docs/certification.md");

  private TrialPage() {}

  /** A defect that was found, by which check, with words of its message. */
  record Killed(String by, String planted, String said) {}

  static String of(Requirements catalogue, List<Killed> killed) {
    StringBuilder page = new StringBuilder();
    page.append("| killed by | defect | planted as | the message says |\n|---|---|---|---|\n");
    for (Check check : catalogue.checks()) {
      List<Killed> rows = killed.stream().filter(k -> k.by().equals(check.id())).toList();
      for (Killed row : rows) {
        line(page, check, row.planted(), "\"" + row.said().strip() + "\"");
      }
    }
    return page.toString();
  }

  private static void line(StringBuilder page, Check check, String planted, String said) {
    page.append("| `%s` | %s | %s | %s |\n".formatted(check.id(), check.defect(), planted, said));
  }
}
