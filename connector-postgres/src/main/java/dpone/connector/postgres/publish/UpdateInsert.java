package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** By key without a unique index, other writers kept out. */
final class UpdateInsert implements Publisher {
  @Override
  public String text() {
    return "update, then insert";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    staged.refuseDuplicateKeys();
    staged.analyze();
    return steps(staged.plan(), staged.table());
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    String target = plan.target().sql();
    Steps steps = Steps.afterSchema(plan);
    steps.add(Role.MOVE, "LOCK TABLE " + target + " IN SHARE ROW EXCLUSIVE MODE");
    if (!rows.changing().isEmpty()) {
      steps.add(
          Role.UPDATE,
          "UPDATE "
              + target
              + " AS t SET "
              + rows.set(RowSql::staged)
              + " FROM "
              + stage.sql()
              + " AS s WHERE "
              + rows.sameKey()
              + " AND "
              + rows.differs(RowSql::staged));
    }
    steps.add(
        Role.INSERT,
        rows.insertAll()
            + " WHERE NOT EXISTS (SELECT FROM "
            + target
            + " AS t WHERE "
            + rows.sameKey()
            + ")");
    return steps.thenDrop(stage);
  }
}
