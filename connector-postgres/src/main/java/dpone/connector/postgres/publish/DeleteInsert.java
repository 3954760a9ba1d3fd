package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** By key: what differs is deleted, and inserted with what is new. */
final class DeleteInsert implements Publisher {
  @Override
  public String text() {
    return "delete what differs, then insert";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    staged.refuseDuplicateKeys();
    staged.analyzeStage();
    return Steps.of(staged.plan())
        .note(staged.sizes())
        .followedBy(steps(staged.plan(), staged.table()));
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    Steps steps = Steps.afterSchema(plan).lockWriters();
    if (!rows.changing().isEmpty()) {
      steps.add(
          Role.DELETE,
          "DELETE FROM "
              + rows.target()
              + " AS t USING "
              + stage.sql()
              + " AS s WHERE "
              + rows.sameKey()
              + " AND "
              + rows.differs(RowSql::staged));
    }
    return steps.add(Role.INSERT, rows.insertMissing()).thenDrop(stage);
  }
}
