package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.List;

/** By a unique index of the target. */
final class OnConflict implements Publisher {
  private static String excluded(PlannedColumn column) {
    return "excluded." + Sql.name(column.name());
  }

  @Override
  public String text() {
    return "insert on conflict update";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    staged.refuseDuplicateKeys();
    staged.analyze();
    return steps(staged.plan(), staged.table());
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    Steps steps = Steps.afterSchema(plan);
    String insert = rows.insertAll() + " ON CONFLICT (" + Sql.names(plan.key()) + ") ";
    if (rows.changing().isEmpty()) {
      return steps.add(Role.INSERT, insert + "DO NOTHING").thenDrop(stage);
    }
    String upsert =
        insert
            + "DO UPDATE SET "
            + rows.set(OnConflict::excluded)
            + " WHERE "
            + rows.differs(OnConflict::excluded);
    boolean partitioned = plan.existing() != null && plan.existing().relation().kind() == 'p';
    if (partitioned) {
      steps.add(Role.UPSERT_UNCOUNTED, upsert);
    } else {
      // A row that was inserted has no earlier version, hence no xmax.
      steps.add(
          Role.UPSERT,
          "WITH merged AS ("
              + upsert
              + " RETURNING (xmax = 0) AS added) SELECT count(*) FILTER (WHERE added),"
              + " count(*) FILTER (WHERE NOT added) FROM merged");
    }
    return steps.thenDrop(stage);
  }
}
