package dpone.connector.postgres.connect;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pool the connections that were made outside of it. The pool's own threads never dial, so
 * a wrong password is sent once and not again and again, a failure reaches the caller as it is, and
 * the pool never sees a credential. Thread-safe.
 */
final class HandOver implements DataSource {
  private final Queue<Connection> made = new ConcurrentLinkedQueue<>();

  /** Offers one connection. */
  void offer(Connection connection) {
    made.add(connection);
  }

  /** Takes the connection back unless the pool already has it; tells which. */
  boolean takeBack(Connection connection) {
    return made.remove(connection);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection next = made.poll();
    if (next == null) {
      throw new SQLTransientConnectionException("no connection is on offer", "08001");
    }
    return next;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("connections are made elsewhere");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no logger of its own");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException(type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
