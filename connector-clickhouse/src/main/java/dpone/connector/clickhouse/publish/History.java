package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Closes and opens versions.
 *
 * @param validity columns of a version's validity
 * @param tracked columns whose change makes a new version; others are written into the open one
 * @param closesMissing whether keys that are not staged are closed
 */
record History(Scd2.Validity validity, List<String> tracked, boolean closesMissing)
    implements Publisher {
  @Override
  public String text() {
    return "close and open versions";
  }

  @Override
  public boolean deletesByStage() {
    return true;
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    if (plan.existing() != null && closesMissing && staged.rows() == 0) {
      long open =
          staged.number("SELECT count() FROM " + plan.target().sql() + " WHERE " + current());
      if (open > 0) {
        throw ChCode.EMPTY_SNAPSHOT
            .error(
                "the snapshot has no row, so that all " + open + " open versions would be closed")
            .at(Place.stream(plan.stream()))
            .remedy("look whether the source is whole; if it is, load once without close_missing")
            .build();
      }
    }
    return steps(staged.sql(), plan, time(staged));
  }

  /** One time for the whole load, later than the start of any open version. */
  private String time(Staged staged) {
    String from = Sql.name(validity.from());
    String newest =
        staged.plan().existing() == null
            ? "0"
            : "(SELECT ifNull(max(toUnixTimestamp64Micro("
                + from
                + ")), 0) + 1 FROM "
                + staged.plan().target().sql()
                + ")";
    return staged
        .server()
        .value(
            "SELECT toString(fromUnixTimestamp64Micro(greatest(toUnixTimestamp64Micro(now64(6)), "
                + newest
                + "), 'UTC'))");
  }

  private String current() {
    return Sql.name(validity.current());
  }

  List<Step> steps(CopySql sql, PlannedStream plan, String time) {
    String at = "toDateTime64(" + Sql.text(time) + ", 6, 'UTC')";
    String stage = sql.stage();
    List<String> others = plan.values().stream().filter(name -> !tracked.contains(name)).toList();
    List<Step> steps = new ArrayList<>(sql.whole());
    TargetTable existing = plan.existing();
    if (existing != null) {
      String changed =
          "("
              + sql.keyIn(stage)
              + " AND "
              + sql.same(tracked)
              + " NOT IN (SELECT "
              + sql.same(tracked)
              + " FROM "
              + stage
              + "))";
      String closing = closesMissing ? "(" + changed + " OR " + sql.keyNotIn(stage) + ")" : changed;
      close(sql, existing, closing, at, steps);
      if (!others.isEmpty()) {
        rewrite(sql, plan, existing, steps);
      }
    }
    steps.add(
        new Step(
            Role.ADD,
            sql.insert(validity.names())
                + "SELECT "
                + Sql.names(plan.names())
                + ", "
                + at
                + ", NULL, true FROM "
                + stage
                + " WHERE "
                + CopySql.row(plan.key())
                + " NOT IN (SELECT "
                + Sql.names(plan.key())
                + " FROM "
                + sql.copy()
                + " WHERE "
                + current()
                + ")"));
    return steps;
  }

  /** Versions that end are taken out, and put in again with their end. */
  private void close(
      CopySql sql, TargetTable existing, String condition, String at, List<Step> steps) {
    List<String> kept =
        stored(existing).stream()
            .filter(name -> !name.equals(validity.to()) && !name.equals(validity.current()))
            .toList();
    steps.add(
        new Step(
            Role.RESTORE,
            "INSERT INTO "
                + sql.copy()
                + " ("
                + Sql.names(kept)
                + ", "
                + Sql.names(List.of(validity.to(), validity.current()))
                + ") SELECT "
                + Sql.names(kept)
                + ", "
                + at
                + ", false FROM "
                + sql.copy()
                + " WHERE "
                + current()
                + " AND "
                + condition));
    steps.addAll(sql.delete(Role.SUPERSEDE, current() + " AND " + condition, -1));
  }

  /** Cells that are not tracked are brought up to date in the open version. */
  private void rewrite(CopySql sql, PlannedStream plan, TargetTable existing, List<Step> steps) {
    String same = sql.same(plan.values());
    String stale =
        current()
            + " AND "
            + sql.keyIn(sql.stage())
            + " AND "
            + same
            + " NOT IN (SELECT "
            + same
            + " FROM "
            + sql.stage()
            + ")";
    List<String> own =
        stored(existing).stream().filter(name -> !plan.names().contains(name)).toList();
    String on =
        plan.key().stream()
            .map(k -> "s." + Sql.name(k) + " = t." + Sql.name(k))
            .collect(Collectors.joining(" AND "));
    steps.addAll(sql.delete(Role.SUPERSEDE, stale, -1));
    // The rows just taken out are still in the target.
    steps.add(
        new Step(
            Role.RESTORE,
            sql.insert(own)
                + "SELECT "
                + plan.names().stream()
                    .map(n -> "s." + Sql.name(n))
                    .collect(Collectors.joining(", "))
                + own.stream().map(n -> ", t." + Sql.name(n)).collect(Collectors.joining())
                + " FROM "
                + sql.stage()
                + " AS s INNER JOIN (SELECT * FROM "
                + sql.target()
                + " WHERE "
                + current()
                + ") AS t ON "
                + on
                + " WHERE "
                + on(plan, "t")
                + " NOT IN (SELECT "
                + Sql.names(plan.key())
                + " FROM "
                + sql.copy()
                + " WHERE "
                + current()
                + ") AND "
                + sameOf("t")
                + " = "
                + sameOf("s")));
  }

  private String sameOf(String alias) {
    return "toString(tuple("
        + tracked.stream().map(n -> alias + "." + Sql.name(n)).collect(Collectors.joining(", "))
        + "))";
  }

  private static String on(PlannedStream plan, String alias) {
    return plan.key().size() == 1
        ? alias + "." + Sql.name(plan.key().get(0))
        : plan.key().stream()
            .map(k -> alias + "." + Sql.name(k))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static List<String> stored(TargetTable existing) {
    return existing.columns().stream()
        .filter(c -> !c.computed())
        .map(TargetTable.Column::name)
        .toList();
  }
}
