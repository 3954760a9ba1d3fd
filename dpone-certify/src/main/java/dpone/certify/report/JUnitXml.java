package dpone.certify.report;

import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The checks as JUnit XML, which build servers read. */
public final class JUnitXml {
  private JUnitXml() {}

  /** The document, ending in a line feed. */
  public static String text(List<Evidence> records) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    Map<String, List<Evidence>> byConnector =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    Evidence::connector, LinkedHashMap::new, Collectors.toList()));
    byConnector.forEach((connector, list) -> suite(xml, connector, list));
    return xml.append("</testsuites>\n").toString();
  }

  private static void suite(StringBuilder xml, String connector, List<Evidence> records) {
    List<CheckEvidence> checks =
        records.stream().map(Evidence::checks).flatMap(List::stream).toList();
    long failed = checks.stream().filter(c -> c.result().bad()).count();
    long notRun = checks.stream().filter(c -> notRun(c)).count();
    xml.append("  <testsuite name=\"").append(escaped(connector));
    xml.append("\" tests=\"").append(checks.size());
    xml.append("\" failures=\"").append(failed);
    xml.append("\" skipped=\"").append(notRun).append("\">\n");
    for (CheckEvidence check : checks) {
      xml.append("    <testcase classname=\"").append(escaped(connector));
      xml.append("\" name=\"").append(escaped(name(check)));
      xml.append("\" time=\"").append(seconds(check.duration())).append('"');
      outcome(xml, check);
    }
    xml.append("  </testsuite>\n");
  }

  private static String name(CheckEvidence check) {
    return check.service().isEmpty() ? check.check() : check.check() + " " + check.service();
  }

  private static void outcome(StringBuilder xml, CheckEvidence check) {
    String message = escaped(check.result().text() + ": " + check.reason());
    switch (check.result()) {
      case PASSED -> xml.append("/>\n");
      case FAILED, ERROR ->
          xml.append("><failure message=\"").append(message).append("\"/></testcase>\n");
      case SKIPPED, MISSING, NOT_APPLICABLE, EXPIRED ->
          xml.append("><skipped message=\"").append(message).append("\"/></testcase>\n");
    }
  }

  private static boolean notRun(CheckEvidence check) {
    return switch (check.result()) {
      case SKIPPED, MISSING, NOT_APPLICABLE, EXPIRED -> true;
      case PASSED, FAILED, ERROR -> false;
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            default -> safe.appendCodePoint(xmlChar(c) ? c : '\uFFFD');
          }
        });
    return safe.toString();
  }

  private static boolean xmlChar(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
