package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** The target is emptied and filled from the stage, in one transaction. */
final class TruncateInsert implements Publisher {
  @Override
  public String text() {
    return "truncate_insert";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    if (!staged.plan().key().isEmpty()) {
      staged.refuseDuplicateKeys();
    }
    staged.analyze();
    return steps(staged.plan(), staged.table());
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    Steps steps = Steps.of(plan);
    if (plan.existing() != null) {
      // Before its columns change, so that there is no row to write again.
      boolean parent = plan.existing().relation().kind() == 'r';
      steps.add(Role.MOVE, "TRUNCATE TABLE " + (parent ? "ONLY " : "") + plan.target().sql());
    }
    plan.ddl().forEach(ddl -> steps.add(Role.SCHEMA, ddl));
    return steps.add(Role.INSERT, new RowSql(plan, stage).insertAll()).thenDrop(stage);
  }
}
