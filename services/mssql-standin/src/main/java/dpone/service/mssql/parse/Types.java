package dpone.service.mssql.parse;

import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.Locale;

/** Names of types. */
public final class Types {
  private static final int MOST_BYTES = 8000;

  private Types() {}

  static SqlType read(Cursor in) {
    String name = in.name().toLowerCase(Locale.ROOT);
    if (name.equals("sys") && in.tookSign(".")) {
      name = in.name().toLowerCase(Locale.ROOT);
    }
    int first = -2;
    int second = 0;
    if (in.tookSign("(")) {
      first = in.took("max") ? SqlType.MAX : (int) in.whole();
      second = in.tookSign(",") ? (int) in.whole() : 0;
      in.wantSign(")");
    }
    return of(name, first, second);
  }

  private static SqlType of(String name, int first, int second) {
    return switch (name) {
      case "bigint" -> SqlType.of(Kind.BIGINT);
      case "int", "integer" -> SqlType.of(Kind.INT);
      case "smallint" -> SqlType.of(Kind.SMALLINT);
      case "tinyint" -> SqlType.of(Kind.TINYINT);
      case "bit" -> SqlType.of(Kind.BIT);
      case "decimal" -> SqlType.decimal(first < 0 ? 18 : first, second);
      case "numeric" -> {
        SqlType same = SqlType.decimal(first < 0 ? 18 : first, second);
        yield new SqlType(
            Kind.NUMERIC, same.length(), same.precision(), same.scale(), same.collation(), "");
      }
      case "money" -> SqlType.of(Kind.MONEY);
      case "smallmoney" -> SqlType.of(Kind.SMALLMONEY);
      case "real" -> SqlType.of(Kind.REAL);
      case "float" -> SqlType.of(first > 0 && first <= 24 ? Kind.REAL : Kind.FLOAT);
      case "char" -> SqlType.bytes(Kind.CHAR, one(first));
      case "varchar" ->
          first == SqlType.MAX
              ? SqlType.max(Kind.VARCHAR)
              : SqlType.bytes(Kind.VARCHAR, one(first));
      case "nchar" -> SqlType.units(Kind.NCHAR, one(first));
      case "nvarchar" ->
          first == SqlType.MAX
              ? SqlType.max(Kind.NVARCHAR)
              : SqlType.units(Kind.NVARCHAR, one(first));
      case "sysname" -> SqlType.units(Kind.NVARCHAR, 128);
      case "text" -> SqlType.of(Kind.TEXT);
      case "ntext" -> SqlType.of(Kind.NTEXT);
      case "binary" -> SqlType.bytes(Kind.BINARY, one(first));
      case "varbinary" ->
          first == SqlType.MAX
              ? SqlType.max(Kind.VARBINARY)
              : SqlType.bytes(Kind.VARBINARY, one(first));
      case "image" -> SqlType.of(Kind.IMAGE);
      case "date" -> SqlType.of(Kind.DATE);
      case "time" -> SqlType.temporal(Kind.TIME, seven(first));
      case "datetime2" -> SqlType.temporal(Kind.DATETIME2, seven(first));
      case "datetimeoffset" -> SqlType.temporal(Kind.DATETIMEOFFSET, seven(first));
      case "datetime" -> SqlType.of(Kind.DATETIME);
      case "smalldatetime" -> SqlType.of(Kind.SMALLDATETIME);
      case "uniqueidentifier" -> SqlType.of(Kind.UNIQUEIDENTIFIER);
      case "xml" -> SqlType.of(Kind.XML);
      case "json" -> SqlType.of(Kind.JSON);
      case "rowversion", "timestamp" -> SqlType.of(Kind.ROWVERSION);
      case "sql_variant" -> SqlType.of(Kind.SQL_VARIANT);
      case "hierarchyid", "geometry", "geography", "vector" -> SqlType.udt(name);
      default -> throw new SqlError(243, 16, "Type " + name + " is not a defined system type.");
    };
  }

  private static int one(int length) {
    if (length > MOST_BYTES) {
      throw new SqlError(131, 15, "The size (" + length + ") exceeds the maximum of 8000.");
    }
    return length < 0 ? 1 : length;
  }

  private static int seven(int scale) {
    return scale < 0 ? 7 : scale;
  }

  /** Name as the catalogue has it. */
  public static String name(SqlType type) {
    return switch (type.kind()) {
      case ROWVERSION -> "timestamp";
      case UDT -> type.udt();
      default -> type.kind().name().toLowerCase(Locale.ROOT);
    };
  }
}
