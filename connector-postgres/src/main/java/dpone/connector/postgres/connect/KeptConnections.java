package dpone.connector.postgres.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Connections that copied one split and wait for the next: a new one costs the server more than the
 * catalogue questions of a split. As many as were in use at once, closed with the part.
 * Thread-safe.
 */
final class KeptConnections implements Lending, AutoCloseable {
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final String reset;
  private boolean closed;

  KeptConnections(ConnectionSettings settings) {
    this.reset = ControlPool.reset(settings);
  }

  /** One that waits, or null if a new one has to be made. */
  synchronized @Nullable Connection poll() {
    return idle.pollLast();
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    // The driver's own flag, which no reset at the server reaches.
    connection.setReadOnly(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(reset);
    }
    synchronized (this) {
      if (!closed) {
        idle.addLast(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public void discard(Connection connection) throws SQLException {
    connection.abort(Runnable::run);
  }

  @Override
  public void close() {
    Deque<Connection> rest;
    synchronized (this) {
      closed = true;
      rest = new ArrayDeque<>(idle);
      idle.clear();
    }
    rest.forEach(ControlPool::abort);
  }
}
