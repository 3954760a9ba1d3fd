package dpone.certification.mssql;

import dpone.certify.kit.TypeSample;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of every type, their extremes among them, as literals of T-SQL. */
final class TypeValues {
  private static final String NINES = "9".repeat(28) + "." + "9".repeat(10);
  private static final String TRIPS = "N'a\tb\nc\\e ''x'' ж 火 \uD83D\uDC26'";

  private TypeValues() {}

  static List<TypeSample> samples() {
    List<TypeSample> all = new ArrayList<>();
    numbers(all);
    texts(all);
    times(all);
    others(all);
    return all;
  }

  private static void add(List<TypeSample> all, String type, String... values) {
    all.add(new TypeSample(type, "c" + all.size(), List.of(values)));
  }

  private static void numbers(List<TypeSample> all) {
    add(all, "bit", "0", "1");
    add(all, "tinyint", "0", "1", "255");
    add(all, "smallint", "-32768", "0", "32767");
    add(all, "int", "-2147483648", "0", "2147483647");
    add(all, "bigint", "-9223372036854775808", "0", "9223372036854775807");
    add(all, "decimal(38,10)", NINES, "-" + NINES, "0", "0.0000000001", "-0.0000000001");
    add(all, "numeric(18,2)", "9999999999999999.99", "-9999999999999999.99", "0.01", "0");
    add(all, "money", "922337203685477.5807", "-922337203685477.5808", "0", "0.0001");
    add(all, "smallmoney", "214748.3647", "-214748.3648", "0", "0.0001");
    add(
        all,
        "real",
        "3.4028235E38",
        "-3.4028235E38",
        "1.17549435E-38",
        "0.1E0",
        "16777217E0",
        "-0.0E0");
    add(
        all,
        "float",
        "1.7976931348623157E308",
        "-1.7976931348623157E308",
        "2.2250738585072014E-308",
        "0.1E0",
        "-0.0E0",
        "9007199254740993E0");
  }

  private static void texts(List<TypeSample> all) {
    add(all, "char(10)", "''", "'abc'", "'1234567890'", "'caf\u00e9'");
    add(all, "varchar(100)", "''", "' a '", "'caf\u00e9 \u20ac'", "'" + "v".repeat(100) + "'");
    add(all, "varchar(max)", "''", "'caf\u00e9'", "'" + "m".repeat(20_000) + "'");
    add(all, "nchar(10)", "N''", "N'\u0436\u0437'", "N'1234567890'");
    add(all, "nvarchar(100)", "N''", TRIPS, "N'" + "\u706b".repeat(100) + "'", "N' b '");
    add(all, "nvarchar(max)", "N''", TRIPS, "N'" + "\u0436".repeat(20_000) + "'");
    add(all, "text", "''", "'caf\u00e9'", "'" + "t".repeat(9000) + "'");
    add(all, "ntext", "N''", TRIPS, "N'" + "\u0437".repeat(9000) + "'");
    add(all, "binary(16)", "0x00", "0x000102030405060708090A0B0C0D0E0F", "0xFF");
    add(all, "varbinary(100)", "0x", "0x00", "0xFF00FF", "0x" + "AB".repeat(100));
    add(all, "varbinary(max)", "0x", "0x00", "0x" + "CD".repeat(20_000));
    add(all, "image", "0x", "0x00FF", "0x" + "EF".repeat(9000));
  }

  private static void times(List<TypeSample> all) {
    add(all, "date", "'0001-01-01'", "'1582-10-10'", "'1969-12-31'", "'9999-12-31'");
    add(all, "time(0)", "'00:00:00'", "'23:59:59'");
    add(all, "time(7)", "'00:00:00'", "'00:00:00.0000001'", "'23:59:59.9999999'");
    add(all, "datetime2(0)", "'0001-01-01 00:00:00'", "'9999-12-31 23:59:59'");
    add(
        all,
        "datetime2(7)",
        "'0001-01-01 00:00:00'",
        "'1969-12-31 23:59:59.9999999'",
        "'1582-10-10 12:00:00.0000001'",
        "'9999-12-31 23:59:59.9999999'");
    add(
        all,
        "datetime",
        "'1753-01-01 00:00:00'",
        "'2024-02-29 12:34:56.003'",
        "'2024-02-29 12:34:56.007'",
        "'9999-12-31 23:59:59.997'");
    add(all, "smalldatetime", "'1900-01-01 00:00:00'", "'2079-06-06 23:59:00'");
    add(
        all,
        "datetimeoffset(7)",
        "'0001-01-01 00:00:00 +00:00'",
        "'2024-02-29 01:02:03.0000001 +14:00'",
        "'1969-12-31 23:59:59.9999999 -14:00'",
        "'9999-12-31 23:59:59.9999999 +00:00'");
  }

  private static void others(List<TypeSample> all) {
    add(
        all,
        "uniqueidentifier",
        "'00000000-0000-0000-0000-000000000000'",
        "'01234567-89ab-cdef-0123-456789abcdef'",
        "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
    add(all, "xml", "N'<a/>'", "N'<a b=\"1\">\u0436</a>'");
    add(all, "json", "N'{\"a\":[1,null,\"\u0436\"]}'", "N'[]'");
    // The server makes its values: one for each row.
    add(all, "rowversion", "NULL", "NULL");
    add(
        all,
        "hierarchyid",
        "CAST('/' AS hierarchyid)",
        "CAST('/1/2/' AS hierarchyid)",
        "CAST('/1/-2.5/' AS hierarchyid)");
    add(all, "geometry", wkb("geometry"));
    add(all, "geography", wkb("geography"));
  }

  /** A point of the coordinates 1 and 2. */
  private static String wkb(String type) {
    return type
        + "::STGeomFromWKB(0x0101000000000000000000F03F0000000000000040, "
        + (type.equals("geography") ? "4326" : "0")
        + ")";
  }

  /** Whether the server makes the values. */
  static boolean generated(TypeSample sample) {
    return sample.nativeType().equals("rowversion");
  }

  /** What the source's column is asked as: types that the client does not know as what they are. */
  static String expression(TypeSample sample, String column) {
    return switch (sample.nativeType()) {
      case "datetime" -> "CAST(" + column + " AS datetime2(7))";
      case "smalldatetime" -> "CAST(" + column + " AS datetime2(0))";
      case "json", "xml" -> "CAST(" + column + " AS nvarchar(max))";
      case "hierarchyid" -> column + ".ToString()";
      case "geometry", "geography" -> column + ".AsBinaryZM()";
      default -> column;
    };
  }

  /** What a value looks like on both sides of a load, whatever type the target has. */
  static @Nullable String text(TypeSample sample, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (sample.nativeType()) {
      case "bit" -> Boolean.parseBoolean(value.toString()) ? "t" : "f";
      case "datetimeoffset(7)", "datetime2(0)", "datetime2(7)", "datetime", "smalldatetime" ->
          CanonicalText.ticks(value.toString(), 7);
      case "uniqueidentifier" -> value.toString().toLowerCase(Locale.ROOT);
      default -> CanonicalText.plain(value);
    };
  }

  static @Nullable String value(TypeSample sample, DataType type, @Nullable Object value) {
    return CanonicalText.value(type, value);
  }
}
