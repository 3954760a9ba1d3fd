package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.keep.TableKeep;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target is emptied and filled from the stage, in one transaction. */
final class Empty implements Publisher {
  /** How a table is emptied. */
  enum By {
    /** At once; refused where foreign keys refer to the table. */
    TRUNCATE,
    /** Row by row; foreign keys that refer to the rows decide. */
    DELETE
  }

  private final By by;

  Empty(By by) {
    this.by = by;
  }

  @Override
  public String text() {
    return switch (by) {
      case TRUNCATE -> "truncate_insert";
      case DELETE -> "delete_insert";
    };
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    if (!plan.key().isEmpty()) {
      staged.refuseDuplicateKeys();
    }
    staged.analyzeStage();
    String check =
        plan.existing() == null
            ? null
            : new TableKeep(staged.session(), plan.existing().relation().oid(), Swap.NEW_TABLE)
                .shapeUnchanged();
    return steps(plan, staged.table(), check);
  }

  List<Step> steps(PlannedStream plan, TableName stage, @Nullable String check) {
    Steps steps = Steps.of(plan);
    TargetTable existing = plan.existing();
    if (existing != null && check != null) {
      String rows = (existing.relation().kind() == 'r' ? "ONLY " : "") + plan.target().sql();
      steps.add(Role.MOVE, "LOCK TABLE " + rows + " IN ACCESS EXCLUSIVE MODE");
      steps.add(Role.CHECK, check);
      // Before its columns change, so that there is no row to write again.
      switch (by) {
        case TRUNCATE -> steps.add(Role.MOVE, "TRUNCATE TABLE " + rows);
        case DELETE -> {
          steps.add(Role.MOVE, "SET CONSTRAINTS ALL DEFERRED");
          steps.add(Role.MOVE, "DELETE FROM " + rows);
        }
      }
    }
    plan.ddl().forEach(ddl -> steps.add(Role.SCHEMA, ddl));
    return steps.add(Role.INSERT_ALL, new RowSql(plan, stage).insertAll()).thenDrop(stage);
  }
}
