package dpone.certify.report.html;

import dpone.certify.evidence.Outcome;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The pieces that occur all over the page. */
final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** A result: a sign of its own shape, and the word. */
  static Html result(Outcome outcome) {
    return Html.of("span", "result " + outcome.text())
        .add(sign(outcome), Html.of("span").text(outcome.text()));
  }

  /** The sign of a result, which never stands for it alone. */
  static Html sign(Outcome outcome) {
    return Html.of("span", "sign " + outcome.text()).silent().text(shape(outcome));
  }

  private static String shape(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "✓";
      case FAILED -> "✕";
      case ERROR -> "!";
      case SKIPPED -> "»";
      case MISSING -> "·";
      case NOT_APPLICABLE -> "–";
      case EXPIRED -> "○";
    };
  }

  /** A level: as many filled steps as it is high, and its name. */
  static Html level(Level level) {
    Html steps = Html.of("span", "steps").silent().text(steps(level));
    return Html.of("span", "level " + level.text()).add(steps, Html.of("span").text(level.text()));
  }

  private static String steps(Level level) {
    return switch (level) {
      case NONE -> "○○○";
      case EXPERIMENTAL -> "●○○";
      case BETA -> "●●○";
      case PRODUCTION_CERTIFIED -> "●●●";
    };
  }

  static Html time(Instant instant) {
    return Html.of("time").with("datetime", instant.toString()).text(MINUTE.format(instant));
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 120_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return String.format(Locale.ROOT, "%.1f min", millis / 60_000.0);
  }

  static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** What may stand in an address of a place on the page. */
  static String anchor(String connector) {
    return "c-" + connector.replaceAll("[^A-Za-z0-9-]", "_");
  }

  static String anchor(String connector, String requirement) {
    return anchor(connector) + "-" + requirement.replaceAll("[^A-Za-z0-9-]", "_");
  }
}
