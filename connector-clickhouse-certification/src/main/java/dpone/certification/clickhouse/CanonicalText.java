package dpone.certification.clickhouse;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Translates the kit's canonical text into the server's and, by the server itself, back. */
final class CanonicalText {
  private CanonicalText() {}

  /** How the server spells a logical type of the kit's tables. */
  static String type(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> "Bool";
      case DataType.Int whole -> "Int" + whole.bits();
      case DataType.FloatingPoint floating -> "Float" + floating.bits();
      case DataType.Decimal decimal ->
          "Decimal(" + decimal.precision() + ", " + decimal.scale() + ")";
      case DataType.Text ignored -> "String";
      case DataType.Date ignored -> "Date32";
      case DataType.Timestamp stamp -> "DateTime64(" + stamp.precision() + ")";
      case DataType.TimestampTz stamp -> "DateTime64(" + stamp.precision() + ", 'UTC')";
      case DataType.Uuid ignored -> "UUID";
      case DataType other -> throw new IllegalArgumentException("the kit has no " + other.text());
    };
  }

  /** The columns of a table as the server declares them. */
  static String columns(List<Column> columns) {
    return columns.stream().map(CanonicalText::column).collect(Collectors.joining(", "));
  }

  private static String column(Column column) {
    String type = type(column.type());
    return quoted(column.name()) + " " + (column.nullable() ? "Nullable(" + type + ")" : type);
  }

  static String quoted(String identifier) {
    return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** Adds rows to a table. */
  static void insert(Client client, TestTable table, String target, List<TestRow> rows)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    String names =
        table.columns().stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
    String values =
        table.columns().stream().map(CanonicalText::value).collect(Collectors.joining(", "));
    String texts =
        table.columns().stream()
            .map(c -> quoted(c.name()) + " Nullable(String)")
            .collect(Collectors.joining(", "));
    StringBuilder lines = new StringBuilder();
    for (TestRow row : rows) {
      lines.append(
          row.cells().stream().map(Client::escaped).collect(Collectors.joining("\t", "", "\n")));
    }
    client.insert(
        "INSERT INTO "
            + target
            + " ("
            + names
            + ") SELECT "
            + values
            + " FROM input('"
            + texts.replace("\\", "\\\\").replace("'", "\\'")
            + "') FORMAT TabSeparated",
        lines.toString());
  }

  /** A cell of canonical text as a value: by its bits or its count where it has them. */
  private static String value(Column column) {
    String text = quoted(column.name());
    String given = column.nullable() ? text : "assumeNotNull(" + text + ")";
    return switch (column.type()) {
      case DataType.Bool ignored -> given + " = 't'";
      case DataType.FloatingPoint floating ->
          "reinterpretAsFloat%1$d(reinterpretAsUInt%1$d(reverse(unhex(%2$s))))"
              .formatted(floating.bits(), "assumeNotNull(" + text + ")")
              .transform(bits ->
                  column.nullable() ? "if(" + text + " IS NULL, NULL, " + bits + ")" : bits);
      case DataType.Timestamp ignored -> "fromUnixTimestamp64Micro(toInt64(" + given + "), 'UTC')";
      case DataType.TimestampTz ignored ->
          "fromUnixTimestamp64Micro(toInt64(" + given + "), 'UTC')";
      case DataType.Text ignored -> given;
      case DataType other ->
          "CAST("
              + given
              + " AS "
              + (column.nullable() ? "Nullable(" + type(other) + ")" : type(other))
              + ")";
    };
  }

  /** An expression by which the server renders a column canonically. */
  static String expression(DataType type, String column) {
    return switch (type) {
      case DataType.Bool ignored ->
          "multiIf(isNull(" + column + "), NULL, " + column + ", 't', 'f')";
      case DataType.FloatingPoint floating -> bits(floating.bits(), column);
      case DataType.Timestamp ignored -> micros(column);
      case DataType.TimestampTz ignored -> micros(column);
      case DataType.Bytes ignored -> "lower(hex(" + column + "))";
      default -> "toString(" + column + ")";
    };
  }

  static String bits(int bits, String column) {
    return "leftPad(lower(hex(reinterpretAsUInt%d(%s))), %d, '0')"
        .formatted(bits, column, bits / 4);
  }

  static String micros(String column) {
    return "toString(toUnixTimestamp64Micro(toDateTime64(" + column + ", 6, 'UTC')))";
  }
}
