package dpone.connector.mssql.source;

import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.type.MsType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A column that grows with every change, and how its values are written in a position.
 *
 * @param column name
 * @param type its type
 * @param after whether the value of the position itself is left out, since no other row has it
 */
record Cursor(String column, MsType type, boolean after) {
  private static final Set<String> NUMBERS =
      Set.of("tinyint", "smallint", "int", "bigint", "decimal", "numeric");

  /** One whose equal values are read again. */
  Cursor(String column, MsType type) {
    this(column, type, false);
  }

  /** The same for rows that are appended: nothing is read twice. */
  Cursor strictly() {
    return new Cursor(column, type, true);
  }

  /** Whether rows can be appended by it, given the primary key of the table. */
  boolean appends(List<String> primaryKey) {
    return isRowversion() || (NUMBERS.contains(type.name()) && primaryKey.equals(List.of(column)));
  }

  /** Whether every row has a value of its own, given by the server. */
  boolean isRowversion() {
    return type.name().equals("timestamp") || type.name().equals("rowversion");
  }

  /** The value as text that reads back to itself; empty where the type has none. */
  static Optional<String> text(MsType type, String cell) {
    return Optional.ofNullable(
        switch (type.name()) {
          case "tinyint", "smallint", "int", "bigint", "decimal", "numeric" ->
              "CONVERT(nvarchar(60), " + cell + ")";
          case "date", "datetime2", "datetimeoffset" -> "CONVERT(nvarchar(60), " + cell + ", 121)";
          case "datetime", "smalldatetime" ->
              "CONVERT(nvarchar(60), CAST(" + cell + " AS datetime2(7)), 121)";
          case "timestamp", "rowversion" ->
              "CONVERT(nvarchar(60), CAST(" + cell + " AS binary(8)), 1)";
          default -> null;
        });
  }

  String text() {
    return text(type, Sql.name(column)).orElseThrow();
  }

  /** The condition that leaves what was read before out; its parameter is the position. */
  String from() {
    return switch (type.name()) {
      case "timestamp", "rowversion" ->
          Sql.name(column) + " > CONVERT(binary(8), CAST(? AS varchar(60)), 1)";
      // Equal values may have come since: they are read again, and merged.
      case "datetime", "smalldatetime" ->
          Sql.name(column) + " >= CAST(CAST(? AS datetime2(7)) AS " + type.text() + ")";
      case "date", "datetime2", "datetimeoffset" ->
          Sql.name(column) + " >= CONVERT(" + type.text() + ", ?, 121)";
      default -> Sql.name(column) + (after ? " >" : " >=") + " CAST(? AS " + type.text() + ")";
    };
  }
}
