package dpone.certify.catalogue;

import dpone.spi.certify.Level;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The part of {@code docs/certification.md} that is made from the catalogue. */
public final class CataloguePage {
  /** Name of the generated block in the page. */
  public static final String BLOCK = "requirements";

  private CataloguePage() {}

  /** The text of the block. */
  public static String of(Requirements requirements, ListedConnectors connectors) {
    StringBuilder page = new StringBuilder();
    for (Level level : Arrays.asList(Level.values()).subList(1, Level.values().length)) {
      page.append("\n### Level `").append(level.text()).append("`\n");
      requirements.all().stream()
          .filter(r -> r.level() == level)
          .forEach(r -> requirement(page, r));
    }
    page.append("\n### Connectors\n\n| id | connector | type |\n|---|---|---|\n");
    for (ListedConnector c : connectors.all()) {
      row(page, List.of("`" + c.id() + "`", c.name(), c.type()));
    }
    return page.append('\n').toString();
  }

  private static void requirement(StringBuilder page, Requirement r) {
    page.append("\n#### ").append(r.id()).append(". ").append(r.text()).append("\n\n");
    page.append("Why: ").append(r.why()).append("  \n");
    page.append("Proven by: ").append(r.provenBy()).append("  \n");
    page.append("When it fails: ").append(r.whenItFails()).append("  \n");
    page.append("Evidence is good for ").append(r.evidenceMaxAge().toDays()).append(" days.\n\n");
    page.append("| check | what must hold | profile | applies to | SPI rules | broken by |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Check c : r.checks()) {
      row(
          page,
          List.of(
              "`" + c.id() + "`",
              c.title(),
              "`" + c.profile().text() + "`",
              c.applies().text(),
              c.rules().stream().map(rule -> "`" + rule + "`").collect(Collectors.joining(" ")),
              c.defect()));
    }
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
