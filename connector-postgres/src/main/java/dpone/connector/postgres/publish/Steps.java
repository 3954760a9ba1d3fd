package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.TableName;
import java.util.ArrayList;
import java.util.List;

/** Gathers the statements of one stream. */
final class Steps {
  private final PlannedStream plan;
  private final List<Step> steps = new ArrayList<>();

  private Steps(PlannedStream plan) {
    this.plan = plan;
  }

  static Steps of(PlannedStream plan) {
    return new Steps(plan);
  }

  /** Begins with the changes of the target's schema. */
  static Steps afterSchema(PlannedStream plan) {
    Steps steps = new Steps(plan);
    plan.ddl().forEach(ddl -> steps.add(Role.SCHEMA, ddl));
    return steps;
  }

  Steps add(Role role, String sql) {
    steps.add(new Step(role, plan.stream(), sql));
    return this;
  }

  /** Deletes rows, but not more than that. */
  Steps delete(String sql, long atMost) {
    steps.add(new Step(Role.DELETE, plan.stream(), sql, atMost));
    return this;
  }

  /** A sentence for the receipt. */
  Steps note(String sentence) {
    return add(Role.NOTE, sentence);
  }

  /** Keeps other writers of the target out until the end; readers go on. */
  Steps lockWriters() {
    return plan.existing() == null
        ? this
        : add(Role.MOVE, "LOCK TABLE " + plan.target().sql() + " IN SHARE ROW EXCLUSIVE MODE");
  }

  /** These, then others. */
  List<Step> followedBy(List<Step> others) {
    steps.addAll(others);
    return list();
  }

  List<Step> list() {
    return List.copyOf(steps);
  }

  /** Ends with the removal of the stage. */
  List<Step> thenDrop(TableName stage) {
    return add(Role.MOVE, StageSql.drop(stage)).list();
  }
}
