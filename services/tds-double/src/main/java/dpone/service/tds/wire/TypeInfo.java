package dpone.service.tds.wire;

import java.io.IOException;

/**
 * A type as a column or a parameter announces it (MS-TDS 2.2.5.6).
 *
 * @param type which
 * @param nullable whether a value may be null; of fixed types it decides how they are announced
 */
public record TypeInfo(SqlType type, boolean nullable) {
  /** Writes it. */
  void write(TdsWriter out, boolean column, Version version) {
    Kind kind = type.kind();
    if (kind.fixed() > 0) {
      if (nullable) {
        out.u8(kind.nullable()).u8(kind.fixed());
      } else {
        out.u8(kind.token());
      }
      return;
    }
    out.u8(kind.token());
    switch (kind) {
      case DECIMAL, NUMERIC ->
          out.u8(SqlType.decimalBytes(type.precision())).u8(type.precision()).u8(type.scale());
      case TIME, DATETIME2, DATETIMEOFFSET -> out.u8(type.scale());
      case UNIQUEIDENTIFIER -> out.u8(16);
      case CHAR, VARCHAR, NCHAR, NVARCHAR -> {
        out.u16(type.length());
        type.collation().write(out);
      }
      case BINARY, VARBINARY, ROWVERSION -> out.u16(type.length());
      case TEXT, NTEXT -> {
        out.i32(type.length());
        type.collation().write(out);
        table(out, column, version);
      }
      case IMAGE -> {
        out.i32(type.length());
        table(out, column, version);
      }
      case XML -> out.u8(0);
      case UDT -> {
        if (column) {
          out.u16(0xFFFF);
        }
        out.shortText("").shortText("sys").shortText(type.udt());
        if (column) {
          out.longText("Microsoft.SqlServer.Types." + type.udt());
        }
      }
      case SQL_VARIANT -> out.i32(type.length());
      case DATE,
          JSON,
          TINYINT,
          BIT,
          SMALLINT,
          INT,
          BIGINT,
          REAL,
          FLOAT,
          SMALLMONEY,
          MONEY,
          SMALLDATETIME,
          DATETIME -> {
        // Nothing more is said of these.
      }
    }
  }

  private static void table(TdsWriter out, boolean column, Version version) {
    if (column) {
      if (version.atLeast(Version.V7_2)) {
        out.u8(1);
      }
      out.longText("t");
    }
  }

  /**
   * Reads it; what a client says of a column is what it says of a parameter but for the name of a
   * table.
   */
  public static TypeInfo read(TdsReader in, boolean column, Version version) throws IOException {
    int token = in.u8();
    for (Kind kind : Kind.values()) {
      if (kind.fixed() > 0 && kind.token() == token) {
        return new TypeInfo(SqlType.of(kind), false);
      }
    }
    return new TypeInfo(type(token, in, column, version), true);
  }

  private static SqlType type(int token, TdsReader in, boolean column, Version version)
      throws IOException {
    return switch (token) {
      case 0x26 -> sized(in, Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT);
      case 0x68 -> sized(in, Kind.BIT);
      case 0x6D -> sized(in, Kind.REAL, Kind.FLOAT);
      case 0x6E -> sized(in, Kind.SMALLMONEY, Kind.MONEY);
      case 0x6F -> sized(in, Kind.SMALLDATETIME, Kind.DATETIME);
      case 0x6A, 0x6C -> decimal(token == 0x6A ? Kind.DECIMAL : Kind.NUMERIC, in);
      case 0x28 -> SqlType.of(Kind.DATE);
      case 0x29 -> SqlType.temporal(Kind.TIME, scale(in));
      case 0x2A -> SqlType.temporal(Kind.DATETIME2, scale(in));
      case 0x2B -> SqlType.temporal(Kind.DATETIMEOFFSET, scale(in));
      case 0x24 -> {
        in.u8();
        yield SqlType.of(Kind.UNIQUEIDENTIFIER);
      }
      case 0xAF -> text(Kind.CHAR, in);
      case 0xA7 -> text(Kind.VARCHAR, in);
      case 0xEF -> text(Kind.NCHAR, in);
      case 0xE7 -> text(Kind.NVARCHAR, in);
      case 0xAD -> SqlType.bytes(Kind.BINARY, in.u16());
      case 0xA5 -> SqlType.bytes(Kind.VARBINARY, in.u16());
      case 0x23 -> large(Kind.TEXT, in, column, version);
      case 0x63 -> large(Kind.NTEXT, in, column, version);
      case 0x22 -> large(Kind.IMAGE, in, column, version);
      case 0xF1 -> {
        if (in.u8() != 0) {
          in.shortText();
          in.shortText();
          in.longText();
        }
        yield SqlType.of(Kind.XML);
      }
      case 0xF4 -> SqlType.of(Kind.JSON);
      case 0xF0 -> {
        if (column) {
          in.u16();
        }
        in.shortText();
        in.shortText();
        SqlType type = SqlType.udt(in.shortText());
        if (column) {
          in.longText();
        }
        yield type;
      }
      case 0x62 -> {
        in.i32();
        yield SqlType.of(Kind.SQL_VARIANT);
      }
      default -> throw new TdsException("the double knows no type 0x" + Integer.toHexString(token));
    };
  }

  private static SqlType sized(TdsReader in, Kind... kinds) throws IOException {
    int bytes = in.u8();
    for (Kind kind : kinds) {
      if (kind.fixed() == bytes) {
        return SqlType.of(kind);
      }
    }
    throw new TdsException("no type like " + kinds[0] + " has " + bytes + " bytes");
  }

  private static SqlType decimal(Kind kind, TdsReader in) throws IOException {
    int bytes = in.u8();
    int precision = in.u8();
    int scale = in.u8();
    if (precision < 1 || precision > 38 || scale > precision) {
      throw new TdsException("a decimal(" + precision + "," + scale + ")");
    }
    return new SqlType(kind, bytes, precision, scale, Collation.LATIN, "");
  }

  private static int scale(TdsReader in) throws IOException {
    int scale = in.u8();
    if (scale > 7) {
      throw new TdsException("a time of " + scale + " digits");
    }
    return scale;
  }

  private static SqlType text(Kind kind, TdsReader in) throws IOException {
    int length = in.u16();
    return new SqlType(kind, length, 0, 0, Collation.read(in), "");
  }

  private static SqlType large(Kind kind, TdsReader in, boolean column, Version version)
      throws IOException {
    int length = in.i32();
    Collation collation = kind == Kind.IMAGE ? Collation.LATIN : Collation.read(in);
    if (column) {
      int names = version.atLeast(Version.V7_2) ? in.u8() : 1;
      for (int i = 0; i < names; i++) {
        in.longText();
      }
    }
    return new SqlType(kind, length, 0, 0, collation, "");
  }
}
