package dpone.connector.postgres.publish;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.context.Rejects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a stage that the target would refuse, by one query for all of them. */
final class StageRejects {
  /** The first release that can ask whether a type reads a text. */
  private static final int ASKS = 16;

  private static final int PAGE = 50;

  /** Above this many bytes a rejected row is told by its key alone. */
  private static final int WHOLE_ROW = 128 * 1024;

  private record Check(PlannedColumn column, Demand demand, String broken) {}

  private record Row(
      String at, int check, @Nullable String key, @Nullable String value, String row) {}

  private final PgSession session;
  private final PlannedStream plan;
  private final TableName stage;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();

  StageRejects(PgSession session, PlannedStream plan, TableName stage) {
    this.session = session;
    this.plan = plan;
    this.stage = stage;
    BinaryOperator<String> reads =
        session.majorVersion() >= ASKS ? Conversion::asked : this::byFunction;
    for (PlannedColumn column : plan.columns()) {
      String cell = Sql.name(column.name());
      for (Demand demand : column.demands()) {
        String broken =
            switch (demand) {
              case ABSENT -> cell + " IS NOT NULL";
              case NOT_NULL -> cell + " IS NULL";
              case CONVERTS ->
                  cell
                      + " IS NOT NULL AND NOT "
                      + new Conversion(column.stage(), column.target()).fits(cell, reads);
            };
        checks.add(new Check(column, demand, "(" + broken + ")"));
      }
    }
    functions.forEach(session::execute);
  }

  /** A condition on a row of the stage; empty if nothing is asked of any row. */
  String broken() {
    return checks.stream().map(Check::broken).collect(Collectors.joining(" OR "));
  }

  /** Hands the rows over one by one, and then takes them out of the stage. */
  long run(Rejects rejects) {
    long handed = 0;
    String after = "(0,0)";
    for (List<Row> page = page(after); !page.isEmpty(); page = page(after)) {
      for (Row row : page) {
        hand(row, rejects);
        handed++;
        after = row.at;
      }
    }
    long removed = session.update("DELETE FROM " + stage.sql() + " WHERE " + broken());
    if (removed != handed) {
      throw PgCode.STAGE_ROWS
          .error(handed + " rows of the stage were rejected, and " + removed + " removed")
          .build();
    }
    return handed;
  }

  private List<Row> page(String after) {
    StringBuilder which = new StringBuilder("CASE");
    StringBuilder value = new StringBuilder("CASE");
    for (int i = 0; i < checks.size(); i++) {
      String when = " WHEN " + checks.get(i).broken + " THEN ";
      which.append(when).append(i);
      value
          .append(when)
          .append("left(")
          .append(Sql.name(checks.get(i).column.name()))
          .append("::text, 200)");
    }
    String key =
        key().isEmpty()
            ? "NULL::text"
            : "concat_ws(', ', "
                + key().stream().map(k -> Sql.name(k) + "::text").collect(Collectors.joining(", "))
                + ")";
    return session.query(
        "SELECT ctid::text, "
            + which
            + " END, "
            + key
            + ", "
            + value
            + " END, CASE WHEN pg_column_size(s.*) <= "
            + WHOLE_ROW
            + " THEN row_to_json(s)::text ELSE '' END FROM "
            + stage.sql()
            + " AS s WHERE ctid > ?::tid AND ("
            + broken()
            + ") ORDER BY ctid LIMIT "
            + PAGE,
        row ->
            new Row(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        after);
  }

  private void hand(Row row, Rejects rejects) {
    Check check = checks.get(row.check);
    PlannedColumn column = check.column;
    PgCode code =
        switch (check.demand) {
          case ABSENT -> PgCode.COLUMN_DRIFT;
          case NOT_NULL -> PgCode.NOT_NULL;
          case CONVERTS -> PgCode.VALUE_REFUSED;
        };
    String detail =
        switch (check.demand) {
          case ABSENT ->
              plan.target() + " has no column " + column.name() + " for the value " + row.value;
          case NOT_NULL -> column.name() + " of " + plan.target() + " takes no null";
          case CONVERTS ->
              "the value "
                  + row.value
                  + " ("
                  + column.stage().text()
                  + ") does not convert to "
                  + column.target().text()
                  + " of "
                  + plan.target()
                  + " without loss";
        };
    rejects.reject(
        plan.stream(), column.name(), row.key == null ? "" : row.key, code.code(), detail, row.row);
  }

  /** What names a row to people: the load's key, else the target's, as far as it arrives. */
  private List<String> key() {
    if (!plan.key().isEmpty() || plan.existing() == null) {
      return plan.key();
    }
    List<String> arriving = plan.columns().stream().map(PlannedColumn::name).toList();
    List<String> key = plan.existing().relation().primaryKey();
    return arriving.containsAll(key) ? key : List.of();
  }

  /**
   * Older servers can only try. The function lasts as long as the session, and a failed try costs
   * no transaction of its own.
   */
  private String byFunction(String text, String type) {
    String name = "pg_temp.dpone_reads_" + functions.size();
    functions.add(
        "CREATE OR REPLACE FUNCTION "
            + name
            + "(given text) RETURNS boolean LANGUAGE plpgsql AS $reads$ DECLARE taken "
            + type
            + "; BEGIN taken := given; RETURN true; EXCEPTION WHEN data_exception"
            + " OR integrity_constraint_violation OR syntax_error_or_access_rule_violation"
            + " THEN RETURN false; END $reads$");
    return name + "(" + text + ")";
  }
}
