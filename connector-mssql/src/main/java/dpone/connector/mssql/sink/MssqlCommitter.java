package dpone.connector.mssql.sink;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.error.MsErrors;
import dpone.connector.mssql.publish.StageSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.SwitchSql;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.state.AppLock;
import dpone.connector.mssql.state.MetaSchema;
import dpone.connector.mssql.state.StateOptions;
import dpone.connector.mssql.state.StateSql;
import dpone.connector.mssql.state.StateWrite;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fences, stages and publishes one scope. Every publish is one transaction of the target's database
 * that also carries the fence, the load id and, if asked, the state.
 */
final class MssqlCommitter implements Committer {
  private static final long LOCK_MILLIS = 60_000;

  private final Sessions sessions;
  private final ConnectorContext context;
  private final Options options;
  private final LoadRequest request;
  private final String metaSchema;
  private final String stageSchema;
  private final LoadSql sql;
  private final String prefix;
  private @Nullable List<PlannedStream> staged;
  private volatile @Nullable MsSession current;

  MssqlCommitter(
      Sessions sessions, ConnectorContext context, Options options, LoadRequest request) {
    this.sessions = sessions;
    this.context = context;
    this.options = options;
    this.request = request;
    this.metaSchema = options.string(StateOptions.META_SCHEMA);
    this.stageSchema = options.string(SinkOptions.STAGE_SCHEMA);
    this.sql = new LoadSql(metaSchema);
    this.prefix = StageSql.prefix(request.pipeline(), request.scope());
  }

  @Override
  public long generation() {
    return ask(session ->
        MetaSchema.exists(session, metaSchema, LoadSql.tables())
            ? session
                .first(sql.generation(), row -> row.getLong(1), request.pipeline(), request.scope())
                .orElse(0L)
            : 0L);
  }

  @Override
  public void fence(long generation) {
    long newest =
        ask(session -> {
          MetaSchema.ensure(session, metaSchema, LoadSql.tables(), sql.ddl());
          return inTransaction(session, "raising the fence", () -> raise(session, generation));
        });
    if (newest > generation) {
      throw fenced(generation, newest);
    }
  }

  private long raise(MsSession session, long generation) {
    // The same lock that a publish holds to its end: what is under way has happened or never will.
    AppLock.take(session, LOCK_MILLIS, "publish", request.pipeline(), request.scope());
    Optional<Long> raised =
        session.first(
            sql.raise(),
            row -> row.getLong(1),
            generation,
            generation,
            request.pipeline(),
            request.scope());
    if (raised.isEmpty()) {
      session.update(sql.make(), request.pipeline(), request.scope(), generation);
    }
    return raised.orElse(generation);
  }

  private DponeException fenced(long generation, long newest) {
    return MsCode.FENCED
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

  @Override
  public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
    return ask(session -> {
      MetaSchema.ensure(session, metaSchema, LoadSql.tables(), sql.ddl());
      session.begin();
      try {
        // Waits for a commit that is still on its way, so that the answer is final.
        AppLock.take(session, LOCK_MILLIS, "publish", request.pipeline(), request.scope());
        return session.valueOrNull(sql.find(), loadId.value()) == null
            ? CommitOutcome.NOT_COMMITTED
            : CommitOutcome.COMMITTED;
      } finally {
        session.rollback();
      }
    });
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    return ask(session -> {
      List<PlannedStream> streams =
          MssqlSink.planned(session, sessions.settings(), options, request);
      if (!MssqlSink.plan(streams).equals(plan)) {
        throw MsCode.PLAN_CHANGED.error("the target changed after the load was planned").build();
      }
      MetaSchema.ensure(session, stageSchema, List.of(), List.of());
      dropStages(session, generation);
      Map<String, TableName> raw = new LinkedHashMap<>();
      for (int i = 0; i < streams.size(); i++) {
        TableName table = raw(i, generation);
        session.execute(StageSql.createRaw(table, streams.get(i).staged()));
        SwitchSql switching = streams.get(i).switching(typed(i, generation));
        session.execute(
            switching == null
                ? StageSql.createTyped(typed(i, generation), streams.get(i).typed())
                : switching.createStage());
        raw.put(streams.get(i).stream(), table);
      }
      staged = streams;
      return new StageHandle(loadId, generation, new StagePayload(raw).encode());
    });
  }

  private TableName raw(int stream, long generation) {
    return new TableName(stageSchema, StageSql.raw(prefix, stream, generation));
  }

  private TableName typed(int stream, long generation) {
    return new TableName(stageSchema, StageSql.typed(prefix, stream, generation));
  }

  private TableName net(int stream, long generation) {
    return new TableName(stageSchema, StageSql.net(prefix, stream, generation));
  }

  private void dropStages(MsSession session, long upTo) {
    String pattern = prefix.replace("_", "!_") + "%";
    for (String name :
        session.query(StageSql.list(), row -> row.getString(1), stageSchema, pattern)) {
      long generation = StageSql.generation(prefix, name);
      if (generation >= 0 && generation <= upTo) {
        session.execute(StageSql.drop(new TableName(stageSchema, name)));
      }
    }
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    List<PlannedStream> streams = staged;
    if (streams == null) {
      throw new IllegalStateException("prepare() before stage()");
    }
    return ask(session -> {
      List<Step> steps = new ArrayList<>();
      Map<String, Long> rows = new LinkedHashMap<>();
      Map<String, Long> rejected = new LinkedHashMap<>();
      for (int i = 0; i < streams.size(); i++) {
        PlannedStream stream = streams.get(i);
        long acknowledged =
            receipts.stream()
                .filter(r -> r.stream().equals(stream.stream()))
                .mapToLong(WriteReceipt::rows)
                .sum();
        Staged checked =
            new Staged(
                session,
                request.streams().get(i),
                stream,
                raw(i, stage.generation()),
                typed(i, stage.generation()),
                net(i, stage.generation()));
        rows.put(stream.stream(), checked.check(acknowledged));
        rejected.put(stream.stream(), 0L);
        steps.addAll(checked.steps());
      }
      return new CommitMessage(
          stage.loadId(),
          stage.generation(),
          rows.values().stream().mapToLong(Long::longValue).sum(),
          rejected,
          new CommitPayload(steps, rows, fingerprint(streams)).encode());
    });
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    CommitPayload payload = CommitPayload.decode(message.payload());
    return ask(session -> {
      StateSql stateSql = new StateSql(metaSchema);
      if (state.isPresent()) {
        MetaSchema.ensure(session, metaSchema, StateSql.tables(), stateSql.ddl());
      }
      session.begin();
      try {
        AppLock.take(session, LOCK_MILLIS, "publish", request.pipeline(), request.scope());
        long newest =
            session
                .first(sql.lock(), row -> row.getLong(1), request.pipeline(), request.scope())
                .orElse(0L);
        String done = session.valueOrNull(sql.find(), message.loadId().value());
        if (done != null) {
          session.rollback();
          return Counts.decode(done).receipt(message.loadId());
        }
        if (newest != message.generation()) {
          throw fenced(message.generation(), newest);
        }
        refuseDrift(session, payload);
        Counts counts = publish(session, payload);
        session.update(
            sql.record(),
            message.loadId().value(),
            request.pipeline(),
            request.scope(),
            message.generation(),
            message.rows(),
            counts.encode());
        state.ifPresent(s -> {
          StateWrite.write(
              session, stateSql, s.key(), s.expectedRevision(), s.document(), s.lease());
          context.reached(Boundary.MID_STATE_WRITE);
        });
        commit(session, message);
        return counts.receipt(message.loadId());
      } catch (RuntimeException | Error failure) {
        session.rollback();
        throw failure;
      }
    });
  }

  /** The statements were made for the target as it was; somebody may have altered it since. */
  private void refuseDrift(MsSession session, CommitPayload payload) {
    if (payload.plan().isEmpty()) {
      return;
    }
    List<PlannedStream> now = MssqlSink.planned(session, sessions.settings(), options, request);
    if (!fingerprint(now).equals(payload.plan())) {
      throw MsCode.PLAN_CHANGED.error("the target changed after the load was staged").build();
    }
  }

  private static String fingerprint(List<PlannedStream> streams) {
    StringBuilder all = new StringBuilder(MssqlSink.plan(streams).toString());
    for (PlannedStream stream : streams) {
      if (stream.switched() != null) {
        all.append(stream.switched());
      }
    }
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Counts publish(MsSession session, CommitPayload payload) {
    Counts counts = new Counts();
    for (Map.Entry<String, Long> stream : payload.rows().entrySet()) {
      boolean moved =
          payload.steps().stream()
              .noneMatch(s ->
                  s.stream().equals(stream.getKey())
                      && (s.counts() == Step.Counts.INSERTED || s.counts() == Step.Counts.ALL));
      counts.inserted(stream.getKey(), moved ? stream.getValue() : 0);
      counts.updated(stream.getKey(), 0);
    }
    for (Step step : payload.steps()) {
      switch (step.counts()) {
        case NONE -> session.execute(step.sql());
        case INSERTED -> counts.inserted(step.stream(), session.update(step.sql()));
        case UPDATED -> counts.updated(step.stream(), session.update(step.sql()));
        case DELETED -> counts.deleted(step.stream(), session.update(step.sql()));
        case REPLACED -> counts.deleted(step.stream(), replaced(session, step));
        case ALL -> {
          long[] all =
              session
                  .first(
                      step.sql(),
                      row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                  .orElseThrow();
          counts.inserted(step.stream(), all[0]);
          counts.updated(step.stream(), all[1]);
          counts.deleted(step.stream(), all[2]);
        }
      }
      context.reached(step.defines() ? Boundary.DURING_SCHEMA_CHANGE : Boundary.DURING_SWAP);
    }
    return counts;
  }

  private static long replaced(MsSession session, Step step) {
    long[] rows =
        session.first(step.sql(), row -> new long[] {row.getLong(1), row.getLong(2)}).orElseThrow();
    if (rows[1] > 0) {
      throw MsCode.PLAN_CHANGED
          .error(
              rows[1]
                  + " rows would have been lost: the target or the bounds of its partitions changed"
                  + " after the load was staged")
          .at(Place.stream(step.stream()))
          .build();
    }
    return rows[0];
  }

  private static void commit(MsSession session, CommitMessage message) {
    try {
      session.commit();
    } catch (SQLException failure) {
      if (MsErrors.lostContact(failure)) {
        throw MsCode.COMMIT_UNKNOWN
            .error("the connection broke while load " + message.loadId() + " was being committed")
            .cause(failure)
            .build();
      }
      throw session.failure(failure, "committing load " + message.loadId(), null);
    }
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    try (MsSession session = sessions.openForCleanup()) {
      dropStages(session, generation);
    }
  }

  private static <T> T inTransaction(
      MsSession session, String doing, java.util.function.Supplier<T> change) {
    session.begin();
    T result;
    try {
      result = change.get();
    } catch (RuntimeException | Error failure) {
      session.rollback();
      throw failure;
    }
    try {
      session.commit();
      return result;
    } catch (SQLException failure) {
      throw session.failure(failure, doing, null);
    }
  }

  private <T> T ask(Function<MsSession, T> question) {
    try (MsSession session = sessions.open()) {
      current = session;
      return question.apply(session);
    } finally {
      current = null;
    }
  }

  @Override
  public void close() {
    MsSession open = current;
    if (open != null) {
      open.close();
    }
  }
}
