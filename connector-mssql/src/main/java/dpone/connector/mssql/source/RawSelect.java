package dpone.connector.mssql.source;

import dpone.spi.type.DataType;

/**
 * Expressions of a select list whose values are plain numbers and bytes, so that no date or time
 * passes through text, a calendar or the zone of the Java runtime.
 */
public final class RawSelect {
  private static final String EPOCH = "CAST('1970-01-01' AS datetime2(0))";

  private RawSelect() {}

  /**
   * The expression.
   *
   * @param type logical type of the column
   * @param cell the column, converted as its mapping says
   */
  public static String of(DataType type, String cell) {
    return switch (type) {
      case DataType.Date ignored -> "DATEDIFF(DAY, CAST('1970-01-01' AS date), " + cell + ")";
      case DataType.Time time ->
          "DATEDIFF_BIG(NANOSECOND, CAST('00:00:00' AS time(7)), "
              + cell
              + ") / "
              + (time.precision() <= 6 ? 1000 : 100);
      case DataType.Timestamp stamp -> moment(cell, stamp.precision());
      case DataType.TimestampTz stamp ->
          moment("CAST(" + cell + " AS datetime2(7))", stamp.precision());
      case DataType.Uuid ignored -> "CAST(" + cell + " AS binary(16))";
      default -> cell;
    };
  }

  /** Boundaries of seconds that lie between, which is the whole part, rounded down. */
  private static String moment(String cell, int precision) {
    String seconds = "DATEDIFF_BIG(SECOND, " + EPOCH + ", " + cell + ")";
    return precision <= 6
        ? seconds + " * 1000000 + DATEPART(MICROSECOND, " + cell + ")"
        : seconds + " * 10000000 + DATEPART(NANOSECOND, " + cell + ") / 100";
  }
}
