package dpone.connector.postgres.connect;

import dpone.connector.postgres.error.PgErrors;
import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.replication.PGReplicationConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * One connection, with the errors of the SPI. Used by one thread; {@link #close} may come from
 * another and unblocks it.
 */
public final class PgSession implements AutoCloseable {
  private final Connection connection;
  private final Lending lending;
  private final Thread owner = Thread.currentThread();
  private final System.Logger logger;
  private final Cancellation cancellation;
  private final ConnectionSettings settings;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Consumer<PgSession> onClose;
  private final AutoCloseable cancelHook;
  private volatile boolean copying;
  private volatile boolean broken;

  PgSession(
      Connection connection,
      Lending lending,
      System.Logger logger,
      Cancellation cancellation,
      ConnectionSettings settings,
      Consumer<PgSession> onClose) {
    this.connection = connection;
    this.lending = lending;
    this.logger = logger;
    this.cancellation = cancellation;
    this.settings = settings;
    this.onClose = onClose;
    this.cancelHook = cancellation.onCancel(this::close);
  }

  /** One row of a result. */
  public interface RowMapper<T> {
    /** Reads the current row. */
    T map(ResultSet row) throws SQLException;
  }

  private interface Call<T> {
    T run() throws SQLException;
  }

  /** Runs a statement whose result, if any, does not matter. */
  public void execute(String sql) {
    call(
        "running SQL",
        sql,
        () -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** Runs a statement and tells how many rows it changed. */
  public long update(String sql, @Nullable Object... parameters) {
    return call(
        "running SQL",
        sql,
        () -> {
          if (parameters.length == 0) {
            // A question mark in a condition of the user's is an operator, not a parameter.
            try (Statement statement = connection.createStatement()) {
              return statement.executeLargeUpdate(sql);
            }
          }
          try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeLargeUpdate();
          }
        });
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return call(
        "running SQL",
        sql,
        () -> {
          if (parameters.length == 0) {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
              return all(rows, mapper);
            }
          }
          try (PreparedStatement statement = prepare(sql, parameters);
              ResultSet rows = statement.executeQuery()) {
            return all(rows, mapper);
          }
        });
  }

  private static <T> List<T> all(ResultSet rows, RowMapper<T> mapper) throws SQLException {
    List<T> result = new ArrayList<>();
    while (rows.next()) {
      result.add(mapper.map(rows));
    }
    return result;
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return query(sql, mapper, parameters).stream().findFirst();
  }

  /** The single value of a query that always has a row. */
  public String value(String sql, @Nullable Object... parameters) {
    return first(sql, row -> String.valueOf(row.getString(1)), parameters).orElse("");
  }

  /** The single value of a query that may be null or have no row. */
  public @Nullable String valueOrNull(String sql, @Nullable Object... parameters) {
    List<Optional<String>> rows =
        query(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
    return rows.isEmpty() ? null : rows.get(0).orElse(null);
  }

  /** A parameter for {@code = ANY (?)} and the like. */
  public Array array(String type, Collection<?> values) {
    return call("building a parameter", () -> connection.createArrayOf(type, values.toArray()));
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException failure) {
      statement.close();
      throw failure;
    }
  }

  /** Starts a read-only transaction with one view for all of its statements. */
  public void beginSnapshot() {
    call(
        "starting a transaction",
        () -> {
          connection.setAutoCommit(false);
          connection.setReadOnly(true);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          return true;
        });
  }

  /** Starts a transaction. */
  public void begin() {
    call(
        "starting a transaction",
        () -> {
          connection.setAutoCommit(false);
          return true;
        });
  }

  /**
   * Commits.
   *
   * @throws SQLException as the driver gives it, so that the caller can tell a refusal from a lost
   *     connection
   */
  public void commit() throws SQLException {
    calls.incrementAndGet();
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      broken |= PgErrors.lostContact(failure);
      throw failure;
    } finally {
      calls.decrementAndGet();
    }
  }

  /** Rolls back; where even that fails, the server does it when the connection ends. */
  public void rollback() {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      broken = true;
      logger.log(System.Logger.Level.DEBUG, "rolling back failed", failure);
    }
  }

  /** Runs with another search path, then with the session's own again. */
  public <T> T withCatalogPath(java.util.function.Supplier<T> body) {
    execute("SET search_path = pg_catalog");
    T result = body.get();
    execute("RESET search_path");
    return result;
  }

  /** Has the server end what this session waits for; may come from another thread. */
  public void cancel() {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException failure) {
      logger.log(System.Logger.Level.DEBUG, "cancelling failed", failure);
    }
  }

  /** Where it leads, for messages. */
  String target() {
    return settings.target();
  }

  /** The major version of the server, such as 15. */
  public int majorVersion() {
    return call("asking the version", () -> connection.getMetaData().getDatabaseMajorVersion());
  }

  /** Starts a COPY TO STDOUT. */
  public CopyOut copyOut(String sql) {
    copying = true;
    return call("starting COPY", sql, () -> copyApi().getCopyAPI().copyOut(sql));
  }

  /** Starts a COPY FROM STDIN. */
  public CopyIn copyIn(String sql) {
    copying = true;
    return call("starting COPY", sql, () -> copyApi().getCopyAPI().copyIn(sql));
  }

  /** Says that the COPY reached its end, so that the session can be closed the friendly way. */
  public void copyEnded() {
    copying = false;
  }

  /** Starts a stream of changes; the session is closed the hard way from then on. */
  public PGReplicationStream replicate(ReplicationStart start) {
    copying = true;
    return call("starting replication", () -> start.on(copyApi().getReplicationAPI()));
  }

  /** Starts a stream of changes. */
  public interface ReplicationStart {
    /** Starts it. */
    PGReplicationStream on(PGReplicationConnection connection) throws SQLException;
  }

  /** Something of the driver's own connection. */
  <T> T driver(java.util.function.Function<PGConnection, T> part) {
    return call("reaching the driver", () -> part.apply(copyApi()));
  }

  private PGConnection copyApi() throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  /** The column names and, for decimals and the like, sizes of a query, without running it. */
  public <T> T describe(String sql, DescriptionMapper<T> mapper) {
    return call(
        "describing a query",
        sql,
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return mapper.map(java.util.Objects.requireNonNull(statement.getMetaData(), sql));
          }
        });
  }

  /** Reads what the server says about a query's columns. */
  public interface DescriptionMapper<T> {
    /** Reads it. */
    T map(java.sql.ResultSetMetaData description) throws SQLException;
  }

  private <T> T call(String doing, Call<T> body) {
    return call(doing, null, body);
  }

  private <T> T call(String doing, @Nullable String sql, Call<T> body) {
    calls.incrementAndGet();
    try {
      return body.run();
    } catch (SQLException failure) {
      throw failure(failure, doing, null, sql);
    } finally {
      calls.decrementAndGet();
    }
  }

  /** The error of a failed call; a cancelled run wins over what its cancellation broke. */
  public DponeException failure(SQLException failure, String doing, @Nullable String stream) {
    return failure(failure, doing, stream, null);
  }

  private DponeException failure(
      SQLException failure, String doing, @Nullable String stream, @Nullable String sql) {
    broken |= PgErrors.lostContact(failure);
    cancellation.check();
    return PgErrors.of(failure, doing + " at " + settings.target(), stream, sql);
  }

  /** Ends the session; whatever it is doing is cancelled, at the server too. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    onClose.accept(this);
    try {
      boolean busy = copying || calls.get() > 0;
      // From another thread it cannot be known whether the owner is about to use it again.
      boolean safe = !lending.shared() || Thread.currentThread() == owner;
      if (!busy && !broken && safe) {
        lending.giveBack(connection);
      } else {
        try {
          if (busy) {
            connection.unwrap(PGConnection.class).cancelQuery();
          }
        } finally {
          lending.discard(connection);
        }
      }
    } catch (SQLException failure) {
      logger.log(System.Logger.Level.DEBUG, "closing a session failed", failure);
      discardQuietly();
    } finally {
      unregister();
    }
  }

  private void discardQuietly() {
    try {
      lending.discard(connection);
    } catch (SQLException failure) {
      logger.log(System.Logger.Level.DEBUG, "discarding a session failed", failure);
    }
  }

  private void unregister() {
    try {
      cancelHook.close();
    } catch (Exception failure) {
      logger.log(System.Logger.Level.DEBUG, "closing a session failed", failure);
    }
  }
}
