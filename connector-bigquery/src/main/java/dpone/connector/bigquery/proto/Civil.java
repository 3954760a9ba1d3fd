package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.Values;

/**
 * Dates and times of no zone as one number: from the lowest bit 20 of microseconds, 6 of seconds, 6
 * of minutes, 5 of hours, 5 of days, 4 of months, the rest of years.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/supported-data-types">BigQuery: data
 *     types of the Storage Write API, the encoding of civil time</a>
 */
final class Civil {
  private static final long SECOND = 1_000_000L;

  /** Days from 1 March of the year 0 to the epoch. */
  private static final int ERA = 719_468;

  private static final int DAYS_OF_400_YEARS = 146_097;

  private Civil() {}

  /**
   * A time of day.
   *
   * @param micros since midnight
   */
  static long time(long micros) {
    long second = micros / SECOND;
    return ((second / 3600) << 12 | (second / 60 % 60) << 6 | second % 60) << 20 | micros % SECOND;
  }

  /**
   * A date and a time.
   *
   * @param micros since the epoch, of the years 1 to 9999
   */
  static long moment(long micros) {
    return date((int) Math.floorDiv(micros, Values.DAY)) << 37
        | time(Math.floorMod(micros, Values.DAY));
  }

  /** Years begin in March here, so that the day that some of them lack is their last one. */
  private static long date(int day) {
    int since = day + ERA;
    int era = since / DAYS_OF_400_YEARS;
    int ofEra = since % DAYS_OF_400_YEARS;
    int year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100);
    int month = (5 * ofYear + 2) / 153;
    int ofMonth = ofYear - (153 * month + 2) / 5 + 1;
    int calendar = month < 10 ? month + 3 : month - 9;
    long calendarYear = 400L * era + year + (calendar <= 2 ? 1 : 0);
    return calendarYear << 9 | (long) calendar << 5 | ofMonth;
  }
}
