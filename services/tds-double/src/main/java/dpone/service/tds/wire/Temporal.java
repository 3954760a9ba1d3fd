package dpone.service.tds.wire;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and times as they are on the wire (MS-TDS 2.2.5.5.1.8). */
final class Temporal {
  private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
  private static final LocalDate EPOCH_1900 = LocalDate.of(1900, 1, 1);
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private Temporal() {}

  static void date(TdsWriter out, LocalDate date) {
    out.unsigned(date.toEpochDay() - FIRST, 3);
  }

  static LocalDate date(TdsReader in) throws IOException {
    long days = in.unsigned(3);
    if (days > 3_652_058) {
      throw new TdsException("a date " + days + " days after the first");
    }
    return LocalDate.ofEpochDay(FIRST + days);
  }

  static void time(TdsWriter out, LocalTime time, int scale) {
    out.unsigned(time.toNanoOfDay() / unit(scale), SqlType.timeBytes(scale));
  }

  static LocalTime time(TdsReader in, int scale) throws IOException {
    long value = in.unsigned(SqlType.timeBytes(scale));
    if (value >= DAY_NANOS / unit(scale)) {
      throw new TdsException("a time after the end of the day: " + value);
    }
    return LocalTime.ofNanoOfDay(value * unit(scale));
  }

  static void offset(TdsWriter out, OffsetDateTime moment, int scale) {
    LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    time(out, utc.toLocalTime(), scale);
    date(out, utc.toLocalDate());
    out.u16(moment.getOffset().getTotalSeconds() / 60);
  }

  static OffsetDateTime offset(TdsReader in, int scale) throws IOException {
    LocalTime time = time(in, scale);
    LocalDate date = date(in);
    short minutes = (short) in.u16();
    try {
      return LocalDateTime.of(date, time)
          .atOffset(ZoneOffset.UTC)
          .withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
    } catch (DateTimeException e) {
      throw new TdsException("an offset of " + minutes + " minutes");
    }
  }

  static void datetime(TdsWriter out, LocalDateTime value) {
    out.i32((int) (value.toLocalDate().toEpochDay() - EPOCH_1900.toEpochDay()));
    // 300ths, the nearest.
    out.i32((int) ((value.toLocalTime().toNanoOfDay() * 3 + 5_000_000) / 10_000_000));
  }

  static LocalDateTime datetime(TdsReader in) throws IOException {
    int days = in.i32();
    long ticks = in.u32();
    if (days < -53_690 || days > 2_958_463 || ticks >= 86_400L * 300) {
      throw new TdsException("a datetime of day " + days + " and tick " + ticks);
    }
    long millis = (ticks * 10 + 1) / 3;
    return EPOCH_1900.plusDays(days).atTime(LocalTime.ofNanoOfDay(millis * 1_000_000));
  }

  static void smalldatetime(TdsWriter out, LocalDateTime value) {
    out.u16((int) (value.toLocalDate().toEpochDay() - EPOCH_1900.toEpochDay()));
    out.u16(value.getHour() * 60 + value.getMinute());
  }

  static LocalDateTime smalldatetime(TdsReader in) throws IOException {
    int days = in.u16();
    int minutes = in.u16();
    if (minutes >= 1440) {
      throw new TdsException("a smalldatetime of minute " + minutes);
    }
    return EPOCH_1900.plusDays(days).atTime(minutes / 60, minutes % 60);
  }

  private static long unit(int scale) {
    long unit = 1_000_000_000;
    for (int i = 0; i < scale; i++) {
      unit /= 10;
    }
    return unit;
  }
}
