package dpone.connector.postgres.publish;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.context.Rejects;
import dpone.spi.error.Place;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stage whose rows are loaded, while the target is still as it was.
 *
 * @param session a session outside of any transaction
 * @param plan the stream's plan
 * @param table the stage
 * @param rows rows it holds
 * @param analyze whether a table that takes the target's place is analyzed before it does
 */
public record Staged(
    PgSession session, PlannedStream plan, TableName table, long rows, boolean analyze) {

  /**
   * Counts the stage, and rejects the rows of it that the target would refuse.
   *
   * @param acknowledged rows that the writers were told it holds
   * @param analyze whether a table that takes the target's place is analyzed before it does
   * @throws dpone.spi.error.DponeException PG_STAGE_ROWS if it holds another number, PG_NULL_KEY if
   *     a key is null
   */
  public static Staged count(
      PgSession session,
      PlannedStream plan,
      TableName table,
      long acknowledged,
      boolean analyze,
      Rejects rejects) {
    List<String> key = plan.publisher().keysAreChecked() ? plan.key() : List.of();
    StageRejects check = new StageRejects(session, plan, table);
    if (check.broken().isEmpty() && StageStatistics.confirm(session, table, key, acknowledged)) {
      return new Staged(session, plan, table, acknowledged, analyze);
    }
    Count count = count(session, table, key, check.broken());
    if (count.rows != acknowledged) {
      throw PgCode.STAGE_ROWS
          .error("the stage holds " + count.rows + " rows, the writers say " + acknowledged)
          .at(Place.stream(plan.stream()))
          .build();
    }
    if (count.broken > 0) {
      check.run(rejects);
      count = count(session, table, key, "");
    }
    if (count.nullKeys > 0) {
      throw PgCode.NULL_KEY
          .error(count.nullKeys + " rows have a null in the key (" + String.join(", ", key) + ")")
          .at(Place.field(plan.stream(), String.join(", ", key)))
          .build();
    }
    return new Staged(session, plan, table, count.rows, analyze);
  }

  private record Count(long rows, long nullKeys, long broken) {}

  private static Count count(PgSession session, TableName table, List<String> key, String broken) {
    return session
        .first(
            StageSql.count(table, key, broken),
            row -> new Count(row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  /** Refuses two rows with one key. */
  void refuseDuplicateKeys() {
    record Duplicate(String key, long rows) {}
    session
        .first(
            StageSql.duplicate(table, plan.key()),
            row -> new Duplicate(row.getString(1), row.getLong(2)))
        .ifPresent(found -> {
          throw PgCode.DUPLICATE_KEY
              .error(
                  found.rows
                      + " rows of the load have the key ("
                      + String.join(", ", plan.key())
                      + ") = ("
                      + found.key
                      + ")")
              .at(Place.stream(plan.stream()).row(found.key))
              .build();
        });
  }

  /**
   * Refuses two rows of the target with one key, since only one of them could be brought up to
   * date.
   *
   * @param where which rows count; empty for all, alias t
   */
  void refuseDuplicateKeysAtTarget(String where) {
    String key = Sql.names(plan.key());
    session
        .first(
            "SELECT concat_ws(', ', "
                + plan.key().stream()
                    .map(k -> "t." + Sql.name(k) + "::text")
                    .collect(Collectors.joining(", "))
                + ") FROM "
                + plan.target().sql()
                + " AS t"
                + where
                + " GROUP BY "
                + key
                + " HAVING count(*) > 1 LIMIT 1",
            row -> row.getString(1))
        .ifPresent(found -> {
          throw PgCode.DUPLICATE_KEY
              .error(
                  "several rows of the target "
                      + plan.target()
                      + " have the key ("
                      + String.join(", ", plan.key())
                      + ") = ("
                      + found
                      + ")")
              .at(Place.stream(plan.stream()).row(found))
              .remedy("remove them, or choose a unique_key that identifies a row")
              .build();
        });
  }

  /** How large the stage is against the target, for the receipt. */
  String sizes() {
    long there =
        plan.existing() == null
            ? 0
            : session
                .first(
                    "SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint"
                        + " FROM pg_partition_tree(?::oid::regclass) AS p"
                        + " JOIN pg_catalog.pg_class c ON c.oid = p.relid WHERE p.isleaf",
                    row -> row.getLong(1),
                    plan.existing().relation().oid())
                .orElse(0L);
    return "merged " + rows + " staged rows into about " + there + " of the target";
  }

  /** So that the publish is planned on facts. */
  void analyzeStage() {
    session.execute("ANALYZE " + table.sql());
  }

  /** So that whoever reads a table first that takes the target's place is planned on facts. */
  void analyzeArriving(TableName arriving) {
    if (analyze) {
      session.execute("ANALYZE " + arriving.sql());
    }
  }
}
