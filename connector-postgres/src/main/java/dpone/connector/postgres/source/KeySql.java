package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a read in the order of a key. Keys are compared as rows, in their own types: an
 * index on the same columns serves that.
 */
final class KeySql {
  private KeySql() {}

  static String above(List<ColumnInfo> key, List<String> values) {
    return compare(key, values, ">");
  }

  static String upTo(List<ColumnInfo> key, List<String> values) {
    return compare(key, values, "<=");
  }

  static String isNull(ColumnInfo column) {
    return Sql.name(column.name()) + " IS NULL";
  }

  static String notNull(ColumnInfo column) {
    return Sql.name(column.name()) + " IS NOT NULL";
  }

  private static String compare(List<ColumnInfo> key, List<String> values, String operator) {
    if (key.size() == 1) {
      return ReadSql.compare(key.get(0), operator, values.get(0));
    }
    StringBuilder literals = new StringBuilder();
    for (int i = 0; i < key.size(); i++) {
      literals
          .append(i == 0 ? "" : ", ")
          .append(ReadSql.literal(values.get(i), key.get(i).type().text()));
    }
    // The first column once more: partitions are pruned by a column, not by a row.
    String first =
        ReadSql.compare(key.get(0), operator.equals(">") ? ">=" : operator, values.get(0));
    return first + " AND (" + names(key) + ") " + operator + " (" + literals + ")";
  }

  private static String names(List<ColumnInfo> key) {
    return Sql.names(key.stream().map(ColumnInfo::name).toList());
  }

  /** As texts, under other names: ORDER BY takes a name of the result before one of the table. */
  private static String texts(List<ColumnInfo> key) {
    StringBuilder texts = new StringBuilder();
    for (ColumnInfo column : key) {
      texts.append(texts.isEmpty() ? "" : ", ").append(Sql.name(column.name())).append("::text");
      texts.append(" AS ").append(Sql.name("dpone " + column.name()));
    }
    return texts.toString();
  }

  /** Every so many rows of the next chunk, and its last row if the chunk is full: place and key. */
  static String bounds(
      Described stream, List<ColumnInfo> key, List<String> conditions, long rows, long step) {
    return "SELECT \"dpone number\", "
        + texts(key)
        + " FROM (SELECT "
        + names(key)
        + ", row_number() OVER (ORDER BY "
        + names(key)
        + ") AS \"dpone number\" FROM (SELECT "
        + names(key)
        + " FROM "
        + ReadSql.from(stream)
        + ReadSql.where(conditions)
        + " ORDER BY "
        + names(key)
        + " LIMIT "
        + rows
        + ") AS chunk) AS numbered WHERE \"dpone number\" % "
        + step
        + " = 0 OR \"dpone number\" = "
        + rows
        + " ORDER BY 1";
  }

  /** The last key of all. */
  static String largest(Described stream, List<ColumnInfo> key, List<String> conditions) {
    return "SELECT "
        + texts(key)
        + " FROM "
        + ReadSql.from(stream)
        + ReadSql.where(conditions)
        + " ORDER BY "
        + key.stream().map(c -> Sql.name(c.name()) + " DESC").collect(Collectors.joining(", "))
        + " LIMIT 1";
  }
}
