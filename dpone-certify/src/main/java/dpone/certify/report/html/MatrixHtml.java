package dpone.certify.report.html;

import dpone.certify.report.Matrix;
import dpone.certify.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page. It loads nothing, and its policy lets a browser run and apply only the script and the
 * style that are in it, by their digests.
 */
public final class MatrixHtml {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)}");

  private MatrixHtml() {}

  /** The document, ending in a line feed; the same for the same report. */
  public static String text(Report report) {
    Matrix matrix = report.matrix();
    Overview overview = new Overview(matrix);
    ConnectorSection section = new ConnectorSection(report);
    String style = resource("matrix.css");
    String script = resource("matrix.js");
    StringBuilder sections = new StringBuilder();
    matrix.connectors().forEach(row -> sections.append(section.of(row).render()));
    return filled(
        resource("matrix.html"),
        Map.of(
            "policy", policy(style, script),
            "style", style,
            "script", script,
            "verdict", overview.verdict().render(),
            "broken", matrix.broken().isEmpty() ? "" : overview.broken().render(),
            "filter", overview.filter().render(),
            "count", Words.counted(matrix.connectors().size(), "connector", "connectors"),
            "table", overview.table().render(),
            "legend", Legend.details().render(),
            "sections", sections.toString()));
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + digest(style)
        + "'; script-src '"
        + digest(script)
        + "'; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /** In one pass: what is put in is not looked at again. */
  private static String filled(String frame, Map<String, String> parts) {
    return PLACE
        .matcher(frame)
        .replaceAll(place -> {
          String part = parts.get(place.group(1));
          if (part == null) {
            throw new IllegalStateException("the page has no part " + place.group(1));
          }
          return Matcher.quoteReplacement(part);
        });
  }

  private static String resource(String name) {
    try (InputStream in = MatrixHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
