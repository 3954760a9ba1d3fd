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
    staged.analyzeStage();
    return Steps.of(staged.plan())
        .note(staged.sizes())
        .followedBy(steps(staged.plan(), staged.table()));
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    Steps steps = Steps.afterSchema(plan).lockWriters();
    if (!rows.changing().isEmpty()) {
      steps.add(Role.UPDATE, rows.updateChanged());
    }
    steps.add(Role.INSERT, rows.insertMissing());
    return steps.thenDrop(stage);
  }
}
