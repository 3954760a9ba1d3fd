package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.sql.TableName;
import java.util.List;

/**
 * One way in which a stage becomes the target: statements that make a copy of the target with the
 * load in it. The copy then takes the target's place in one step. Immutable.
 */
public interface Publisher {
  /** The name in plans, such as {@code exchange}. */
  String text();

  /** Whether two rows of the stage may not have one key, nor a row a null in it. */
  default boolean checksKeys(PlannedStream plan) {
    return !plan.key().isEmpty();
  }

  /**
   * Whether rows of the copy are deleted by what is in the stage, which a replica on another server
   * does not have.
   */
  default boolean deletesByStage() {
    return false;
  }

  /** The statements that make the empty stage. */
  default List<String> createStage(PlannedStream plan, TableName stage, String comment) {
    return CopySql.createStage(plan, stage, comment);
  }

  /**
   * Checks the stage beyond its keys, and says how the copy is made; the target is not touched.
   *
   * @return all statements on the copy, in order; another process may run them
   * @throws dpone.spi.error.DponeException what keeps the stage from being published
   */
  List<Step> prepare(Staged staged);
}
