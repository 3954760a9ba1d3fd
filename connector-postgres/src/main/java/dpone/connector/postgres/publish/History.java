package dpone.connector.postgres.publish;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Scd2.Validity;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.Place;
import java.util.List;
import java.util.Set;

/**
 * Closes and opens versions.
 *
 * @param validity columns of a version's validity
 * @param tracked columns whose change makes a new version; others are written into the open one
 * @param closesMissing whether keys that are not staged are closed
 */
record History(Validity validity, Set<String> tracked, boolean closesMissing) implements Publisher {
  @Override
  public String text() {
    return "close and open versions";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    staged.refuseDuplicateKeys();
    staged.analyzeStage();
    PlannedStream plan = staged.plan();
    if (plan.existing() != null) {
      staged.refuseDuplicateKeysAtTarget(" WHERE t." + Sql.name(validity.current()));
      refuseToCloseAll(staged);
    }
    return steps(plan, staged.table(), time(staged));
  }

  private void refuseToCloseAll(Staged staged) {
    if (closesMissing
        && staged.rows() == 0
        && !staged
            .session()
            .query("SELECT 1 FROM " + open(staged.plan(), staged.table()) + " LIMIT 1", row -> 1)
            .isEmpty()) {
      throw PgCode.EMPTY_SNAPSHOT
          .error("the snapshot has no row, so that every open version would be closed")
          .at(Place.stream(staged.plan().stream()))
          .remedy("look whether the source is whole; if it is, load once without close_missing")
          .build();
    }
  }

  /** One time for the whole load, later than the start of any open version. */
  private String time(Staged staged) {
    String newest =
        staged.plan().existing() == null
            ? "NULL::timestamptz"
            : "(SELECT max(t."
                + Sql.name(validity.from())
                + ") + interval '1 microsecond' FROM "
                + open(staged.plan(), staged.table())
                + ")";
    return staged.session().value("SELECT greatest(clock_timestamp(), " + newest + ")::text");
  }

  private String open(PlannedStream plan, TableName stage) {
    return new RowSql(plan, stage).target() + " AS t WHERE t." + Sql.name(validity.current());
  }

  List<Step> steps(PlannedStream plan, TableName stage, String time) {
    RowSql rows = new RowSql(plan, stage);
    String at = "TIMESTAMPTZ " + Sql.text(time);
    String update = "UPDATE " + rows.target() + " AS t SET ";
    String close =
        update
            + Sql.name(validity.to())
            + " = "
            + at
            + ", "
            + Sql.name(validity.current())
            + " = false";
    String current = "t." + Sql.name(validity.current());
    String from = " FROM " + stage.sql() + " AS s WHERE " + rows.sameKey() + " AND " + current;
    Steps steps = Steps.afterSchema(plan).lockWriters();
    if (closesMissing) {
      steps.add(
          Role.UPDATE,
          close
              + " WHERE "
              + current
              + " AND NOT EXISTS (SELECT FROM "
              + stage.sql()
              + " AS s WHERE "
              + rows.sameKey()
              + ")");
    }
    List<PlannedColumn> versioned =
        rows.changing().stream().filter(c -> tracked.contains(c.name())).toList();
    List<PlannedColumn> other =
        rows.changing().stream().filter(c -> !tracked.contains(c.name())).toList();
    if (!versioned.isEmpty()) {
      steps.add(Role.UPDATE, close + from + " AND " + RowSql.differs(versioned, RowSql::staged));
    }
    if (!other.isEmpty()) {
      steps.add(
          Role.UPDATE,
          update
              + RowSql.set(other, RowSql::staged)
              + from
              + " AND "
              + RowSql.differs(other, RowSql::staged));
    }
    return steps
        .add(
            Role.INSERT,
            rows.insertInto(", " + Sql.names(validity.names()))
                + "SELECT "
                + rows.values()
                + ", "
                + at
                + ", NULL, true FROM "
                + stage.sql()
                + " AS s WHERE NOT EXISTS (SELECT FROM "
                + open(plan, stage)
                + " AND "
                + rows.sameKey()
                + ")")
        .thenDrop(stage);
  }
}
