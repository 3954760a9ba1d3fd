package dpone.connector.postgres.sink;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Step;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;

/**
 * Runs the steps by which a load is published, and counts what they did.
 *
 * @param sessions to name who holds a lock
 * @param context hears each boundary between two steps
 */
record PublishSteps(Sessions sessions, ConnectorContext context) {

  /**
   * Runs the steps of a load in their order.
   *
   * @param session inside of the publishing transaction
   */
  Counts run(PgSession session, CommitPayload payload) {
    Counts counts = new Counts();
    payload
        .rows()
        .forEach((stream, rows) -> {
          boolean moved =
              payload.steps().stream()
                  .noneMatch(s -> s.stream().equals(stream) && s.role().counts());
          counts.inserted(stream, moved ? rows : 0);
          counts.updated(stream, 0);
        });
    for (int i = 0; i < payload.steps().size(); i++) {
      Step step = payload.steps().get(i);
      run(session, step, counts, payload.rows().getOrDefault(step.stream(), 0L));
      if (i + 1 < payload.steps().size()) {
        context.reached(
            step.role() == Step.Role.SCHEMA ? Boundary.DURING_SCHEMA_CHANGE : Boundary.DURING_SWAP);
      }
    }
    return counts;
  }

  private void run(PgSession session, Step step, Counts counts, long staged) {
    try {
      switch (step.role()) {
        case SCHEMA, MOVE -> session.execute(step.sql());
        case CHECK -> {
          String changed = session.withCatalogPath(() -> session.valueOrNull(step.sql()));
          if (changed != null) {
            throw PgCode.PLAN_CHANGED
                .error("the target changed after the load was planned: " + changed)
                .build();
          }
        }
        case INSERT -> counts.inserted(step.stream(), session.update(step.sql()));
        case INSERT_ALL -> {
          long taken = session.update(step.sql());
          if (taken != staged) {
            throw PgCode.ROWS_DROPPED
                .error("the target took " + taken + " of " + staged + " rows")
                .build();
          }
          counts.inserted(step.stream(), taken);
        }
        case UPDATE -> counts.updated(step.stream(), session.update(step.sql()));
        case DELETE -> counts.deleted(step.stream(), bounded(step, session.update(step.sql())));
        case COUNT ->
            session.query(
                step.sql(),
                row -> {
                  counts.inserted(step.stream(), row.getLong(1));
                  counts.updated(step.stream(), row.getLong(2));
                  counts.deleted(step.stream(), row.getLong(3));
                  return true;
                });
        case GUARD ->
            session
                .first(step.sql(), row -> String.valueOf(row.getString(1)))
                .ifPresent(why -> {
                  throw PgCode.PLAN_CHANGED.error(why).build();
                });
        case NOTE -> counts.note(step.sql());
        case UPSERT ->
            session.query(
                step.sql(),
                row -> {
                  counts.inserted(step.stream(), row.getLong(1));
                  counts.updated(step.stream(), row.getLong(2));
                  return true;
                });
        case UPSERT_UNCOUNTED -> {
          session.update(step.sql());
          counts.unknown(step.stream());
        }
      }
    } catch (DponeException failure) {
      throw LockHolders.named(sessions, step, failure).at(Place.stream(step.stream()));
    }
  }

  /** Somebody may have changed the target since the stage was checked against it. */
  private static long bounded(Step step, long rows) {
    if (step.atMost() >= 0 && rows > step.atMost()) {
      throw PgCode.TOO_MANY_DELETES
          .error(rows + " rows would be deleted, at most " + step.atMost() + " may be")
          .build();
    }
    return rows;
  }
}
