package dpone.connector.clickhouse.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.CopySql;
import dpone.connector.clickhouse.publish.Step;
import dpone.connector.clickhouse.sink.CommitPayload.StreamPublish;
import dpone.connector.clickhouse.sink.TableStates.Written;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one stream: makes the copy, records that it is about to take the target's place, and
 * puts it there in one step. Until that step nothing has happened, so that all before it may be
 * done again.
 */
final class StreamPublishing {
  /** Settings under which statements on the copy do what they say before they answer. */
  private static final Map<String, String> FIRMLY =
      Map.of(
          "mutations_sync", "2",
          "lightweight_deletes_sync", "2",
          "async_insert", "0",
          "insert_null_as_default", "0",
          "throw_on_max_partitions_per_insert_block", "0",
          "max_table_size_to_drop", "0",
          "max_partition_size_to_drop", "0");

  private final Server server;
  private final ConnectorContext context;
  private final LoadLog log;
  private final TableStates states;
  private final StageTables tables;

  StreamPublishing(Server server, ConnectorContext context, LoadLog log, StageTables tables) {
    this.server = server;
    this.context = context;
    this.log = log;
    this.tables = tables;
    this.states = new TableStates(server);
  }

  /**
   * What becomes of one stream.
   *
   * @param counts what the publish did
   * @param note what the user should know; empty if nothing
   */
  record Done(Counts counts, String note) {}

  /**
   * Publishes.
   *
   * @param stage the stage under the name it has now
   * @param attempt tells the copies of one load apart, so that a late exchange of an earlier one
   *     finds nothing
   * @param guard refuses when a newer generation has taken over
   */
  Done publish(
      String loadId,
      long generation,
      StreamPublish plan,
      TableName stage,
      String attempt,
      Runnable guard) {
    TableName copy = new TableName(stage.database(), StageNames.copyOf(stage).name() + attempt);
    try {
      return publish(loadId, generation, plan, stage, copy, guard);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(plan.stream()));
    }
  }

  private Done publish(
      String loadId,
      long generation,
      StreamPublish plan,
      TableName stage,
      TableName copy,
      Runnable guard) {
    String before = states.uuid(plan.target());
    if (before.isEmpty() != plan.creates()) {
      throw ChCode.PLAN_CHANGED
          .error(
              "the target "
                  + plan.target()
                  + (before.isEmpty() ? " is gone" : " was made by somebody else"))
          .build();
    }
    Written written = plan.creates() ? Written.NOTHING : states.written(plan.target());
    Counts counts = make(plan, stage, copy);
    guard.run();
    if (!plan.creates()
        && (!states.uuid(plan.target()).equals(before)
            || written.before(states.written(plan.target())))) {
      tables.drop(copy);
      throw ChCode.TARGET_WRITTEN.error("another writer changed " + plan.target()).build();
    }
    ObjectNode detail = counts.encode();
    detail.put("copy", states.uuid(copy)).put("before", before);
    detail.put("name", copy.name()).put("database", copy.database());
    log.record(LoadLog.INTENDED, generation, loadId, plan.stream(), detail);
    context.reached(Boundary.DURING_SWAP);
    exchange(plan, copy);
    context.reached(Boundary.DURING_SWAP);
    String note = "";
    if (!plan.creates() && written.before(states.written(copy))) {
      // The table that was replaced has more in it than the copy was made of.
      TableName kept =
          new TableName(
              copy.database(), plan.target().name() + "_dpone_replaced_" + loadId.substring(0, 8));
      server.execute(
          "RENAME TABLE " + copy.sql() + " TO " + kept.sql() + CopySql.onCluster(plan.cluster()));
      note =
          "another writer changed "
              + plan.target()
              + " in the moment of the exchange: its rows are in "
              + kept
              + " and not in the target";
    }
    return new Done(counts, note);
  }

  private void exchange(StreamPublish plan, TableName copy) {
    String cluster = CopySql.onCluster(plan.cluster());
    String sql =
        plan.creates()
            ? "RENAME TABLE " + copy.sql() + " TO " + plan.target().sql() + cluster
            : "EXCHANGE TABLES " + copy.sql() + " AND " + plan.target().sql() + cluster;
    try {
      server.execute(sql);
    } catch (DponeException failure) {
      if (failure.category() == ErrorCategory.TRANSIENT) {
        throw ChCode.COMMIT_UNKNOWN
            .error("the answer to the exchange of " + plan.target() + " was lost")
            .cause(failure)
            .build();
      }
      throw failure;
    }
  }

  private Counts make(StreamPublish plan, TableName stage, TableName copy) {
    tables.drop(copy);
    // Without its closing quote, so that names that begin with it are found, too.
    String namedCopy = open(StageNames.copyOf(plan.stage()));
    long inserted = 0;
    long updated = 0;
    long deleted = 0;
    long rows = 0;
    @Nullable Counts told = null;
    List<Step> steps = plan.steps();
    for (Step step : steps) {
      String statement =
          step.sql().replace(namedCopy, open(copy)).replace(plan.stage().sql(), stage.sql());
      if (step.role() == Step.Role.REFUSE) {
        String found = server.value(statement);
        if (!found.equals("0")) {
          throw ChCode.CHANGES_UNFIT
              .error(found + " changes leave out cells of rows that the target does not have")
              .build();
        }
        continue;
      }
      if (step.role() == Step.Role.COUNT) {
        told = Counts.of(server.rows(statement).get(0));
        continue;
      }
      server.execute(statement, FIRMLY);
      if (step.role() == Step.Role.MAKE || step.role() == Step.Role.SCHEMA) {
        context.reached(
            step.role() == Step.Role.SCHEMA ? Boundary.DURING_SCHEMA_CHANGE : Boundary.DURING_SWAP);
        continue;
      }
      long now = states.rows(copy);
      switch (step.role()) {
        case BASE, RESTORE, CHANGE -> {}
        case KEEP -> updated += states.rows(plan.target()) - now;
        case SUPERSEDE -> updated += rows - now;
        case DELETE -> {
          deleted += rows - now;
          if (step.atMost() >= 0 && rows - now > step.atMost()) {
            throw ChCode.TOO_MANY_DELETES
                .error(
                    (rows - now)
                        + " rows would be deleted, "
                        + step.atMost()
                        + " were found when the stage was checked")
                .build();
          }
        }
        case ADD -> inserted += now - rows;
        case ADD_ALL -> {
          if (plan.exact() && now - rows != plan.rows()) {
            throw ChCode.ROWS_DROPPED
                .error("the copy took " + (now - rows) + " of " + plan.rows() + " rows")
                .build();
          }
          inserted += plan.rows();
        }
        case MAKE, SCHEMA, REFUSE, COUNT -> throw new IllegalStateException("counted above");
      }
      rows = now;
      context.reached(Boundary.DURING_SWAP);
    }
    return told != null ? told : new Counts(Math.max(0, inserted - updated), updated, deleted);
  }

  private static String open(TableName name) {
    String sql = name.sql();
    return sql.substring(0, sql.length() - 1);
  }
}
