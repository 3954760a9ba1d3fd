package dpone.certify;

import dpone.certify.report.JUnitXml;
import dpone.certify.report.MatrixJson;
import dpone.certify.report.MatrixMarkdown;
import dpone.certify.report.html.MatrixHtml;
import dpone.certify.run.RunOutcome;

/** Forms of the report. */
enum Format {
  JSON("matrix.json"),
  MARKDOWN("matrix.md"),
  HTML("matrix.html"),
  JUNIT("junit.xml");

  private final String file;

  Format(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  String text(RunOutcome outcome) {
    return switch (this) {
      case JSON -> MatrixJson.text(outcome.matrix());
      case MARKDOWN -> MatrixMarkdown.text(outcome.matrix());
      case HTML -> MatrixHtml.text(outcome.report());
      case JUNIT -> JUnitXml.text(outcome.evidence());
    };
  }
}
