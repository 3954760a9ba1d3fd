package dpone.connector.mssql.state;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.error.MsErrors;
import dpone.spi.Endpoint;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * State in two tables of a database. Connections are kept for the next call: a lease is renewed
 * every few seconds.
 */
public final class MssqlStateStore implements StateStore {
  private static final long LOCK_MILLIS = 30_000;

  private final Sessions sessions;
  private final ConnectorContext context;
  private final String schema;
  private final StateSql sql;
  private volatile boolean ready;

  private MssqlStateStore(Endpoint endpoint, ConnectorContext context) {
    this.sessions = new Sessions(ConnectionSettings.writing(endpoint.connection()), context);
    this.context = context;
    this.schema = endpoint.settings().string(StateOptions.META_SCHEMA);
    this.sql = new StateSql(schema);
  }

  /** Opens the part; connects when it is first asked something. */
  public static StateStore open(Endpoint endpoint, ConnectorContext context) {
    return new MssqlStateStore(endpoint, context);
  }

  /** The identity of a store in a database and schema. */
  public static String identity(MsSession session, String schema) {
    return "mssql:" + session.value(CatalogSql.identity()) + "/" + schema;
  }

  @Override
  public String identity() {
    return look(session -> identity(session, schema));
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    return look(session -> isMade(session) ? read(session, key) : Optional.empty());
  }

  private Optional<StateEntry> read(MsSession session, StateKey key) {
    return session.first(sql.read(), MssqlStateStore::entry, key.pipeline(), key.scope());
  }

  private static StateEntry entry(ResultSet row) throws SQLException {
    return new StateEntry(
        new StateKey(row.getString(1), row.getString(2)),
        row.getLong(3),
        row.getString(4),
        instant(row, 5));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    return change(session -> {
      StateWrite.write(session, sql, key, expectedRevision, document, lease);
      context.reached(Boundary.MID_STATE_WRITE);
      return read(session, key).orElseThrow();
    });
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    return change(session -> {
      // Held to the end of the transaction: two that find no lease must not both make one.
      AppLock.take(session, LOCK_MILLIS, "lease", schema, key.pipeline(), key.scope());
      int millis = millis(ttl);
      Optional<Lease> taken =
          session.first(
              sql.take(),
              row -> lease(key, owner, row),
              owner,
              atLeast,
              Math.max(1, atLeast),
              millis,
              key.pipeline(),
              key.scope(),
              owner);
      if (taken.isPresent()) {
        return taken.get();
      }
      String holder = session.valueOrNull(sql.holder(), key.pipeline(), key.scope());
      if (holder != null) {
        throw leased(key, holder);
      }
      return session
          .first(
              sql.make(),
              row -> lease(key, owner, row),
              key.pipeline(),
              key.scope(),
              owner,
              Math.max(1, atLeast),
              millis)
          .orElseThrow();
    });
  }

  private static Lease lease(StateKey key, String owner, ResultSet row) throws SQLException {
    return new Lease(key, owner, row.getLong(1), instant(row, 2));
  }

  private static DponeException leased(StateKey key, String holder) {
    return DponeException.of(
            ErrorCategory.TRANSIENT, "STATE_LEASED", key + " is being run by " + holder)
        .remedy("wait for the other run, or until its lease expires")
        .build();
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    return ask(session ->
        session
            .first(
                sql.renew(),
                row -> new Lease(lease.key(), lease.owner(), lease.token(), instant(row, 1)),
                millis(ttl),
                lease.key().pipeline(),
                lease.key().scope(),
                lease.token())
            .orElseThrow(() -> StateWrite.fenced(lease)));
  }

  private static int millis(Duration ttl) {
    return Math.toIntExact(ttl.toMillis());
  }

  @Override
  public void release(Lease lease) {
    try (MsSession session = sessions.openForCleanup()) {
      if (isMade(session)) {
        session.update(sql.release(), lease.key().pipeline(), lease.key().scope(), lease.token());
      }
    }
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return look(session ->
        isMade(session)
            ? session.query(sql.list(), MssqlStateStore::entry, pipeline, pipeline)
            : List.of());
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    change(session -> {
      StateWrite.checkLease(session, sql, lease);
      return session.update(sql.delete(), key.pipeline(), key.scope());
    });
  }

  private <T> T change(Function<MsSession, T> change) {
    return ask(session -> {
      session.begin();
      T result;
      try {
        result = change.apply(session);
      } catch (RuntimeException failure) {
        session.rollback();
        throw failure;
      }
      try {
        session.commit();
      } catch (SQLException failure) {
        throw MsErrors.lostContact(failure)
            ? MsCode.COMMIT_UNKNOWN
                .error("the connection broke while the state was being written")
                .cause(failure)
                .build()
            : session.failure(failure, "writing the state", null);
      }
      return result;
    });
  }

  /** Looking makes no tables: planning a run must leave the database as it is. */
  private boolean isMade(MsSession session) {
    return ready || MetaSchema.exists(session, schema, StateSql.tables());
  }

  private <T> T ask(Function<MsSession, T> question) {
    return look(session -> {
      if (!ready) {
        MetaSchema.ensure(session, schema, StateSql.tables(), sql.ddl());
        ready = true;
      }
      return question.apply(session);
    });
  }

  private <T> T look(Function<MsSession, T> question) {
    try (MsSession session = sessions.open()) {
      return question.apply(session);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
