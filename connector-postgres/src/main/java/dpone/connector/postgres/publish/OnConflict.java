package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By a unique index of the target.
 *
 * @param count how inserted rows are told from updated ones
 */
record OnConflict(Count count) implements Publisher {
  /** How inserted rows are told from updated ones. */
  enum Count {
    /** A row that was inserted has no earlier version, hence no xmax; not where rows are routed. */
    BY_XMAX,
    /** A row that was inserted has no row before. */
    BY_OLD_ROW,
    /** The server does not tell. */
    NONE
  }

  private static String excluded(PlannedColumn column) {
    return "excluded." + Sql.name(column.name());
  }

  @Override
  public String text() {
    return "insert on conflict update";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    staged.refuseDuplicateKeys();
    staged.analyzeStage();
    return Steps.of(staged.plan())
        .note(staged.sizes())
        .followedBy(steps(staged.plan(), staged.table()));
  }

  List<Step> steps(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    Steps steps = Steps.afterSchema(plan);
    // In the order of the index neighbours share its pages, and the target's as a rule.
    String insert =
        rows.insertAll()
            + " ORDER BY "
            + plan.key().stream().map(k -> "s." + Sql.name(k)).collect(Collectors.joining(", "))
            + " ON CONFLICT ("
            + Sql.names(plan.key())
            + ") ";
    if (rows.changing().isEmpty()) {
      return steps.add(Role.INSERT, insert + "DO NOTHING").thenDrop(stage);
    }
    String upsert =
        insert
            + "DO UPDATE SET "
            + rows.set(OnConflict::excluded)
            + " WHERE "
            + rows.differs(OnConflict::excluded);
    switch (count) {
      case BY_XMAX -> steps.add(Role.UPSERT, counted(upsert, "xmax = 0"));
      case BY_OLD_ROW ->
          steps.add(
              Role.UPSERT, counted(upsert, "old." + Sql.name(plan.key().get(0)) + " IS NULL"));
      case NONE -> steps.add(Role.UPSERT_UNCOUNTED, upsert);
    }
    return steps.thenDrop(stage);
  }

  private static String counted(String upsert, String added) {
    return "WITH merged AS ("
        + upsert
        + " RETURNING ("
        + added
        + ") AS added) SELECT count(*) FILTER (WHERE added),"
        + " count(*) FILTER (WHERE NOT added) FROM merged";
  }
}
