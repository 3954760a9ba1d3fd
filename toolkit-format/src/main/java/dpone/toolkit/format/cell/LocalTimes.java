package dpone.toolkit.format.cell;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Instants out of the time that a clock in some zone shows. A time that was skipped there is
 * refused; one that was shown twice is the first of the two.
 */
final class LocalTimes {
  private final ZoneRules rules;
  private final boolean isFixed;
  private final long fixed;

  LocalTimes(ZoneId zone) {
    this.rules = zone.getRules();
    this.isFixed = rules.isFixedOffset();
    this.fixed = isFixed ? rules.getOffset(java.time.Instant.EPOCH).getTotalSeconds() : 0;
  }

  /** Units since the epoch in UTC, of units since the epoch by the clock. */
  long instant(long local, int precision, String type, byte[] data, int from, int to) {
    long unit = Int128.power(Units.digits(precision));
    long seconds = isFixed ? fixed : offset(Math.floorDiv(local, unit), type, data, from, to);
    return shifted(local, seconds * unit, type, data, from, to);
  }

  /** The same with the offset that the text names. */
  static long shifted(long local, long by, String type, byte[] data, int from, int to) {
    try {
      return Math.subtractExact(local, by);
    } catch (ArithmeticException e) {
      throw Refusal.tooLarge(type, data, from, to);
    }
  }

  private long offset(long seconds, String type, byte[] data, int from, int to) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    List<ZoneOffset> valid = rules.getValidOffsets(time);
    if (valid.isEmpty()) {
      throw Refusal.notA(type + " of the zone, whose clocks skipped it", data, from, to);
    }
    return valid.get(0).getTotalSeconds();
  }
}
