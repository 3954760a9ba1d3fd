package dpone.service.tds.wire;

/**
 * A type of SQL Server.
 *
 * @param kind which
 * @param length bytes at most, of text in UTF-16 two a unit; {@link #MAX} for {@code max}
 * @param precision digits of a decimal
 * @param scale digits after the point, also of seconds
 * @param collation of text
 * @param udt name of a type of the user, such as {@code hierarchyid}
 */
public record SqlType(
    Kind kind, int length, int precision, int scale, Collation collation, String udt) {
  /** Length of {@code varchar(max)} and the like. */
  public static final int MAX = 0xFFFF;

  /** A type that has nothing to be chosen. */
  public static SqlType of(Kind kind) {
    int length =
        switch (kind) {
          case ROWVERSION -> 8;
          case UNIQUEIDENTIFIER -> 16;
          case TEXT, IMAGE, NTEXT -> 0x7FFF_FFFE;
          case SQL_VARIANT -> 8009;
          case XML, JSON, UDT -> MAX;
          case TINYINT,
              BIT,
              SMALLINT,
              INT,
              BIGINT,
              REAL,
              FLOAT,
              SMALLMONEY,
              MONEY,
              SMALLDATETIME,
              DATETIME,
              DECIMAL,
              NUMERIC,
              DATE,
              TIME,
              DATETIME2,
              DATETIMEOFFSET,
              CHAR,
              VARCHAR,
              NCHAR,
              NVARCHAR,
              BINARY,
              VARBINARY ->
              kind.fixed();
        };
    return new SqlType(kind, length, 0, 0, Collation.LATIN, "");
  }

  /** {@code decimal(p, s)}. */
  public static SqlType decimal(int precision, int scale) {
    return new SqlType(
        Kind.DECIMAL, decimalBytes(precision), precision, scale, Collation.LATIN, "");
  }

  /** {@code time}, {@code datetime2} or {@code datetimeoffset} of so many digits. */
  public static SqlType temporal(Kind kind, int scale) {
    return new SqlType(kind, 0, 0, scale, Collation.LATIN, "");
  }

  /** {@code varchar(n)} and {@code char(n)}, {@code varbinary(n)} and {@code binary(n)}: bytes. */
  public static SqlType bytes(Kind kind, int length) {
    return new SqlType(kind, length, 0, 0, Collation.LATIN, "");
  }

  /** {@code nvarchar(n)} and {@code nchar(n)}. */
  public static SqlType units(Kind kind, int units) {
    return new SqlType(kind, 2 * units, 0, 0, Collation.LATIN, "");
  }

  /** {@code varchar(max)}, {@code nvarchar(max)}, {@code varbinary(max)}. */
  public static SqlType max(Kind kind) {
    return new SqlType(kind, MAX, 0, 0, Collation.LATIN, "");
  }

  /** A type of the user. */
  public static SqlType udt(String name) {
    return new SqlType(Kind.UDT, MAX, 0, 0, Collation.LATIN, name);
  }

  /** The same text in another collation. */
  public SqlType in(Collation other) {
    return new SqlType(kind, length, precision, scale, other, udt);
  }

  /** Whether values come in parts. */
  boolean parts() {
    return switch (kind) {
      case XML, JSON, UDT -> true;
      case VARCHAR, NVARCHAR, VARBINARY -> length == MAX;
      case TINYINT,
          BIT,
          SMALLINT,
          INT,
          BIGINT,
          REAL,
          FLOAT,
          SMALLMONEY,
          MONEY,
          SMALLDATETIME,
          DATETIME,
          DECIMAL,
          NUMERIC,
          DATE,
          TIME,
          DATETIME2,
          DATETIMEOFFSET,
          UNIQUEIDENTIFIER,
          CHAR,
          NCHAR,
          BINARY,
          ROWVERSION,
          TEXT,
          NTEXT,
          IMAGE,
          SQL_VARIANT ->
          false;
    };
  }

  /** Bytes of a decimal, with its sign. */
  static int decimalBytes(int precision) {
    return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
  }

  /** Bytes of a time of so many digits. */
  static int timeBytes(int scale) {
    return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  }

  /** As T-SQL writes it. */
  @Override
  public String toString() {
    return switch (kind) {
      case DECIMAL, NUMERIC -> name() + "(" + precision + "," + scale + ")";
      case TIME, DATETIME2, DATETIMEOFFSET -> name() + "(" + scale + ")";
      case CHAR, VARCHAR, BINARY, VARBINARY ->
          name() + "(" + (length == MAX ? "max" : "" + length) + ")";
      case NCHAR, NVARCHAR -> name() + "(" + (length == MAX ? "max" : "" + length / 2) + ")";
      case UDT -> udt;
      case TINYINT,
          BIT,
          SMALLINT,
          INT,
          BIGINT,
          REAL,
          FLOAT,
          SMALLMONEY,
          MONEY,
          SMALLDATETIME,
          DATETIME,
          DATE,
          UNIQUEIDENTIFIER,
          ROWVERSION,
          TEXT,
          NTEXT,
          IMAGE,
          XML,
          JSON,
          SQL_VARIANT ->
          name();
    };
  }

  private String name() {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
