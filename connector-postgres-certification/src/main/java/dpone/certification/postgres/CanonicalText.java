package dpone.certification.postgres;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Translates the kit's canonical text into the server's and, by the server itself, back. */
final class CanonicalText {
  private static final DateTimeFormatter MICROS =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
          .appendPattern("-MM-dd HH:mm:ss.SSSSSS")
          .toFormatter(java.util.Locale.ROOT);

  private CanonicalText() {}

  /** How the server spells a logical type. */
  static String sqlType(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> "boolean";
      case DataType.Int whole ->
          switch (whole.bits()) {
            case 8, 16 -> "smallint";
            case 32 -> "integer";
            default -> "bigint";
          };
      case DataType.FloatingPoint floating -> floating.bits() == 32 ? "real" : "double precision";
      case DataType.Decimal decimal ->
          "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
      case DataType.AnyDecimal ignored -> "numeric";
      case DataType.Text ignored -> "text";
      case DataType.Bytes ignored -> "bytea";
      case DataType.Date ignored -> "date";
      case DataType.Timestamp stamp -> "timestamp(" + stamp.precision() + ")";
      case DataType.TimestampTz stamp -> "timestamptz(" + stamp.precision() + ")";
      case DataType.Uuid ignored -> "uuid";
      case DataType.Json ignored -> "json";
      case DataType.Interval ignored -> "interval";
      case DataType.Time time -> "time(" + time.precision() + ")";
      case DataType other -> throw new IllegalArgumentException("the kit has no " + other.text());
    };
  }

  /** The columns of a table as the server declares them. */
  static String columns(TestTable table) {
    return table.columns().stream()
        .map(column ->
            Statements.quoted(column.name())
                + " "
                + sqlType(column.type())
                + (column.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", "));
  }

  private static String names(TestTable table) {
    return table.columns().stream()
        .map(column -> Statements.quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** Adds rows to a table. */
  static void copy(Connection connection, TestTable table, String target, List<TestRow> rows)
      throws SQLException, IOException {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> copyLine(table, row, text));
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "COPY " + target + " (" + names(table) + ") FROM STDIN",
            new StringReader(text.toString()));
  }

  /** An expression by which the server renders a column canonically. */
  static String expression(DataType type, String column) {
    return switch (type) {
      case DataType.Bool ignored ->
          "CASE " + column + " WHEN true THEN 't' WHEN false THEN 'f' END";
      case DataType.FloatingPoint floating ->
          "encode("
              + (floating.bits() == 32 ? "float4send(" : "float8send(")
              + column
              + "), 'hex')";
      case DataType.Decimal ignored -> "trim_scale(" + column + ")::text";
      case DataType.AnyDecimal ignored -> "trim_scale(" + column + ")::text";
      case DataType.Bytes ignored -> "encode(" + column + ", 'hex')";
      case DataType.Timestamp ignored -> micros(column);
      case DataType.TimestampTz ignored -> micros(column);
      case DataType.Array ignored -> "'[' || array_to_string(" + column + ", '|', 'null') || ']'";
      default -> column + "::text";
    };
  }

  /** Adds a line of the server's COPY text format. */
  private static void copyLine(TestTable table, TestRow row, StringBuilder line) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (i > 0) {
        line.append('\t');
      }
      String cell = literal(table.columns().get(i).type(), row.cell(i));
      if (cell == null) {
        line.append("\\N");
      } else {
        escape(cell, line);
      }
    }
    line.append('\n');
  }

  private static String micros(String column) {
    return "trunc(extract(epoch FROM " + column + ") * 1000000)::numeric(30)::text";
  }

  private static @Nullable String literal(DataType type, @Nullable String cell) {
    if (cell == null) {
      return null;
    }
    return switch (type) {
      case DataType.FloatingPoint floating -> floating(floating, cell);
      case DataType.Bytes ignored -> "\\x" + cell;
      case DataType.Timestamp ignored -> instant(cell);
      case DataType.TimestampTz ignored -> instant(cell) + "+00";
      default -> cell;
    };
  }

  private static String floating(DataType.FloatingPoint type, String bits) {
    return type.bits() == 32
        ? Float.toString(Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16)))
        : Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)));
  }

  private static String instant(String micros) {
    Instant instant = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    return MICROS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  private static void escape(String cell, StringBuilder line) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
