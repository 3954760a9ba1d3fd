package dpone.certify.report;

import dpone.certify.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The matrix as Markdown. */
public final class MatrixMarkdown {
  private MatrixMarkdown() {}

  /** The document, ending in a line feed. */
  public static String text(Matrix matrix) {
    StringBuilder page = new StringBuilder("# Connector certification\n\n");
    page.append("Profile `").append(matrix.profile()).append("`. ");
    page.append(matrix.passed() ? "No requirement failed. " : "Something failed; see below. ");
    page.append("Ledger: ").append(matrix.recorded().trust());
    page.append(", ").append(matrix.recorded().entries()).append(" entries. Policy: `");
    page.append(matrix.policy().source()).append("`.\n\n");
    row(page, List.of("Connector", "Type", "Claimed", "Proven", "Level", "Next step"));
    row(page, List.of("---", "---", "---", "---", "---", "---"));
    for (Matrix.Row row : matrix.connectors()) {
      row(
          page,
          List.of(
              row.name() + " `" + row.id() + "`",
              String.join("/", row.roleNames()),
              row.standing().claimed().text(),
              row.standing().proven().text(),
              row.standing().level().text(),
              row.nextStep()));
    }
    page.append("\n## Requirements\n\n");
    requirements(page, matrix);
    reasons(page, matrix);
    if (!matrix.broken().isEmpty()) {
      page.append("\n## Found and not usable\n\n");
      matrix.broken().forEach(line -> page.append("- ").append(cell(line)).append('\n'));
    }
    return page.toString();
  }

  private static void requirements(StringBuilder page, Matrix matrix) {
    if (matrix.connectors().isEmpty()) {
      return;
    }
    List<String> head = new ArrayList<>(List.of("Connector"));
    matrix.connectors().getFirst().requirements().forEach(cell -> head.add(cell.id()));
    row(page, head);
    row(page, head.stream().map(h -> "---").toList());
    for (Matrix.Row row : matrix.connectors()) {
      List<String> cells = new ArrayList<>(List.of("`" + row.id() + "`"));
      row.requirements()
          .forEach(cell ->
              cells.add(word(cell.result()) + (cell.waiver().isPresent() ? " (waived)" : "")));
      row(page, cells);
    }
  }

  private static void reasons(StringBuilder page, Matrix matrix) {
    for (Matrix.Row row : matrix.connectors()) {
      if (row.present()) {
        page.append("\n### ").append(row.name()).append("\n\n");
        for (Matrix.Cell cell : row.requirements()) {
          page.append("- ").append(cell.id()).append(" **").append(cell.result().text());
          page.append("**");
          if (!cell.serviceKind().equals("none")) {
            page.append(" (").append(cell.serviceKind()).append(" service)");
          }
          page.append(cell.reason().isEmpty() ? "" : ": " + cell(cell.reason()));
          cell.waiver().ifPresent(waiver -> page.append("; ").append(cell(waiver.text())));
          page.append('\n');
        }
      }
    }
    if (!matrix.missing().isEmpty()) {
      page.append("\nNot in this build, so nothing is claimed or proven: ");
      page.append(
          matrix.missing().stream().map(id -> "`" + id + "`").collect(Collectors.joining(", ")));
      page.append(".\n");
    }
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case FAILED -> "**FAILED**";
      case ERROR -> "**ERROR**";
      case SKIPPED -> "skipped";
      case MISSING -> "-";
      case NOT_APPLICABLE -> "n/a";
      case EXPIRED -> "expired";
    };
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ")
        .append(cells.stream().map(MatrixMarkdown::cell).collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
