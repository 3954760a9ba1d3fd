package dpone.connector.postgres.sink;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.error.PgErrors;
import dpone.connector.postgres.publish.PlannedStream;
import dpone.connector.postgres.publish.StageSql;
import dpone.connector.postgres.publish.Staged;
import dpone.connector.postgres.publish.Step;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.state.MetaSchema;
import dpone.connector.postgres.state.StateOptions;
import dpone.connector.postgres.state.StateSql;
import dpone.connector.postgres.state.StateWrite;
import dpone.spi.context.Boundary;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fences, stages and publishes one scope. Every publish is one transaction of the target's database
 * that also carries the fence, the load id and, if asked, the state.
 */
final class PostgresCommitter implements Committer {
  private final Sessions sessions;
  private final ConnectorContext context;
  private final Options options;
  private final LoadRequest request;
  private final String metaSchema;
  private final String stageSchema;
  private final LoadSql sql;
  private final String prefix;
  private @Nullable List<PlannedStream> staged;
  private volatile @Nullable PgSession current;

  PostgresCommitter(
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
    ask(session -> {
      MetaSchema.ensure(session, metaSchema, LoadSql.tables(), sql.ddl());
      long newest =
          session
              .first(
                  sql.raise(),
                  row -> row.getLong(1),
                  request.pipeline(),
                  request.scope(),
                  generation)
              .orElseThrow();
      if (newest > generation) {
        throw fenced(generation, newest);
      }
      return newest;
    });
  }

  private DponeException fenced(long generation, long newest) {
    return PgCode.FENCED
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
        session.query(sql.lock(), row -> 1, request.pipeline(), request.scope());
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
          PostgresSink.planned(session, sessions.settings(), options, request);
      if (!PostgresSink.plan(streams).equals(plan)) {
        throw PgCode.PLAN_CHANGED.error("the target changed after the load was planned").build();
      }
      MetaSchema.ensure(session, stageSchema, List.of(), List.of());
      dropStages(session, generation);
      makeTypes(session, streams);
      Map<String, StagePayload.Stage> stages = new LinkedHashMap<>();
      for (int i = 0; i < streams.size(); i++) {
        PlannedStream stream = streams.get(i);
        TableName table = table(i, generation);
        session.execute(stream.publisher().createStage(stream, table));
        session.execute(
            StageSql.comment(table, request.pipeline(), request.scope(), loadId.value()));
        stages.put(stream.stream(), StagePayload.Stage.of(table, stream));
      }
      staged = streams;
      return new StageHandle(loadId, generation, new StagePayload(stages).encode());
    });
  }

  /**
   * Before the stages, whose columns are of these types; they stay whatever becomes of the load.
   */
  private void makeTypes(PgSession session, List<PlannedStream> streams) {
    List<String> statements = streams.stream().flatMap(s -> s.types().stream()).distinct().toList();
    if (statements.isEmpty()) {
      return;
    }
    session.begin();
    try {
      session.execute("SET LOCAL search_path = pg_catalog");
      statements.forEach(session::execute);
      context.reached(Boundary.DURING_SCHEMA_CHANGE);
      session.commit();
    } catch (SQLException failure) {
      throw session.failure(failure, "making types", null);
    } catch (RuntimeException | Error failure) {
      session.rollback();
      throw failure;
    }
  }

  private TableName table(int stream, long generation) {
    return new TableName(stageSchema, StageSql.name(prefix, stream, generation));
  }

  private void dropStages(PgSession session, long upTo) {
    for (String name :
        session.query(StageSql.list(), row -> row.getString(1), stageSchema, prefix)) {
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
      long kilobytes = options.integer(SinkOptions.INDEX_MEMORY) / 1024;
      session.query(StageSql.raiseIndexMemory(), row -> true, kilobytes, kilobytes * 1024);
      List<Step> steps = new ArrayList<>();
      Map<String, Long> rows = new LinkedHashMap<>();
      Map<String, Long> rejected = new LinkedHashMap<>();
      for (int i = 0; i < streams.size(); i++) {
        PlannedStream stream = streams.get(i);
        TableName table = table(i, stage.generation());
        long acknowledged =
            receipts.stream()
                .filter(r -> r.stream().equals(stream.stream()))
                .mapToLong(WriteReceipt::rows)
                .sum();
        Staged counted =
            Staged.count(
                session,
                stream,
                table,
                acknowledged,
                options.bool(SinkOptions.ANALYZE),
                context.rejects());
        rows.put(stream.stream(), counted.rows());
        rejected.put(stream.stream(), acknowledged - counted.rows());
        steps.addAll(stream.publisher().prepare(counted));
      }
      return new CommitMessage(
          stage.loadId(),
          stage.generation(),
          rows.values().stream().mapToLong(Long::longValue).sum(),
          rejected,
          new CommitPayload(steps, rows).encode());
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
        Long newest =
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
        Counts counts = new PublishSteps(sessions, context).run(session, payload);
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

  private void commit(PgSession session, CommitMessage message) {
    try {
      session.commit();
    } catch (SQLException failure) {
      if (PgErrors.lostContact(failure)) {
        throw PgCode.COMMIT_UNKNOWN
            .error("the connection broke while load " + message.loadId() + " was being committed")
            .cause(failure)
            .build();
      }
      throw session.failure(failure, "committing load " + message.loadId(), null);
    }
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    try (PgSession session = sessions.controlForCleanup()) {
      current = session;
      for (String name :
          session.query(StageSql.list(), row -> row.getString(1), stageSchema, prefix)) {
        if (StageSql.generation(prefix, name) == generation) {
          session.execute(StageSql.drop(new TableName(stageSchema, name)));
        }
      }
    } finally {
      current = null;
    }
  }

  private <T> T ask(Function<PgSession, T> question) {
    try (PgSession session = sessions.control()) {
      current = session;
      return question.apply(session);
    } finally {
      current = null;
    }
  }

  @Override
  public void close() {
    PgSession busy = current;
    if (busy != null) {
      busy.close();
    }
  }
}
