package dpone.connector.postgres.sink;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.List;
import java.util.Set;

/** What is checked, and made, on a stage before the target changes. */
final class StageCheck {
  private record Count(long rows, long nullKeys) {}

  private final PgSession session;
  private final PlannedStream plan;
  private final TableName stage;

  StageCheck(PgSession session, PlannedStream plan, TableName stage) {
    this.session = session;
    this.plan = plan;
    this.stage = stage;
  }

  void run(long acknowledged) {
    List<String> key = plan.key();
    Count count =
        session
            .first(StageSql.count(stage, key), row -> new Count(row.getLong(1), row.getLong(2)))
            .orElseThrow();
    if (count.rows != acknowledged) {
      throw PgCode.STAGE_ROWS
          .error("the stage holds " + count.rows + " rows, the writers say " + acknowledged)
          .at(Place.stream(plan.stream()))
          .build();
    }
    if (count.nullKeys > 0) {
      throw PgCode.NULL_KEY
          .error(count.nullKeys + " rows have a null in the key (" + String.join(", ", key) + ")")
          .at(Place.field(plan.stream(), String.join(", ", key)))
          .build();
    }
    if (plan.publish() == Publish.SWAP) {
      fixtures();
    }
    if (!key.isEmpty() && !coveredByFixture(key)) {
      refuseDuplicates(key);
    }
    if (plan.publish() != Publish.INSERT) {
      // So that the merge, or whoever reads the swapped table first, is planned on facts.
      session.execute("ANALYZE " + stage.sql());
    }
  }

  /** A unique index that was just made on the stage has looked for duplicates already. */
  private boolean coveredByFixture(List<String> key) {
    return plan.publish() == Publish.SWAP
        && (plan.existing() == null || plan.existing().uniqueKeys().contains(Set.copyOf(key)));
  }

  private void fixtures() {
    try {
      PublishSql.fixtures(plan, stage).forEach(session::execute);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(plan.stream()));
    }
  }

  private void refuseDuplicates(List<String> key) {
    record Duplicate(String key, long rows) {}
    session
        .first(
            StageSql.duplicate(stage, key), row -> new Duplicate(row.getString(1), row.getLong(2)))
        .ifPresent(found -> {
          throw PgCode.DUPLICATE_KEY
              .error(
                  found.rows
                      + " rows of the load have the key ("
                      + String.join(", ", key)
                      + ") = ("
                      + found.key
                      + ")")
              .at(Place.stream(plan.stream()).row(found.key))
              .build();
        });
  }
}
