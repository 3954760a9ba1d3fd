package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import java.util.stream.Collectors;

/** The stage of changes: every cell of it may be left out, whatever the target's column takes. */
final class ChangeColumns {
  private ChangeColumns() {}

  /** Whether the type has a null, or a form that has. */
  static boolean nullable(String type) {
    return !type.startsWith("Array(") && !type.startsWith("Map(") && !type.startsWith("Tuple(");
  }

  /** The type with a null. */
  static String withNull(String type) {
    if (type.startsWith("Nullable(") || type.startsWith("LowCardinality(Nullable(")) {
      return type;
    }
    return type.startsWith("LowCardinality(")
        ? "LowCardinality(Nullable("
            + type.substring("LowCardinality(".length(), type.length() - 1)
            + "))"
        : "Nullable(" + type + ")";
  }

  static String createStage(PlannedStream plan, TableName stage, String comment) {
    return "CREATE TABLE "
        + stage.sql()
        + " ("
        + plan.staged().stream()
            .map(c -> Sql.name(c.name()) + " " + c.type())
            .collect(Collectors.joining(", "))
        + ") ENGINE = MergeTree ORDER BY tuple()"
        + " SETTINGS non_replicated_deduplication_window = 10000"
        + " COMMENT "
        + Sql.text(comment);
  }

  /** The same column as its changes are staged. */
  static PlannedColumn staged(PlannedColumn column) {
    return new PlannedColumn(
        column.source(),
        withNull(column.type()),
        column.fidelity(),
        column.staged(),
        column.published(),
        column.absent(),
        column.note());
  }
}
