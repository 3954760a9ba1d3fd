package dpone.connector.bigquery.encode;

import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import org.jspecify.annotations.Nullable;

/** Dates, times and intervals as Avro has them. */
final class Temporals {
  private Temporals() {}

  static CellWriter date() {
    return (column, row, out) -> {
      int day = ((IntColumn) column).get(row);
      @Nullable String why = Values.day(day);
      if (why == null) {
        out.number(day);
      }
      return why;
    };
  }

  static CellWriter time(int precision) {
    long divisor = Values.divisor(precision);
    return (column, row, out) -> {
      long micros = Math.floorDiv(((LongColumn) column).get(row), divisor);
      @Nullable String why = Values.time(micros);
      if (why == null) {
        out.number(micros);
      }
      return why;
    };
  }

  static CellWriter moment(int precision) {
    long divisor = Values.divisor(precision);
    return (column, row, out) -> {
      long units = ((LongColumn) column).get(row);
      long micros = Math.floorDiv(units, divisor);
      @Nullable String why = Values.moment(units, micros);
      if (why == null) {
        out.number(micros);
      }
      return why;
    };
  }

  static CellWriter interval() {
    return (column, row, out) -> {
      IntervalColumn intervals = (IntervalColumn) column;
      int months = intervals.months(row);
      int days = intervals.days(row);
      long micros = intervals.micros(row);
      @Nullable String why = Values.interval(months, days, micros);
      if (why != null) {
        return why;
      }
      // So short that the number of its characters takes one byte.
      int start = out.length();
      out.octet(0);
      Values.intervalText(months, days, micros, out);
      out.data()[start] = (byte) ((out.length() - start - 1) << 1);
      return null;
    };
  }
}
