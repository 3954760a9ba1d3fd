package dpone.service.mssql.value;

import dpone.service.mssql.parse.SqlError;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times. A datetime is kept with the seven digits that its 300ths stand for. */
public final class Moments {
  private static final LocalDate BEGIN = LocalDate.of(1900, 1, 1);
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final LocalDate FIRST_DATETIME = LocalDate.of(1753, 1, 1);
  private static final int STYLE_T = 126;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{4})-(\\d{2})-(\\d{2}))?[ T]?(?:(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?)?"
              + "\\s*(Z|[+-]\\d{2}:\\d{2})?");

  private Moments() {}

  static Object cast(Object value, SqlType to) {
    OffsetDateTime moment =
        switch (value) {
          case LocalDate date -> date.atStartOfDay().atOffset(ZoneOffset.UTC);
          case LocalTime time -> BEGIN.atTime(time).atOffset(ZoneOffset.UTC);
          case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
          case OffsetDateTime same -> same;
          case String text -> parse(text);
          default -> throw Convert.refused(value, to);
        };
    return switch (to.kind()) {
      case DATE -> moment.toLocalDate();
      case TIME -> rounded(moment, to.scale()).toLocalTime();
      case DATETIME2 -> checked(rounded(moment, to.scale()).toLocalDateTime(), to);
      case DATETIMEOFFSET -> rounded(moment, to.scale());
      case DATETIME -> datetime(moment.toLocalDateTime());
      case SMALLDATETIME ->
          moment.toLocalDateTime().plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
      default -> throw Convert.refused(value, to);
    };
  }

  private static OffsetDateTime rounded(OffsetDateTime moment, int scale) {
    long unit = 1;
    for (int i = scale; i < 9; i++) {
      unit *= 10;
    }
    long nanos = moment.toLocalTime().toNanoOfDay();
    long kept = (nanos + unit / 2) / unit * unit;
    OffsetDateTime day = moment.truncatedTo(ChronoUnit.DAYS);
    return kept == DAY_NANOS ? day.plusDays(1) : day.plusNanos(kept);
  }

  private static LocalDateTime checked(LocalDateTime value, SqlType to) {
    if (value.getYear() < 1 || value.getYear() > 9999) {
      throw new SqlError(517, 16, "Adding a value to a '" + to + "' column caused an overflow.");
    }
    return value;
  }

  /** To the nearest 300th of a second, written with seven digits. */
  private static LocalDateTime datetime(LocalDateTime value) {
    if (value.toLocalDate().isBefore(FIRST_DATETIME)) {
      throw new SqlError(
          242,
          16,
          "The conversion of a datetime2 data type to a datetime data type resulted in an"
              + " out-of-range value.");
    }
    long ticks = (value.toLocalTime().toNanoOfDay() * 3 + 5_000_000) / 10_000_000;
    long hundreds = (ticks * 10_000_000 + 150) / 300;
    return value.truncatedTo(ChronoUnit.DAYS).plusNanos(hundreds * 100);
  }

  private static OffsetDateTime parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw malformed();
    }
    try {
      LocalDate date =
          form.group(1) == null
              ? BEGIN
              : LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
      LocalTime time =
          form.group(4) == null
              ? LocalTime.MIDNIGHT
              : LocalTime.of(
                  number(form, 4),
                  number(form, 5),
                  form.group(6) == null ? 0 : number(form, 6),
                  form.group(7) == null
                      ? 0
                      : Integer.parseInt((form.group(7) + "000000000").substring(0, 9)));
      String zone = form.group(8);
      return date.atTime(time).atOffset(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  private static SqlError malformed() {
    return new SqlError(
        241, 16, "Conversion failed when converting date and/or time from character string.");
  }

  static String text(Object value, SqlType from, int style) {
    char between = style == STYLE_T ? 'T' : ' ';
    return switch (value) {
      case LocalDate date -> date(date);
      case LocalTime time -> time(time, from.scale());
      case LocalDateTime moment ->
          date(moment.toLocalDate()) + between + time(moment.toLocalTime(), digits(from));
      case OffsetDateTime moment ->
          date(moment.toLocalDate())
              + between
              + time(moment.toLocalTime(), from.scale())
              + (style == STYLE_T ? "" : " ")
              + offset(moment.getOffset());
      default -> throw Convert.refused(value, from);
    };
  }

  private static int digits(SqlType from) {
    return from.kind() == Kind.DATETIME ? 3 : from.kind() == Kind.SMALLDATETIME ? 0 : from.scale();
  }

  private static String offset(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }

  private static String date(LocalDate date) {
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static String time(LocalTime time, int digits) {
    String whole =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    String nanos = String.format(Locale.ROOT, "%09d", time.getNano());
    return digits == 0 ? whole : whole + "." + nanos.substring(0, digits);
  }
}
