package dpone.connector.mssql.bulk;

import dpone.connector.mssql.type.MsType;
import dpone.spi.type.DataType;
import java.util.List;

/**
 * A column of the stage in raw form: numbers and bytes that the driver passes on as they are. The
 * publish makes values of them, in the server. A time sent in the driver's own form goes through
 * text, calendars and the zone of the Java runtime; a text through an object of its own.
 *
 * @param number from 1, in the order of the stream
 * @param type logical type
 */
public record StageColumn(int number, DataType type) {
  /** Bytes of a cell that lie in the row's page; a longer one goes to the overflow column. */
  public static final int SHORT = 8000;

  /** Digits of a decimal whose unscaled number a bigint holds. */
  static final int LONG_DIGITS = 18;

  /** How the cells lie in the stage. */
  enum Form {
    BIT("bit"),
    INT("int"),
    BIGINT("bigint"),
    REAL("real"),
    FLOAT("float"),
    DECIMAL("decimal"),
    GUID("binary(16)"),
    BYTES("varbinary(8000)");

    private final String sql;

    Form(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  /** Refuses what has no raw form. */
  public StageColumn {
    formOf(type);
  }

  Form form() {
    return formOf(type);
  }

  private static Form formOf(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> Form.BIT;
      case DataType.Int number -> number.bits() == 64 ? Form.BIGINT : Form.INT;
      case DataType.UInt64 ignored -> Form.BIGINT;
      case DataType.FloatingPoint number -> number.bits() == 32 ? Form.REAL : Form.FLOAT;
      case DataType.Decimal decimal ->
          decimal.precision() <= LONG_DIGITS
              ? Form.BIGINT
              : decimal.precision() <= 38 ? Form.DECIMAL : Form.BYTES;
      case DataType.Date ignored -> Form.INT;
      case DataType.Time ignored -> Form.BIGINT;
      case DataType.Timestamp ignored -> Form.BIGINT;
      case DataType.TimestampTz ignored -> Form.BIGINT;
      case DataType.Uuid ignored -> Form.GUID;
      case DataType.Text ignored -> Form.BYTES;
      case DataType.Bytes ignored -> Form.BYTES;
      case DataType.Json ignored -> Form.BYTES;
      case DataType.Enumeration ignored -> Form.BYTES;
      case DataType.AnyDecimal ignored -> Form.BYTES;
      case DataType.Interval other -> throw none(other);
      case DataType.Array other -> throw none(other);
      case DataType.Mapping other -> throw none(other);
      case DataType.Struct other -> throw none(other);
    };
  }

  private static IllegalArgumentException none(DataType type) {
    return new IllegalArgumentException("no raw form of " + type.text());
  }

  /** Name of the column. */
  public String name() {
    return "c" + number;
  }

  /** Name of the column of long cells. */
  public String overflow() {
    return name() + "x";
  }

  /** Whether there is a column of long cells. */
  public boolean overflows() {
    return form() == Form.BYTES;
  }

  /** Definitions for CREATE TABLE. */
  public List<String> definitions() {
    String size =
        form() == Form.DECIMAL && type instanceof DataType.Decimal decimal
            ? "(" + decimal.precision() + "," + decimal.scale() + ")"
            : "";
    String own = name() + " " + form().sql() + size + " NULL";
    return overflows() ? List.of(own, overflow() + " varbinary(max) NULL") : List.of(own);
  }

  /**
   * The value of a staged cell in a type of the target.
   *
   * @param alias of the stage
   */
  public String value(String alias, MsType target) {
    String cell = alias + "." + name();
    String made =
        switch (type) {
          case DataType.Bool ignored -> cell;
          case DataType.Int ignored -> cell;
          case DataType.FloatingPoint ignored -> cell;
          case DataType.UInt64 ignored ->
              "CASE WHEN "
                  + cell
                  + " < 0 THEN CAST("
                  + cell
                  + " AS decimal(20,0)) + 18446744073709551616 ELSE "
                  + cell
                  + " END";
          case DataType.Decimal decimal -> decimal(cell, decimal, alias);
          case DataType.Date ignored -> "DATEADD(DAY, " + cell + ", CAST('0001-01-01' AS date))";
          case DataType.Time ignored -> seconds(cell, "CAST('00:00:00' AS time(7))");
          case DataType.Timestamp ignored -> moment(cell);
          case DataType.TimestampTz ignored -> "TODATETIMEOFFSET(" + moment(cell) + ", 0)";
          case DataType.Uuid ignored -> "CAST(" + cell + " AS uniqueidentifier)";
          case DataType.Bytes ignored -> whole(alias);
          case DataType.Text ignored -> text(alias);
          case DataType.Json ignored -> text(alias);
          case DataType.Enumeration ignored -> text(alias);
          case DataType.AnyDecimal ignored -> text(alias);
          case DataType.Interval other -> throw none(other);
          case DataType.Array other -> throw none(other);
          case DataType.Mapping other -> throw none(other);
          case DataType.Struct other -> throw none(other);
        };
    // A cast to a size cuts in silence; the insert itself fails where a value is too long.
    return target.size() == 0 ? "CAST(" + made + " AS " + target.text() + ")" : made;
  }

  private String decimal(String cell, DataType.Decimal decimal, String alias) {
    if (form() == Form.BYTES) {
      return text(alias);
    }
    if (decimal.scale() == 0 || form() == Form.DECIMAL) {
      return cell;
    }
    String unit = "0." + "0".repeat(decimal.scale() - 1) + "1";
    return cell
        + " * CAST("
        + unit
        + " AS decimal("
        + decimal.scale()
        + ","
        + decimal.scale()
        + "))";
  }

  /** The date and time of ticks of 100 ns since the first day of the year 1; never negative. */
  private static String moment(String cell) {
    return seconds(
        cell + " % 864000000000",
        "CAST(DATEADD(DAY, CAST("
            + cell
            + " / 864000000000 AS int), CAST('0001-01-01' AS datetime2(7))) AS datetime2(7))");
  }

  private static String seconds(String ticks, String from) {
    return "DATEADD(NANOSECOND, CAST(("
        + ticks
        + ") % 10000000 AS int) * 100, DATEADD(SECOND, CAST(("
        + ticks
        + ") / 10000000 AS int), "
        + from
        + "))";
  }

  private String whole(String alias) {
    return "COALESCE(" + alias + "." + overflow() + ", " + alias + "." + name() + ")";
  }

  /** Bytes of UTF-16, little end first, are what nvarchar is made of. */
  private String text(String alias) {
    return "CAST(" + whole(alias) + " AS nvarchar(max))";
  }
}
