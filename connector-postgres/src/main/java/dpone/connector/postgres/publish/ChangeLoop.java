package dpone.connector.postgres.publish;

import static dpone.connector.postgres.publish.ApplyChanges.kind;

import dpone.connector.postgres.sql.Sql;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Applies changes one by one, in their order, at the server. */
final class ChangeLoop {
  /** Rows inserted, updated and deleted by the block that ran before. */
  static final String COUNTS =
      "SELECT current_setting('dpone.inserted')::bigint,"
          + " current_setting('dpone.updated')::bigint, current_setting('dpone.deleted')::bigint";

  private static final String ROW = "_dpone_row";

  private ChangeLoop() {}

  /** A block that counts what its body does. */
  static String block(String body) {
    String text =
        "DECLARE "
            + ROW
            + " record; _dpone_n bigint; _dpone_i bigint := 0; _dpone_u bigint := 0;"
            + " _dpone_d bigint := 0; BEGIN "
            + body
            + " PERFORM set_config('dpone.inserted', _dpone_i::text, true),"
            + " set_config('dpone.updated', _dpone_u::text, true),"
            + " set_config('dpone.deleted', _dpone_d::text, true); END";
    return "DO " + Sql.text(text);
  }

  /** All changes together or, if they break a unique constraint so, one by one. */
  static String togetherOr(String together, ChangeSql sql) {
    return "BEGIN "
        + together
        + " INTO _dpone_i, _dpone_u, _dpone_d; EXCEPTION WHEN unique_violation OR exclusion_violation THEN "
        + statements(sql)
        + " END;";
  }

  /** The loop. */
  static String statements(ChangeSql sql) {
    String kind = ROW + "." + Sql.name(ChangeSchema.KIND);
    String target = sql.target();
    return "FOR "
        + ROW
        + " IN SELECT * FROM "
        + sql.stage()
        + " ORDER BY "
        + Sql.name(ChangeSchema.SEQUENCE)
        + " LOOP IF "
        + kind
        + " = "
        + kind(ChangeKind.TRUNCATE)
        + " THEN DELETE FROM "
        + target
        + "; GET DIAGNOSTICS _dpone_n = ROW_COUNT; _dpone_d := _dpone_d + _dpone_n; ELSIF "
        + kind
        + " = "
        + kind(ChangeKind.DELETE)
        + " THEN DELETE FROM "
        + target
        + " AS t WHERE "
        + sameKey(sql, ChangeLoop::cell)
        + "; GET DIAGNOSTICS _dpone_n = ROW_COUNT; _dpone_d := _dpone_d + _dpone_n; ELSE "
        + update(sql)
        + "; GET DIAGNOSTICS _dpone_n = ROW_COUNT; _dpone_u := _dpone_u + _dpone_n;"
        + " IF _dpone_n = 0 THEN IF "
        + ROW
        + "."
        + Sql.name(ChangeSchema.CARRIED_OVER)
        + " IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE ="
        + " 'the target lacks a row of which a change carries only a part'; END IF; "
        + insert(sql)
        + "; _dpone_i := _dpone_i + 1; END IF; END IF; END LOOP;";
  }

  private static String cell(String column) {
    return ROW + "." + Sql.name(column);
  }

  private static String oldCell(String column) {
    return "coalesce(" + cell(ChangeSchema.OLD + column) + ", " + cell(column) + ")";
  }

  private static String sameKey(ChangeSql sql, UnaryOperator<String> value) {
    return sql.key().stream()
        .map(k -> "t." + Sql.name(k) + " = " + value.apply(k))
        .collect(Collectors.joining(" AND "));
  }

  private static List<PlannedColumn> published(ChangeSql sql) {
    return sql.columns().stream().filter(PlannedColumn::published).toList();
  }

  private static String arrived(PlannedColumn column) {
    String cell = cell(column.name());
    return column.isCast() ? "CAST(" + cell + " AS " + column.target().text() + ")" : cell;
  }

  private static String update(ChangeSql sql) {
    return "UPDATE "
        + sql.target()
        + " AS t SET "
        + published(sql).stream()
            .filter(c -> !c.identityAlways())
            .map(c ->
                Sql.name(c.name())
                    + " = CASE WHEN "
                    + sql.carriedOver(c, ROW)
                    + " THEN t."
                    + Sql.name(c.name())
                    + " ELSE "
                    + arrived(c)
                    + " END")
            .collect(Collectors.joining(", "))
        + " WHERE "
        + sameKey(sql, ChangeLoop::oldCell);
  }

  private static String insert(ChangeSql sql) {
    return "INSERT INTO "
        + sql.target()
        + " ("
        + Sql.names(published(sql).stream().map(PlannedColumn::name).toList())
        + ") "
        + (sql.overridesIdentity() ? "OVERRIDING SYSTEM VALUE " : "")
        + "VALUES ("
        + published(sql).stream().map(ChangeLoop::arrived).collect(Collectors.joining(", "))
        + ")";
  }
}
