package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;
import java.util.List;

/** What several modes ask of a target. */
final class Targets {
  private Targets() {}

  /** The way into a table that does not exist: the stage itself, unless its types differ. */
  static Choice created(Situation situation) {
    return situation.columns().stream().anyMatch(PlannedColumn::isCast)
        ? Choice.of(new Insert(), "publish: insert, since the target does not exist yet")
        : Choice.of(
            new NewTable(), "publish: the stage becomes the target, which does not exist yet");
  }

  /** Refuses a target of which the user does not see, and cannot change, every row. */
  static void refuseRowSecurity(Situation situation) {
    TargetTable existing = situation.existing();
    if (existing != null
        && situation
            .session()
            .value("SELECT row_security_active(?::oid)", existing.relation().oid())
            .equals("t")) {
      throw PgCode.ROW_SECURITY
          .error("row level security of " + situation.target() + " applies to the user")
          .at(Place.stream(situation.load().stream()))
          .build();
    }
  }

  /**
   * Refuses a target whose rows other tables refer to, and that are to be deleted and made anew.
   */
  static void refuseReferenced(Situation situation) {
    TargetTable existing = situation.existing();
    if (existing != null && existing.referenced()) {
      throw PgCode.TARGET_REFERENCED
          .error("other tables refer to " + situation.target() + " by foreign keys")
          .at(Place.stream(situation.load().stream()))
          .build();
    }
  }

  /** Foreign keys by which a delete at the target would change other tables. */
  static List<String> cascades(Situation situation) {
    TargetTable existing = situation.existing();
    return existing == null
        ? List.of()
        : situation
            .session()
            .query(
                "SELECT DISTINCT conrelid::regclass::text FROM pg_catalog.pg_constraint"
                    + " WHERE confrelid = ? AND contype = 'f' AND confdeltype IN ('c', 'n', 'd')"
                    + " ORDER BY 1",
                row -> row.getString(1),
                existing.relation().oid());
  }
}
