package dpone.connector.bigquery.table;

import dpone.connector.bigquery.sql.Sql;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a table that does not exist is made, and how one that does follows; pure.
 *
 * @param partitionBy column of time, or empty
 * @param partitionType {@code hour}, {@code day}, {@code month} or {@code year}
 * @param partitionHours how long partitions are kept; 0 for ever
 * @param requireFilter whether queries have to name partitions
 * @param clusterBy columns
 * @param labels of the table
 * @param kmsKey of Cloud KMS, or empty
 */
public record TableSql(
    String partitionBy,
    String partitionType,
    long partitionHours,
    boolean requireFilter,
    List<String> clusterBy,
    Map<String, String> labels,
    String kmsKey) {
  /** Copies the collections. */
  public TableSql {
    clusterBy = List.copyOf(clusterBy);
    labels = Map.copyOf(labels);
  }

  /** Makes the table if it is not there. */
  public String create(TableName table, List<BqField> fields) {
    StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ").append(table.sql());
    sql.append(fields.stream().map(TableSql::column).collect(Collectors.joining(", ", " (", ")")));
    if (!partitionBy.isEmpty()) {
      Kind kind =
          fields.stream()
              .filter(f -> f.name().equals(partitionBy))
              .findFirst()
              .map(f -> f.type().kind())
              .orElse(Kind.DATE);
      sql.append(" PARTITION BY ").append(partition(kind));
    }
    if (!clusterBy.isEmpty()) {
      sql.append(" CLUSTER BY ").append(Sql.names(clusterBy));
    }
    List<String> options = options();
    if (!options.isEmpty()) {
      sql.append(" OPTIONS (").append(String.join(", ", options)).append(")");
    }
    return sql.toString();
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    if (!partitionBy.isEmpty() && partitionHours > 0) {
      options.add("partition_expiration_days = " + partitionHours / 24.0);
    }
    if (!partitionBy.isEmpty() && requireFilter) {
      options.add("require_partition_filter = TRUE");
    }
    if (!kmsKey.isEmpty()) {
      options.add("kms_key_name = " + Sql.text(kmsKey));
    }
    if (!labels.isEmpty()) {
      options.add(
          new TreeMap<>(labels)
              .entrySet().stream()
                  .map(e -> "(" + Sql.text(e.getKey()) + ", " + Sql.text(e.getValue()) + ")")
                  .collect(Collectors.joining(", ", "labels = [", "]")));
    }
    return options;
  }

  private String partition(Kind kind) {
    String name = Sql.name(partitionBy);
    String unit = partitionType.toUpperCase(java.util.Locale.ROOT);
    return switch (kind) {
      case DATE -> unit.equals("DAY") ? name : "DATE_TRUNC(" + name + ", " + unit + ")";
      case DATETIME -> "DATETIME_TRUNC(" + name + ", " + unit + ")";
      default -> "TIMESTAMP_TRUNC(" + name + ", " + unit + ")";
    };
  }

  private static String column(BqField field) {
    return Sql.name(field.name())
        + " "
        + field.type().text()
        + (field.required() && field.type().kind() != Kind.ARRAY ? " NOT NULL" : "");
  }

  /**
   * Makes an empty table that has columns, partitions and clusters of another one.
   *
   * @param expires when BigQuery removes it by itself
   */
  public static String like(TableName table, TableName other, java.time.Instant expires) {
    return "CREATE TABLE IF NOT EXISTS "
        + table.sql()
        + " LIKE "
        + other.sql()
        + " OPTIONS (expiration_timestamp = TIMESTAMP "
        + Sql.text(expires.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
        + ")";
  }

  /** Adds a column, which may be null. */
  public static String add(TableName table, BqField field) {
    return "ALTER TABLE "
        + table.sql()
        + " ADD COLUMN IF NOT EXISTS "
        + column(new BqField(field.name(), field.type(), false));
  }

  /** Lets a column be null. */
  public static String relax(TableName table, String column) {
    return "ALTER TABLE " + table.sql() + " ALTER COLUMN " + Sql.name(column) + " DROP NOT NULL";
  }

  /** Gives a column a type that holds more. */
  public static String widen(TableName table, String column, BqType type) {
    return "ALTER TABLE "
        + table.sql()
        + " ALTER COLUMN "
        + Sql.name(column)
        + " SET DATA TYPE "
        + type.text();
  }

  /** Removes a table. */
  public static String drop(TableName table) {
    return "DROP TABLE IF EXISTS " + table.sql();
  }
}
