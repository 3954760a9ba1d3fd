package dpone.connector.postgres.publish;

import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** One way in which a stage becomes the target. Immutable. */
public interface Publisher {
  /** The name in plans, such as {@code swap}. */
  String text();

  /** The statement that makes the empty stage; unlogged unless the stage is to stay. */
  default String createStage(PlannedStream plan, TableName stage) {
    return StageSql.createUnlogged(stage, plan.columns());
  }

  /** Whether every row of the stage has to have a key where the mode has one. */
  default boolean keysAreChecked() {
    return true;
  }

  /**
   * Checks the stage, and makes on it what the publish needs; the target is not touched.
   *
   * @return all statements of the publishing transaction, in order; another process may run them
   * @throws dpone.spi.error.DponeException what keeps the stage from being published
   */
  List<Step> prepare(Staged staged);
}
