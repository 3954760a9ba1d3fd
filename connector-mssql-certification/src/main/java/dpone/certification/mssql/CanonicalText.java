package dpone.certification.mssql;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Translates between the kit's canonical text, literals of T-SQL and what the client decodes. */
final class CanonicalText {
  /** Rows of one INSERT: the server takes a thousand. */
  private static final int BATCH = 500;

  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})(\\.\\d{1,9})?\\s*([+-]\\d{2}:\\d{2})?");

  private CanonicalText() {}

  /** How the server spells a logical type of the kit's tables. */
  static String type(DataType type, boolean key) {
    return switch (type) {
      case DataType.Bool ignored -> "bit";
      case DataType.Int whole ->
          whole.bits() <= 16 ? "smallint" : whole.bits() == 32 ? "int" : "bigint";
      case DataType.FloatingPoint floating -> floating.bits() == 32 ? "real" : "float";
      case DataType.Decimal decimal ->
          "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
      case DataType.Text ignored -> key ? "nvarchar(450)" : "nvarchar(max)";
      case DataType.Bytes ignored -> "varbinary(max)";
      case DataType.Date ignored -> "date";
      case DataType.Time time -> "time(" + time.precision() + ")";
      case DataType.Timestamp stamp -> "datetime2(" + stamp.precision() + ")";
      case DataType.TimestampTz stamp -> "datetimeoffset(" + stamp.precision() + ")";
      case DataType.Uuid ignored -> "uniqueidentifier";
      case DataType other -> throw new IllegalArgumentException("the kit has no " + other.text());
    };
  }

  /** The definition of a column. */
  static String definition(TestTable table, Column column) {
    return quoted(column.name())
        + " "
        + type(column.type(), table.key().contains(column.name()))
        + (column.nullable() ? " NULL" : " NOT NULL");
  }

  static String definitions(TestTable table) {
    return table.columns().stream()
        .map(column -> definition(table, column))
        .collect(Collectors.joining(", "));
  }

  static String quoted(String identifier) {
    return '[' + identifier.replace("]", "]]") + ']';
  }

  /** Adds rows to a table. */
  static void insert(Client client, TestTable table, String target, List<TestRow> rows)
      throws SQLException {
    String names =
        table.columns().stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
    for (int from = 0; from < rows.size(); from += BATCH) {
      String values =
          rows.subList(from, Math.min(rows.size(), from + BATCH)).stream()
              .map(row -> literals(table, row))
              .collect(Collectors.joining(", "));
      client.run("INSERT INTO " + target + " (" + names + ") VALUES " + values);
    }
  }

  private static String literals(TestTable table, TestRow row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      cells.add(literal(table.columns().get(i).type(), row.cell(i)));
    }
    return "(" + String.join(", ", cells) + ")";
  }

  /** A cell of canonical text as a literal. */
  static String literal(DataType type, @Nullable String cell) {
    if (cell == null) {
      return "NULL";
    }
    return switch (type) {
      case DataType.Bool ignored -> cell.equals("t") ? "1" : "0";
      case DataType.Int ignored -> cell;
      case DataType.Decimal ignored -> cell;
      case DataType.FloatingPoint floating ->
          floating.bits() == 32
              ? number(Float.intBitsToFloat(Integer.parseUnsignedInt(cell, 16)))
              : number(Double.longBitsToDouble(Long.parseUnsignedLong(cell, 16)));
      case DataType.Timestamp ignored -> "'" + moment(cell) + "'";
      case DataType.TimestampTz ignored -> "'" + moment(cell) + " +00:00'";
      case DataType.Bytes ignored -> "0x" + cell;
      default -> text(cell);
    };
  }

  /** With an exponent, by which the server knows a float. */
  private static String number(double value) {
    String digits = Double.toString(value);
    return digits.contains("E") ? digits : digits + "E0";
  }

  static String text(String value) {
    return "N'" + value.replace("'", "''") + "'";
  }

  private static String moment(String micros) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(Long.parseLong(micros), 1_000_000L),
            (int) Math.floorMod(Long.parseLong(micros), 1_000_000L) * 1000,
            ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%s %tT.%06d",
        time.toLocalDate(),
        time,
        time.get(ChronoField.MICRO_OF_SECOND));
  }

  /** What the client decoded, in the form of a row of the kit. */
  static @Nullable String canonical(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case DataType.Bool ignored -> Boolean.parseBoolean(value.toString()) ? "t" : "f";
      case DataType.Date ignored -> value.toString().substring(0, 10);
      default -> value(type, value);
    };
  }

  /** What the client decoded, in the form of rule FP-1. */
  static @Nullable String value(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case DataType.Bool ignored -> Boolean.parseBoolean(value.toString()) ? "t" : "f";
      case DataType.Date ignored ->
          Long.toString(LocalDate.parse(value.toString().substring(0, 10)).toEpochDay());
      case DataType.Time time ->
          Long.toString(LocalTime.parse(value.toString()).toNanoOfDay() / unit(time.precision()));
      case DataType.Timestamp stamp -> ticks(value.toString(), stamp.precision());
      case DataType.TimestampTz stamp -> ticks(value.toString(), stamp.precision());
      case DataType.Uuid ignored -> value.toString().toLowerCase(Locale.ROOT);
      default -> plain(value);
    };
  }

  /** What a value looks like whatever type it has. */
  static String plain(Object value) {
    return switch (value) {
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Double number -> String.format("%016x", Double.doubleToRawLongBits(number));
      case Float number -> String.format("%08x", Float.floatToRawIntBits(number));
      case Number number -> {
        BigDecimal decimal = new BigDecimal(number.toString());
        yield decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
      }
      default -> value.toString();
    };
  }

  private static long unit(int precision) {
    return precision <= 6 ? 1000 : 100;
  }

  /** Microseconds, or 100 ns where there are seven digits, since 1970. */
  static String ticks(String text, int precision) {
    Matcher parts = MOMENT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no moment: " + text);
    }
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2) + fraction);
    String zone = parts.group(4);
    long perSecond = 1_000_000_000 / unit(precision);
    long seconds = local.toEpochSecond(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
    return Long.toString(
        Math.addExact(
            Math.multiplyExact(seconds, perSecond),
            local.get(ChronoField.NANO_OF_SECOND) / unit(precision)));
  }
}
