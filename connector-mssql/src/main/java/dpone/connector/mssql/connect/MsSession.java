package dpone.connector.mssql.connect;

import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.error.MsErrors;
import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with the errors of the SPI. Used by one thread; {@link #close} may come from
 * another and unblocks it.
 */
public final class MsSession implements AutoCloseable {
  private final Connection connection;
  private final Cancellation cancellation;
  private final System.Logger logger;
  private final String target;
  private final Consumer<MsSession> onClose;
  private final AutoCloseable cancelHook;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Statement running;
  private volatile boolean discard;
  private volatile boolean inDriver;

  MsSession(
      Connection connection,
      Cancellation cancellation,
      System.Logger logger,
      String target,
      Consumer<MsSession> onClose) {
    this.connection = connection;
    this.cancellation = cancellation;
    this.logger = logger;
    this.target = target;
    this.onClose = onClose;
    this.cancelHook = cancellation.onCancel(this::close);
  }

  /** One row of a result. */
  public interface RowMapper<T> {
    /** Reads the current row. */
    T map(ResultSet row) throws SQLException;
  }

  /** What is done with a statement. */
  private interface Use<S, T> {
    T of(S statement) throws SQLException;
  }

  /** Something of the driver's own connection. */
  public interface DriverUse<T> {
    /** Uses it. */
    T of(SQLServerConnection driver) throws SQLException;
  }

  /** Runs a statement whose result, if any, does not matter. */
  public void execute(String sql) {
    plain(statement -> statement.execute(sql));
  }

  /** Runs a statement and tells how many rows it changed, after all that its triggers did. */
  public long update(String sql, @Nullable Object... parameters) {
    return parameters.length == 0
        ? plain(statement -> statement.executeLargeUpdate(sql))
        : prepared(sql, parameters, PreparedStatement::executeLargeUpdate);
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    if (parameters.length == 0) {
      return plain(statement -> {
        try (ResultSet rows = statement.executeQuery(sql)) {
          return all(rows, mapper);
        }
      });
    }
    return prepared(
        sql,
        parameters,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
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

  /** The single value of a query that may be null or have no row. */
  public @Nullable String valueOrNull(String sql, @Nullable Object... parameters) {
    List<Optional<String>> rows =
        query(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
    return rows.isEmpty() ? null : rows.get(0).orElse(null);
  }

  /** The single value of a query that always has one. */
  public String value(String sql, @Nullable Object... parameters) {
    String value = valueOrNull(sql, parameters);
    return value == null ? "" : value;
  }

  /**
   * Starts a query whose rows are streamed. The session is good for nothing else until the
   * statement is closed, and has to be discarded where that happens before the last row.
   */
  public Streaming stream(String sql, @Nullable Object... parameters) {
    try {
      if (parameters.length == 0) {
        // A question mark in a condition of the user's is text, not a parameter.
        return streaming(connection.createStatement(), s -> s.executeQuery(sql));
      }
      return streaming(prepare(sql, parameters), PreparedStatement::executeQuery);
    } catch (SQLException failure) {
      throw failure(failure, "running SQL", null);
    }
  }

  private <S extends Statement> Streaming streaming(S statement, Use<S, ResultSet> start)
      throws SQLException {
    running = statement;
    try {
      return new Streaming(statement, start.of(statement));
    } catch (SQLException failure) {
      running = null;
      statement.close();
      throw failure;
    }
  }

  /** Says that a streamed result was read to its end and its statement closed. */
  public void streamed() {
    running = null;
  }

  /** Starts a transaction that keeps writers out of what it reads. */
  public void beginSerializable() {
    driver(
        "starting a transaction",
        driver -> {
          driver.setTransactionIsolation(java.sql.Connection.TRANSACTION_SERIALIZABLE);
          driver.setAutoCommit(false);
          return true;
        });
  }

  /**
   * A result as it comes.
   *
   * @param statement to be closed after the last row
   * @param rows its rows
   */
  public record Streaming(Statement statement, ResultSet rows) {}

  private <T> T plain(Use<Statement, T> use) {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      return use.of(statement);
    } catch (SQLException failure) {
      throw failure(failure, "running SQL", null);
    } finally {
      running = null;
    }
  }

  private <T> T prepared(String sql, @Nullable Object[] parameters, Use<PreparedStatement, T> use) {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      running = statement;
      return use.of(statement);
    } catch (SQLException failure) {
      throw failure(failure, "running SQL", null);
    } finally {
      running = null;
    }
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

  /** Starts a transaction. */
  public void begin() {
    driver(
        "starting a transaction",
        driver -> {
          driver.setAutoCommit(false);
          return true;
        });
  }

  /** Starts a transaction in which all statements see the rows of one moment. */
  public void beginSnapshot() {
    driver(
        "starting a transaction",
        driver -> {
          driver.setTransactionIsolation(SQLServerConnection.TRANSACTION_SNAPSHOT);
          driver.setAutoCommit(false);
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
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      discard = true;
      throw failure;
    }
  }

  /** Rolls back; where even that fails, the server does it when the connection ends. */
  public void rollback() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      discard = true;
      logger.log(System.Logger.Level.DEBUG, "rolling back failed", failure);
    }
  }

  /** Uses the driver's own connection. */
  public <T> T driver(String doing, DriverUse<T> use) {
    inDriver = true;
    try {
      return use.of(connection.unwrap(SQLServerConnection.class));
    } catch (SQLException failure) {
      throw failure(failure, doing, null);
    } finally {
      inDriver = false;
    }
  }

  /** Says that the session must not be used by anybody else, for its state is not known. */
  public void discard() {
    discard = true;
  }

  boolean reusable() {
    return !discard;
  }

  Connection connection() {
    return connection;
  }

  /** The error of a failed call; a cancelled run wins over what its cancellation broke. */
  public DponeException failure(SQLException failure, String doing, @Nullable String stream) {
    discard |= MsErrors.lostContact(failure);
    cancellation.check();
    if (closed.get()) {
      return MsCode.CLOSED.error(doing + ": the session was closed").cause(failure).build();
    }
    return MsErrors.of(failure, doing + " at " + target, stream);
  }

  /**
   * Ends the session. A statement that runs is cancelled at the server, and the connection dropped;
   * an idle one may be kept for the next session.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Statement busy = running;
    discard |= inDriver;
    if (busy != null) {
      discard = true;
      quietly("cancelling", busy::cancel);
    }
    rollbackIfIdle(busy);
    onClose.accept(this);
    quietly("taking back a registration", cancelHook);
  }

  private void rollbackIfIdle(@Nullable Statement busy) {
    if (busy == null && !discard) {
      rollback();
    }
  }

  private void quietly(String doing, AutoCloseable action) {
    try {
      action.close();
    } catch (Exception failure) {
      logger.log(System.Logger.Level.DEBUG, doing + " failed", failure);
    }
  }
}
