package dpone.toolkit.format.cell;

import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates and times of a pattern, and instants by the clock of a zone. */
final class TimeCells {
  private TimeCells() {}

  /** A reader of such text; empty for types that are none, and where ISO 8601 tells it all. */
  static Optional<TextCell> of(DataType type, CellForm form) {
    String pattern = form.pattern();
    ZoneId zone = form.epoch() == null ? form.zone() : null;
    TextCell cell =
        switch (type) {
          case DataType.Date t when pattern != null -> date(new TimePattern(pattern, t.text()));
          case DataType.Time t when pattern != null ->
              time(new TimePattern(pattern, t.text()), t.precision());
          case DataType.Timestamp t when pattern != null ->
              timestamp(new TimePattern(pattern, t.text()), t.precision());
          case DataType.TimestampTz t when pattern != null -> instant(t, pattern, zone);
          case DataType.TimestampTz t when zone != null -> iso(t, zone);
          default -> null;
        };
    return Optional.ofNullable(cell);
  }

  private static TextCell date(TimePattern pattern) {
    return (d, f, e, c) -> ((IntColumn) c).append(pattern.date(d, f, e));
  }

  private static TextCell time(TimePattern pattern, int precision) {
    return (d, f, e, c) -> ((LongColumn) c).append(pattern.time(d, f, e, precision));
  }

  private static TextCell timestamp(TimePattern pattern, int precision) {
    return (d, f, e, c) -> ((LongColumn) c).append(pattern.timestamp(d, f, e, precision));
  }

  private static TextCell instant(
      DataType.TimestampTz type, String pattern, @Nullable ZoneId zone) {
    TimePattern times = new TimePattern(pattern, type.text());
    LocalTimes clock = zone == null ? null : new LocalTimes(zone);
    long unit = Int128.power(Units.digits(type.precision()));
    return (d, f, e, c) -> {
      long local = times.timestamp(d, f, e, type.precision());
      if (times.hasOffset()) {
        local = LocalTimes.shifted(local, times.offset() * unit, type.text(), d, f, e);
      } else if (clock != null) {
        local = clock.instant(local, type.precision(), type.text(), d, f, e);
      } else {
        throw new PoisonException(
            FormatCode.VALUE_WRONG_TYPE,
            Refusal.text(d, f, e),
            "the time has no zone, and nobody can tell which instant it is");
      }
      ((LongColumn) c).append(local);
    };
  }

  private static TextCell iso(DataType.TimestampTz type, ZoneId zone) {
    IsoText iso = new IsoText(type.text());
    LocalTimes clock = new LocalTimes(zone);
    int precision = type.precision();
    return (d, f, e, c) -> {
      long instant;
      if (namesItsZone(d, f, e)) {
        instant = iso.timestampTz(d, f, e, precision);
      } else {
        long local = iso.timestamp(d, f, e, precision);
        instant =
            local == Units.INFINITY || local == Units.MINUS_INFINITY
                ? local
                : clock.instant(local, precision, type.text(), d, f, e);
      }
      ((LongColumn) c).append(instant);
    };
  }

  /** Behind the date and the T, a sign or a Z can only be that of a zone. */
  private static boolean namesItsZone(byte[] data, int from, int to) {
    for (int i = to - 1; i > from + 10; i--) {
      int b = data[i];
      if (b == 'Z' || b == 'z' || b == '+' || b == '-') {
        return true;
      }
    }
    return false;
  }
}
