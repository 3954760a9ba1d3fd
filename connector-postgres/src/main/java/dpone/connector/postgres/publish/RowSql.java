package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parts of statements that carry rows from a stage, alias s, to a target, alias t. */
final class RowSql {
  private final PlannedStream plan;
  private final TableName stage;

  RowSql(PlannedStream plan, TableName stage) {
    this.plan = plan;
    this.stage = stage;
  }

  /** Inserts every row of the stage; more may follow. */
  String insertAll() {
    return insertInto("") + "SELECT " + values() + " FROM " + stage.sql() + " AS s";
  }

  /**
   * The head of an insert of the published columns.
   *
   * @param more further columns, each after a comma
   */
  String insertInto(String more) {
    List<PlannedColumn> columns = plan.published();
    return "INSERT INTO "
        + plan.target().sql()
        + " AS t "
        + (columns.isEmpty()
            ? ""
            : "(" + Sql.names(columns.stream().map(PlannedColumn::name).toList()) + more + ") ")
        + overriding();
  }

  /** What lets an insert number rows that the target would number by itself. */
  String overriding() {
    return plan.published().stream().anyMatch(PlannedColumn::identityAlways)
        ? "OVERRIDING SYSTEM VALUE "
        : "";
  }

  /** The published cells of a staged row. */
  String values() {
    return join(plan.published(), RowSql::staged, ", ");
  }

  /** The target's name where its rows are changed: without tables that inherit from it. */
  String target() {
    TargetTable existing = plan.existing();
    boolean parent =
        existing != null && existing.relation().kind() == 'r' && existing.relation().inherited();
    return (parent ? "ONLY " : "") + plan.target().sql();
  }

  /** A cell of the stage in the target's type. */
  static String staged(PlannedColumn column) {
    String cell = "s." + Sql.name(column.name());
    if (column.demands().contains(Demand.CONVERTS)) {
      return new Conversion(column.stage(), column.target()).converted(cell);
    }
    return column.isCast()
        ? "CAST(" + readable(cell, column) + " AS " + column.target().text() + ")"
        : cell;
  }

  /** The one cast from text that does not read what the server writes: nothing is a dash. */
  private static String readable(String cell, PlannedColumn column) {
    return switch (column.stage().name() + " " + column.target().name()) {
      case "text regclass" -> "pg_catalog.regclassin(pg_catalog.textout(" + cell + "))";
      case "_text _regclass" -> "CAST(" + cell + " AS text)";
      default -> cell;
    };
  }

  /** The key in the target's own type on both sides. */
  String sameKey() {
    return join(
        plan.published().stream().filter(c -> plan.key().contains(c.name())).toList(),
        c -> "t." + Sql.name(c.name()) + " = " + staged(c),
        " AND ");
  }

  /** Neither the key nor what the target numbers by itself. */
  List<PlannedColumn> changing() {
    return plan.published().stream()
        .filter(c -> !plan.key().contains(c.name()) && !c.identityAlways())
        .toList();
  }

  /** Updates the target's rows that differ from those of the stage. */
  String updateChanged() {
    return "UPDATE "
        + target()
        + " AS t SET "
        + set(RowSql::staged)
        + " FROM "
        + stage.sql()
        + " AS s WHERE "
        + sameKey()
        + " AND "
        + differs(RowSql::staged);
  }

  /** Inserts the stage's rows whose key the target lacks. */
  String insertMissing() {
    return insertAll()
        + " WHERE NOT EXISTS (SELECT FROM "
        + target()
        + " AS t WHERE "
        + sameKey()
        + ")";
  }

  /** Assignments for SET. */
  String set(Function<PlannedColumn, String> arrived) {
    return set(changing(), arrived);
  }

  /** The same of some columns. */
  static String set(List<PlannedColumn> columns, Function<PlannedColumn, String> arrived) {
    return join(columns, c -> Sql.name(c.name()) + " = " + arrived.apply(c), ", ");
  }

  /**
   * Rows differ in their stored bytes. Unlike {@code IS DISTINCT FROM} it needs no equality
   * operator, which json, xml and others lack, and it sees 1.0 become 1.00. The casts keep the
   * server from comparing column by column.
   */
  String differs(Function<PlannedColumn, String> arrived) {
    return differs(changing(), arrived);
  }

  /** The same of some columns. */
  static String differs(List<PlannedColumn> columns, Function<PlannedColumn, String> arrived) {
    return "ROW("
        + join(columns, c -> "t." + Sql.name(c.name()), ", ")
        + ")::record *<> ROW("
        + join(columns, arrived, ", ")
        + ")::record";
  }

  private static String join(
      List<PlannedColumn> columns, Function<PlannedColumn, String> part, String separator) {
    return columns.stream().map(part).collect(Collectors.joining(separator));
  }
}
