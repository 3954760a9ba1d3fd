package dpone.service.tds.wire;

/** SQL Server's types. */
public enum Kind {
  /** 0 to 255; an Integer here. */
  TINYINT(0x30, 1),
  /** A Boolean here. */
  BIT(0x32, 1),
  /** An Integer here. */
  SMALLINT(0x34, 2),
  /** An Integer here. */
  INT(0x38, 4),
  /** A Long here. */
  BIGINT(0x7F, 8),
  /** A Float here. */
  REAL(0x3B, 4),
  /** A Double here. */
  FLOAT(0x3E, 8),
  /** Four decimals in 32 bits; a BigDecimal here. */
  SMALLMONEY(0x7A, 4),
  /** Four decimals in 64 bits; a BigDecimal here. */
  MONEY(0x3C, 8),
  /** Minutes; a LocalDateTime here. */
  SMALLDATETIME(0x3A, 4),
  /** 300ths of a second; a LocalDateTime here. */
  DATETIME(0x3D, 8),
  /** A BigDecimal here. */
  DECIMAL(0x6A, 0),
  /** A BigDecimal here. */
  NUMERIC(0x6C, 0),
  /** A LocalDate here. */
  DATE(0x28, 0),
  /** A LocalTime here. */
  TIME(0x29, 0),
  /** A LocalDateTime here. */
  DATETIME2(0x2A, 0),
  /** An OffsetDateTime here. */
  DATETIMEOFFSET(0x2B, 0),
  /** A UUID here. */
  UNIQUEIDENTIFIER(0x24, 0),
  /** A String here. */
  CHAR(0xAF, 0),
  /** A String here. */
  VARCHAR(0xA7, 0),
  /** A String here. */
  NCHAR(0xEF, 0),
  /** A String here. */
  NVARCHAR(0xE7, 0),
  /** Bytes here. */
  BINARY(0xAD, 0),
  /** Bytes here. */
  VARBINARY(0xA5, 0),
  /** Eight bytes here. */
  ROWVERSION(0xAD, 0),
  /** A String here. */
  TEXT(0x23, 0),
  /** A String here. */
  NTEXT(0x63, 0),
  /** Bytes here. */
  IMAGE(0x22, 0),
  /** A String here. */
  XML(0xF1, 0),
  /** A String here; {@code nvarchar(max)} for clients that do not say that they know it. */
  JSON(0xF4, 0),
  /** {@code hierarchyid}, {@code geometry}, {@code geography} and others; bytes here. */
  UDT(0xF0, 0),
  /** A {@link Variant} here. */
  SQL_VARIANT(0x62, 0);

  private final int token;
  private final int fixed;

  Kind(int token, int fixed) {
    this.token = token;
    this.fixed = fixed;
  }

  /** The byte on the wire, of fixed types the one that is never null. */
  int token() {
    return token;
  }

  /** Bytes of a value of fixed length, 0 for other types. */
  int fixed() {
    return fixed;
  }

  /** The byte of a type of fixed length that may be null. */
  int nullable() {
    return switch (this) {
      case TINYINT, SMALLINT, INT, BIGINT -> 0x26;
      case BIT -> 0x68;
      case REAL, FLOAT -> 0x6D;
      case SMALLMONEY, MONEY -> 0x6E;
      case SMALLDATETIME, DATETIME -> 0x6F;
      case DECIMAL,
          NUMERIC,
          DATE,
          TIME,
          DATETIME2,
          DATETIMEOFFSET,
          UNIQUEIDENTIFIER,
          CHAR,
          VARCHAR,
          NCHAR,
          NVARCHAR,
          BINARY,
          VARBINARY,
          ROWVERSION,
          TEXT,
          NTEXT,
          IMAGE,
          XML,
          JSON,
          UDT,
          SQL_VARIANT ->
          token;
    };
  }
}
