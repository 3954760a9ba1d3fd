package dpone.connector.clickhouse.target;

import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a table that does not exist yet is made. Pure.
 *
 * @param engine of the MergeTree family
 * @param orderBy columns or expressions; the key if empty
 * @param partitionBy expression, or empty
 * @param codecs by column
 * @param ttl expression, or empty
 * @param settings by the server's names
 * @param cluster of {@code ON CLUSTER}, or empty
 */
public record NewTable(
    String engine,
    List<String> orderBy,
    String partitionBy,
    Map<String, String> codecs,
    String ttl,
    Map<String, String> settings,
    String cluster) {

  /** Which of the columns its sorting and partition keys use, and so take no null. */
  public Set<String> used(List<String> columns, List<String> key) {
    String expressions = String.join(" ", sorted(key)) + " " + partitionBy;
    Set<String> used = new HashSet<>();
    for (String column : columns) {
      if (Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(column) + "(?![A-Za-z0-9_])")
          .matcher(expressions)
          .find()) {
        used.add(column);
      }
    }
    return used;
  }

  private List<String> sorted(List<String> key) {
    return orderBy.isEmpty() ? key.stream().map(Sql::name).toList() : orderBy;
  }

  /** Partition and sorting key, as they stand behind the engine. */
  public String layout(List<String> key) {
    List<String> sorting = sorted(key);
    return (partitionBy.isEmpty() ? "" : " PARTITION BY " + partitionBy)
        + " ORDER BY "
        + (sorting.isEmpty() ? "tuple()" : "(" + String.join(", ", sorting) + ")");
  }

  /** Those of a table that is there. */
  public static String layout(TargetTable existing) {
    return EngineClauses.layout(existing.clauses());
  }

  /**
   * The statement that makes it.
   *
   * @param own columns that the mode fills, with their types
   */
  public String create(
      TableName table, List<PlannedColumn> columns, List<String> own, List<String> key) {
    List<String> parts = new ArrayList<>();
    for (PlannedColumn column : columns.stream().filter(PlannedColumn::published).toList()) {
      String codec = codecs.get(column.name());
      parts.add(
          Sql.name(column.name())
              + " "
              + column.type()
              + (codec == null ? "" : " CODEC(" + codec + ")"));
    }
    parts.addAll(own);
    String set =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(e -> e.getKey() + " = " + literal(e.getValue()))
                .collect(Collectors.joining(", "));
    return "CREATE TABLE "
        + table.sql()
        + (cluster.isEmpty() ? "" : " ON CLUSTER " + Sql.name(cluster))
        + " ("
        + String.join(", ", parts)
        + ") ENGINE = "
        + engine
        + layout(key)
        + (ttl.isEmpty() ? "" : " TTL " + ttl)
        + (set.isEmpty() ? "" : " SETTINGS " + set);
  }

  private static String literal(String value) {
    return value.matches("-?\\d+(\\.\\d+)?") ? value : Sql.text(value);
  }
}
