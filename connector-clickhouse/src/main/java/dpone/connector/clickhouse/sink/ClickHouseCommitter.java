package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.PlannedStream;
import dpone.connector.clickhouse.sink.CommitPayload.StreamPublish;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fences, stages and publishes one scope. Each stream is published in one step; of several streams
 * some may be published and others not when a run dies, which {@link #probe} tells and {@link
 * #commit} completes.
 */
final class ClickHouseCommitter implements Committer {
  private final Server server;
  private final ConnectorContext context;
  private final LoadRequest request;
  private final LoadPlanner planner;
  private final StageNames names;
  private final LoadLog log;
  private final StageTables tables;
  private final Evidence evidence;
  private @Nullable List<PlannedStream> staged;
  private long fenced;

  ClickHouseCommitter(
      Server server, ConnectorContext context, Options options, LoadRequest request) {
    this.server = server;
    this.context = context;
    this.request = request;
    this.planner = new LoadPlanner(server, options, request);
    this.names = StageNames.of(request.pipeline(), request.scope());
    List<TableName> targets =
        request.streams().stream().map(s -> server.settings().table(s.target())).toList();
    this.log =
        new LoadLog(
            server,
            options
                .findString(SinkOptions.META_DATABASE)
                .orElseGet(() -> targets.get(0).database()),
            request.pipeline(),
            request.scope());
    this.tables =
        new StageTables(
            server,
            names,
            targets.stream().map(planner::stageDatabase).distinct().toList(),
            options.findString(SinkOptions.CLUSTER).orElse(""));
    this.evidence = new Evidence(new TableStates(server));
  }

  @Override
  public long generation() {
    return log.exists() ? log.generation() : 0;
  }

  @Override
  public void fence(long generation) {
    log.ensure();
    log.record(LoadLog.FENCED, generation, "", "", JSON.object());
    refuseNewer(generation);
    List<LoadLog.Event> open = log.open();
    // What can be seen now cannot be seen any more when the copies are gone.
    for (LoadLog.Event event : open) {
      if (event.name().equals(LoadLog.INTENDED)
          && evidence.of(target(event.stream()), List.of(event)) == Evidence.Seen.PUBLISHED) {
        log.record(LoadLog.PUBLISHED, generation, event.loadId(), event.stream(), event.detail());
      }
    }
    tables.takeOver(
        generation, open.stream().map(LoadLog.Event::loadId).collect(Collectors.toSet()));
    fenced = generation;
  }

  private TableName target(String stream) {
    return request.streams().stream()
        .filter(s -> s.stream().equals(stream))
        .findFirst()
        .map(planner::published)
        .orElseGet(() -> new TableName("", ""));
  }

  private void refuseNewer(long generation) {
    long newest = log.generation();
    if (newest > generation) {
      throw ChCode.FENCED
          .error(
              "generation "
                  + generation
                  + " of "
                  + request.pipeline()
                  + "/"
                  + request.scope()
                  + " is older than "
                  + newest
                  + ", which the target has seen")
          .build();
    }
  }

  @Override
  public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
    log.ensure();
    List<LoadLog.Event> events = log.of(loadId);
    if (events.stream().anyMatch(e -> e.name().equals(LoadLog.COMMITTED))) {
      return CommitOutcome.COMMITTED;
    }
    boolean intended = events.stream().anyMatch(e -> e.name().equals(LoadLog.INTENDED));
    if (message == null || !intended) {
      return CommitOutcome.NOT_COMMITTED;
    }
    boolean published = false;
    for (StreamPublish stream : CommitPayload.decode(message.payload()).streams()) {
      switch (evidence.of(stream.target(), of(events, stream.stream()))) {
        case PUBLISHED -> published = true;
        case UNKNOWN -> {
          return CommitOutcome.UNKNOWN;
        }
        case NOT_PUBLISHED -> {}
      }
    }
    return published ? CommitOutcome.IN_PROGRESS : CommitOutcome.NOT_COMMITTED;
  }

  private static List<LoadLog.Event> of(List<LoadLog.Event> events, String stream) {
    return events.stream().filter(e -> e.stream().equals(stream)).toList();
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    log.ensure();
    List<PlannedStream> streams = request.streams().stream().map(planner::plan).toList();
    if (!ClickHouseSink.plan(streams).equals(plan)) {
      throw ChCode.PLAN_CHANGED.error("the target changed after the load was planned").build();
    }
    // What an earlier load left open was settled before this one began, as far as anybody can.
    tables.list(generation).forEach(table -> tables.drop(table.name()));
    Map<String, StagePayload.Stage> stages = new LinkedHashMap<>();
    for (int i = 0; i < streams.size(); i++) {
      PlannedStream stream = streams.get(i);
      TableName table = stage(stream, generation, i);
      for (String statement :
          stream.publisher().createStage(stream, table, StageTables.comment(loadId.value()))) {
        server.execute(statement);
      }
      stages.put(stream.stream(), StagePayload.Stage.of(table, stream));
    }
    staged = streams;
    return new StageHandle(loadId, generation, new StagePayload(stages).encode());
  }

  private TableName stage(PlannedStream stream, long generation, int index) {
    return names.stage(planner.stageDatabase(stream.target()), generation, index);
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    List<PlannedStream> streams = staged;
    if (streams == null) {
      throw new IllegalStateException("prepare() before stage()");
    }
    StageCheck check = new StageCheck(server, tables);
    List<StreamPublish> publishes = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < streams.size(); i++) {
      PlannedStream stream = streams.get(i);
      TableName table = stage(stream, stage.generation(), i);
      StreamPublish publish =
          check.prepare(
              stream,
              table,
              receipts.stream().filter(r -> r.stream().equals(stream.stream())).toList());
      rows += publish.rows();
      publishes.add(publish);
    }
    return new CommitMessage(
        stage.loadId(), stage.generation(), rows, new CommitPayload(publishes).encode());
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    if (state.isPresent()) {
      throw new IllegalArgumentException("this sink keeps no state");
    }
    CommitPayload payload = CommitPayload.decode(message.payload());
    String loadId = message.loadId().value();
    long generation = Math.max(fenced, message.generation());
    log.ensure();
    List<LoadLog.Event> events = log.of(message.loadId());
    for (LoadLog.Event event : events) {
      if (event.name().equals(LoadLog.COMMITTED)) {
        return receipt(message.loadId(), event.detail());
      }
    }
    refuseNewer(generation);
    StreamPublishing publishing = new StreamPublishing(server, context, log, tables);
    ObjectNode detail = JSON.object();
    ObjectNode counts = detail.putObject("streams");
    List<String> notes = new ArrayList<>();
    for (StreamPublish stream : payload.streams()) {
      List<LoadLog.Event> mine = of(events, stream.stream());
      switch (evidence.of(stream.target(), mine)) {
        case PUBLISHED ->
            counts.set(stream.stream(), Counts.decode(mine.get(mine.size() - 1).detail()).encode());
        case UNKNOWN ->
            throw ChCode.COMMIT_UNKNOWN
                .error(
                    "something else took the place of "
                        + stream.target()
                        + " after load "
                        + loadId
                        + " began to be published")
                .build();
        case NOT_PUBLISHED -> {
          StreamPublishing.Done done =
              publishing.publish(
                  loadId,
                  generation,
                  stream,
                  now(stream.stage(), generation),
                  UUID.randomUUID().toString().substring(0, 8),
                  () -> refuseNewer(generation));
          counts.set(stream.stream(), done.counts().encode());
          if (!done.note().isEmpty()) {
            notes.add(done.note());
          }
        }
      }
      stream.after().forEach(server::execute);
    }
    detail.set("notes", JSON.texts(notes));
    log.record(LoadLog.COMMITTED, generation, loadId, "", detail);
    dropTables(generation);
    return receipt(message.loadId(), detail);
  }

  /** The load is recorded: tables that stay now are removed by the next run. */
  private void dropTables(long generation) {
    try {
      tables.list(generation).forEach(table -> tables.drop(table.name()));
    } catch (DponeException failure) {
      context
          .logger()
          .log(System.Logger.Level.WARNING, "stages are left behind: " + failure.oneLine());
    }
  }

  /** A stage that a newer generation took over has another name. */
  private TableName now(TableName stage, long generation) {
    TableName moved = new TableName(stage.database(), names.moved(stage.name(), generation));
    return new TableStates(server).uuid(moved).isEmpty() ? stage : moved;
  }

  private static CommitReceipt receipt(LoadId loadId, JsonNode detail) {
    Map<String, Long> inserted = new LinkedHashMap<>();
    Map<String, Long> updated = new LinkedHashMap<>();
    Map<String, Long> deleted = new LinkedHashMap<>();
    detail
        .path("streams")
        .properties()
        .forEach(e -> {
          Counts counts = Counts.decode(e.getValue());
          inserted.put(e.getKey(), counts.inserted());
          updated.put(e.getKey(), counts.updated());
          deleted.put(e.getKey(), counts.deleted());
        });
    return new CommitReceipt(loadId, inserted, updated, deleted, JSON.list(detail, "notes"));
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    if (!log.exists()) {
      return;
    }
    boolean intended = log.of(loadId).stream().anyMatch(e -> e.name().equals(LoadLog.INTENDED));
    if (intended) {
      log.record(LoadLog.ABANDONED, generation, loadId.value(), "", JSON.object());
    }
    tables.list(Math.max(fenced, generation)).forEach(table -> tables.drop(table.name()));
  }

  @Override
  public void close() {
    // Every call ends with the server's, which the sink closes.
  }
}
