package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.codec.Encodings;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.error.Place;
import java.util.List;
import java.util.stream.Collectors;

/** The stage of changes: every cell of it may be left out, whatever the target's column takes. */
final class ChangeColumns {
  private ChangeColumns() {}

  /** Whether a cell is staged beside a byte that tells whether it is left out. */
  static boolean maybe(PlannedColumn column) {
    return column.type().startsWith(Encodings.MAYBE + "(");
  }

  /** The type with a null. */
  static String withNull(String type) {
    if (type.startsWith("Array(") || type.startsWith("Map(") || type.startsWith("Tuple(")) {
      return Encodings.MAYBE + "(" + type + ")";
    }
    if (type.startsWith("Nullable(") || type.startsWith("LowCardinality(Nullable(")) {
      return type;
    }
    return type.startsWith("LowCardinality(")
        ? "LowCardinality(Nullable("
            + type.substring("LowCardinality(".length(), type.length() - 1)
            + "))"
        : "Nullable(" + type + ")";
  }

  private static String stored(PlannedColumn column) {
    return maybe(column)
        ? "Tuple(UInt8, " + column.type().substring(Encodings.MAYBE.length() + 1)
        : column.type();
  }

  /** A null that is no cell left out has no place in a type without one. */
  static void refuseNulls(Staged staged) {
    PlannedStream plan = staged.plan();
    List<PlannedColumn> columns = ChangeSql.stream(plan);
    for (int i = 0; i < columns.size(); i++) {
      PlannedColumn column = columns.get(i);
      if (!column.published() || !maybe(column)) {
        continue;
      }
      long nulls =
          staged.number(
              "SELECT toString(count()) FROM "
                  + staged.table().sql()
                  + " WHERE "
                  + ChangeSql.KIND
                  + " IN ("
                  + ChangeKind.INSERT.code()
                  + ", "
                  + ChangeKind.UPDATE.code()
                  + ") AND tupleElement("
                  + Sql.name(column.name())
                  + ", 1) = 1 AND NOT "
                  + ChangeSql.carried(i));
      if (nulls > 0) {
        throw ChCode.VALUE_OUT_OF_RANGE
            .error(nulls + " changes have a null, which has no place in " + bare(column.type()))
            .at(Place.field(plan.stream(), column.name()))
            .build();
      }
    }
  }

  private static String bare(String type) {
    return type.substring(Encodings.MAYBE.length() + 1, type.length() - 1);
  }

  static String createStage(PlannedStream plan, TableName stage, String comment) {
    return "CREATE TABLE "
        + stage.sql()
        + " ("
        + plan.staged().stream()
            .map(c -> Sql.name(c.name()) + " " + stored(c))
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
