package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By MERGE: one look at the target, by whichever join the server finds best.
 *
 * @param tells whether the server tells what became of each row
 */
record MergeInto(boolean tells) implements Publisher {
  @Override
  public String text() {
    return "merge";
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
    List<PlannedColumn> columns = plan.published();
    String merge =
        "MERGE INTO "
            + rows.target()
            + " AS t USING "
            + stage.sql()
            + " AS s ON "
            + rows.sameKey()
            + (rows.changing().isEmpty()
                ? ""
                : " WHEN MATCHED AND "
                    + rows.differs(RowSql::staged)
                    + " THEN UPDATE SET "
                    + rows.set(RowSql::staged))
            + " WHEN NOT MATCHED THEN INSERT ("
            + columns.stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "))
            + ") "
            + rows.overriding()
            + "VALUES ("
            + rows.values()
            + ")";
    Steps steps = Steps.afterSchema(plan).lockWriters();
    if (tells) {
      steps.add(
          Role.UPSERT,
          "WITH merged AS ("
              + merge
              + " RETURNING merge_action() AS what) SELECT count(*) FILTER (WHERE what = 'INSERT'),"
              + " count(*) FILTER (WHERE what = 'UPDATE') FROM merged");
    } else {
      steps.add(Role.UPSERT_UNCOUNTED, merge);
    }
    return steps.thenDrop(stage);
  }
}
