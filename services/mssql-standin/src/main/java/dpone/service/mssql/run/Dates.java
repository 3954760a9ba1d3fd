package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.value.Convert;
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

/** The server's reckoning with dates and times. */
final class Dates {
  private static final SqlType INT = SqlType.of(Kind.INT);
  private static final SqlType BIGINT = SqlType.of(Kind.BIGINT);
  private static final SqlType MOMENT = SqlType.temporal(Kind.DATETIMEOFFSET, 7);
  private static final LocalDate BEGIN = LocalDate.of(1900, 1, 1);

  private Dates() {}

  private static String partOf(Expr.Call call) {
    if (call.arguments().getFirst() instanceof Expr.Ref ref && ref.alias().isEmpty()) {
      return ref.name().toUpperCase(Locale.ROOT);
    }
    throw SqlError.syntax(call.name());
  }

  private static OffsetDateTime moment(Object value) {
    return switch (value) {
      case LocalDate date -> date.atStartOfDay().atOffset(ZoneOffset.UTC);
      case LocalTime time -> BEGIN.atTime(time).atOffset(ZoneOffset.UTC);
      case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
      case OffsetDateTime same -> same;
      default -> throw new SqlError(8116, 16, "Argument data type is invalid for a date function.");
    };
  }

  /** Boundaries of a part that lie between. */
  static Typed difference(Compiler compiler, Expr.Call call) {
    String part = partOf(call);
    Typed from = compiler.value(call.arguments().get(1));
    Typed to = compiler.value(call.arguments().get(2));
    SqlType type = call.name().endsWith("BIG") ? BIGINT : INT;
    return Typed.of(
        type,
        frame -> {
          Object a = from.at(frame);
          Object b = to.at(frame);
          return a == null || b == null
              ? null
              : Convert.cast(between(part, moment(a), moment(b)), BIGINT, type, 0);
        });
  }

  private static Long between(String part, OffsetDateTime a, OffsetDateTime b) {
    return switch (part) {
      case "DAY" -> utc(b).toLocalDate().toEpochDay() - utc(a).toLocalDate().toEpochDay();
      case "SECOND" -> b.toEpochSecond() - a.toEpochSecond();
      case "MILLISECOND" -> count(b, 1000) - count(a, 1000);
      case "MICROSECOND" -> count(b, 1_000_000) - count(a, 1_000_000);
      case "NANOSECOND" ->
          Math.addExact(
              Math.multiplyExact(b.toEpochSecond() - a.toEpochSecond(), 1_000_000_000L),
              b.getNano() - a.getNano());
      default -> throw unknown(part);
    };
  }

  private static OffsetDateTime utc(OffsetDateTime moment) {
    return moment.withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static long count(OffsetDateTime moment, int unit) {
    return Math.addExact(
        Math.multiplyExact(moment.toEpochSecond(), (long) unit),
        moment.getNano() / (1_000_000_000 / unit));
  }

  private static SqlError unknown(String part) {
    return new SqlError(155, 15, "'" + part + "' is not a recognized datepart option.");
  }

  static Typed sum(Compiler compiler, Expr.Call call) {
    String part = partOf(call);
    // A number that is no int is an error of the server.
    Typed number = compiler.value(call.arguments().get(1)).as(INT);
    Typed given = compiler.value(call.arguments().get(2));
    ChronoUnit unit =
        switch (part) {
          case "YEAR" -> ChronoUnit.YEARS;
          case "MONTH" -> ChronoUnit.MONTHS;
          case "DAY" -> ChronoUnit.DAYS;
          case "HOUR" -> ChronoUnit.HOURS;
          case "MINUTE" -> ChronoUnit.MINUTES;
          case "SECOND" -> ChronoUnit.SECONDS;
          case "MILLISECOND" -> ChronoUnit.MILLIS;
          case "MICROSECOND" -> ChronoUnit.MICROS;
          case "NANOSECOND" -> ChronoUnit.NANOS;
          default -> throw unknown(part);
        };
    return Typed.of(
        given.type(),
        frame -> {
          Object count = number.at(frame);
          Object value = given.at(frame);
          return count == null || value == null
              ? null
              : later(value, unit, (Integer) count, given.type());
        });
  }

  private static Object later(Object value, ChronoUnit unit, int count, SqlType type) {
    try {
      Object later =
          switch (value) {
            case LocalDate date -> date.plus(count, unit);
            case LocalTime time -> time.plus(count, unit);
            case LocalDateTime local -> local.plus(count, unit);
            case OffsetDateTime moment -> moment.plus(count, unit);
            default -> throw new SqlError(8116, 16, "no date is " + value);
          };
      int year = later instanceof LocalTime ? 1 : moment(later).getYear();
      if (year >= 1 && year <= 9999) {
        return later;
      }
    } catch (DateTimeException e) {
      // Told below, as a year out of range.
    }
    throw new SqlError(517, 16, "Adding a value to a '" + type + "' column caused an overflow.");
  }

  static Typed part(Compiler compiler, Expr.Call call) {
    String part = partOf(call);
    Typed given = compiler.value(call.arguments().get(1));
    return Typed.of(
        INT,
        frame -> {
          Object value = given.at(frame);
          if (value == null) {
            return null;
          }
          OffsetDateTime moment = moment(value);
          return switch (part) {
            case "YEAR" -> moment.getYear();
            case "MONTH" -> moment.getMonthValue();
            case "DAY" -> moment.getDayOfMonth();
            case "MICROSECOND" -> moment.getNano() / 1000;
            case "NANOSECOND" -> moment.getNano();
            case "TZOFFSET" -> moment.getOffset().getTotalSeconds() / 60;
            default -> throw unknown(part);
          };
        });
  }

  static Typed switched(Compiler compiler, Expr.Call call) {
    Typed given = compiler.value(call.arguments().get(0));
    Typed minutes = compiler.value(call.arguments().get(1)).as(INT);
    return Typed.of(
        given.type(),
        frame -> {
          Object value = given.at(frame);
          Object offset = minutes.at(frame);
          return value == null || offset == null
              ? null
              : moment(value)
                  .withOffsetSameInstant(ZoneOffset.ofTotalSeconds((Integer) offset * 60));
        });
  }

  static Typed offset(Compiler compiler, Expr.Call call) {
    Typed given = compiler.value(call.arguments().get(0));
    Typed minutes = compiler.value(call.arguments().get(1)).as(INT);
    SqlType type =
        given.type().kind() == Kind.DATETIME2
            ? SqlType.temporal(Kind.DATETIMEOFFSET, given.type().scale())
            : MOMENT;
    return Typed.of(
        type,
        frame -> {
          Object value = given.at(frame);
          Object offset = minutes.at(frame);
          return value == null || offset == null
              ? null
              : moment(value)
                  .toLocalDateTime()
                  .atOffset(ZoneOffset.ofTotalSeconds((Integer) offset * 60));
        });
  }
}
