package dpone.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Amounts() {}

  /** A count with separators. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count and what is counted. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Bytes in the largest unit that leaves at least one, as manifests write them. */
  static String bytes(long bytes) {
    double rest = (double) bytes;
    int unit = 0;
    while (rest >= 1024 && unit < UNITS.length - 1) {
      rest /= 1024;
      unit++;
    }
    boolean whole = unit == 0 || rest >= 100 || rest == Math.rint(rest);
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", rest, UNITS[unit]);
  }

  /** How long something took. */
  static String time(long millis) {
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    Duration time = Duration.ofMillis(millis);
    if (time.toHours() == 0) {
      return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
  }

  /** Something in a second; nothing can be said of no time. */
  static long rate(long amount, long nanos) {
    return nanos <= 0 ? 0 : Math.round(amount * 1e9 / nanos);
  }
}
