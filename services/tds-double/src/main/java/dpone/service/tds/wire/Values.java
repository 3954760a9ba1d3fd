package dpone.service.tds.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values behind their length, or null. */
public final class Values {
  private static final long UNKNOWN_LENGTH = -2;
  private static final int PART = 4000;

  private Values() {}

  /** Writes a value. */
  static void write(TdsWriter out, TypeInfo info, @Nullable Object value) {
    SqlType type = info.type();
    if (value == null) {
      writeNull(out, info);
      return;
    }
    TdsWriter cell = new TdsWriter();
    switch (type.kind()) {
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
          DATETIME -> {
        if (info.nullable()) {
          out.u8(type.kind().fixed());
        }
        Scalars.write(out, type, value);
      }
      case DECIMAL, NUMERIC, DATE, TIME, DATETIME2, DATETIMEOFFSET, UNIQUEIDENTIFIER -> {
        Scalars.write(cell, type, value);
        out.u8(cell.size()).bytes(cell.take());
      }
      case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY, ROWVERSION, XML, JSON, UDT -> {
        Scalars.write(cell, type, value);
        if (type.parts()) {
          parts(out, cell.take());
        } else {
          out.sized(cell);
        }
      }
      case TEXT, NTEXT, IMAGE -> {
        Scalars.write(cell, type, value);
        out.u8(16).bytes(new byte[24]).i32(cell.size()).bytes(cell.take());
      }
      case SQL_VARIANT -> variant(out, (Variant) value);
    }
  }

  private static void writeNull(TdsWriter out, TypeInfo info) {
    switch (info.type().kind()) {
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
          DATETIME -> {
        if (!info.nullable()) {
          throw new IllegalArgumentException("null in a column that is never null: " + info.type());
        }
        out.u8(0);
      }
      case DECIMAL,
          NUMERIC,
          DATE,
          TIME,
          DATETIME2,
          DATETIMEOFFSET,
          UNIQUEIDENTIFIER,
          TEXT,
          NTEXT,
          IMAGE ->
          out.u8(0);
      case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY, ROWVERSION, XML, JSON, UDT -> {
        if (info.type().parts()) {
          out.i64(-1);
        } else {
          out.u16(0xFFFF);
        }
      }
      case SQL_VARIANT -> out.i32(0);
    }
  }

  private static void parts(TdsWriter out, byte[] bytes) {
    out.i64(bytes.length);
    for (int from = 0; from < bytes.length; from += PART) {
      int length = Math.min(PART, bytes.length - from);
      out.i32(length).bytes(java.util.Arrays.copyOfRange(bytes, from, from + length));
    }
    out.i32(0);
  }

  private static void variant(TdsWriter out, Variant variant) {
    SqlType type = variant.type();
    TdsWriter cell = new TdsWriter();
    cell.u8(type.kind().token());
    switch (type.kind()) {
      case DECIMAL, NUMERIC -> cell.u8(2).u8(type.precision()).u8(type.scale());
      case TIME, DATETIME2, DATETIMEOFFSET -> cell.u8(1).u8(type.scale());
      case CHAR, VARCHAR, NCHAR, NVARCHAR -> {
        cell.u8(7);
        type.collation().write(cell);
        cell.u16(type.length());
      }
      case BINARY, VARBINARY -> cell.u8(2).u16(type.length());
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
          UNIQUEIDENTIFIER ->
          cell.u8(0);
      case ROWVERSION, TEXT, NTEXT, IMAGE, XML, JSON, UDT, SQL_VARIANT ->
          throw new IllegalArgumentException("sql_variant holds no " + type);
    }
    Scalars.write(cell, type, variant.value());
    out.i32(cell.size()).bytes(cell.take());
  }

  /** Reads a value of a parameter or of a row of a bulk load. */
  public static @Nullable Object read(TdsReader in, TypeInfo info, boolean column)
      throws IOException {
    SqlType type = info.type();
    return switch (type.kind()) {
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
          DATETIME -> {
        if (!info.nullable()) {
          yield Scalars.read(in, type, type.kind().fixed());
        }
        yield sized(in, type, in.u8(), type.kind().fixed());
      }
      case DATE -> sized(in, type, in.u8(), 3);
      case TIME -> sized(in, type, in.u8(), SqlType.timeBytes(type.scale()));
      case DATETIME2 -> sized(in, type, in.u8(), SqlType.timeBytes(type.scale()) + 3);
      case DATETIMEOFFSET -> sized(in, type, in.u8(), SqlType.timeBytes(type.scale()) + 5);
      case UNIQUEIDENTIFIER -> sized(in, type, in.u8(), 16);
      case DECIMAL, NUMERIC -> {
        int length = in.u8();
        yield length == 0 ? null : Scalars.read(in, type, length);
      }
      case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY, ROWVERSION, XML, JSON, UDT -> {
        if (type.parts()) {
          byte @Nullable [] bytes = joined(in);
          yield bytes == null ? null : inside(bytes, type);
        }
        int length = in.u16();
        if (length == 0xFFFF) {
          yield null;
        }
        if (length > type.length()) {
          throw new TdsException(length + " bytes in a " + type);
        }
        yield Scalars.read(in, type, length);
      }
      case TEXT, NTEXT, IMAGE -> {
        if (column) {
          int pointer = in.u8();
          if (pointer == 0) {
            yield null;
          }
          in.bytes(pointer + 8L);
        }
        int length = in.i32();
        yield length == -1 ? null : inside(in.bytes(length), type);
      }
      case SQL_VARIANT -> variant(in);
    };
  }

  private static @Nullable Object sized(TdsReader in, SqlType type, int length, int expected)
      throws IOException {
    if (length == 0) {
      return null;
    }
    if (length != expected) {
      throw new TdsException(length + " bytes of a " + type + ", which has " + expected);
    }
    return Scalars.read(in, type, length);
  }

  private static Object inside(byte[] bytes, SqlType type) throws IOException {
    return Scalars.read(new TdsReader(new java.io.ByteArrayInputStream(bytes)), type, bytes.length);
  }

  private static byte @Nullable [] joined(TdsReader in) throws IOException {
    long length = in.i64();
    if (length == -1) {
      return null;
    }
    if (length < UNKNOWN_LENGTH || length > TdsReader.LIMIT) {
      throw new TdsException("a value of " + length + " bytes");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long part = in.u32(); part != 0; part = in.u32()) {
      if (bytes.size() + part > TdsReader.LIMIT) {
        throw new TdsException("a value of more than " + TdsReader.LIMIT + " bytes");
      }
      bytes.writeBytes(in.bytes(part));
    }
    if (length != UNKNOWN_LENGTH && length != bytes.size()) {
      throw new TdsException(
          "a value of " + bytes.size() + " bytes that was announced with " + length);
    }
    return bytes.toByteArray();
  }

  private static @Nullable Object variant(TdsReader in) throws IOException {
    long size = in.u32();
    if (size == 0) {
      return null;
    }
    TdsReader cell = new TdsReader(new java.io.ByteArrayInputStream(in.bytes(size)));
    int token = cell.u8();
    int properties = cell.u8();
    for (Kind kind : Kind.values()) {
      if (kind.token() == token && kind != Kind.ROWVERSION) {
        SqlType type = properties(cell, kind, properties);
        return new Variant(type, Scalars.read(cell, type, (int) size - 2 - properties));
      }
    }
    throw new TdsException("a variant of type 0x" + Integer.toHexString(token));
  }

  private static SqlType properties(TdsReader cell, Kind kind, int count) throws IOException {
    SqlType type =
        switch (kind) {
          case DECIMAL, NUMERIC -> SqlType.decimal(cell.u8(), cell.u8());
          case TIME, DATETIME2, DATETIMEOFFSET -> {
            int scale = cell.u8();
            if (scale > 7) {
              throw new TdsException("a time of " + scale + " digits");
            }
            yield SqlType.temporal(kind, scale);
          }
          case CHAR, VARCHAR, NCHAR, NVARCHAR -> {
            Collation collation = Collation.read(cell);
            yield SqlType.bytes(kind, cell.u16()).in(collation);
          }
          case BINARY, VARBINARY -> SqlType.bytes(kind, cell.u16());
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
              UNIQUEIDENTIFIER ->
              SqlType.of(kind);
          case ROWVERSION, TEXT, NTEXT, IMAGE, XML, JSON, UDT, SQL_VARIANT ->
              throw new TdsException("a variant that holds " + kind);
        };
    int expected =
        switch (kind) {
          case DECIMAL, NUMERIC, BINARY, VARBINARY -> 2;
          case TIME, DATETIME2, DATETIMEOFFSET -> 1;
          case CHAR, VARCHAR, NCHAR, NVARCHAR -> 7;
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
              UDT,
              SQL_VARIANT ->
              0;
        };
    if (count != expected) {
      throw new TdsException(count + " bytes about a variant's " + kind + ", not " + expected);
    }
    return type;
  }
}
