package dpone.connector.postgres.publish;

import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** The stage's rows are added. */
final class Insert implements Publisher {
  @Override
  public String text() {
    return "insert";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    return steps(staged.plan(), staged.table());
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    return Steps.afterSchema(plan)
        .add(Step.Role.INSERT, new RowSql(plan, stage).insertAll())
        .thenDrop(stage);
  }
}
