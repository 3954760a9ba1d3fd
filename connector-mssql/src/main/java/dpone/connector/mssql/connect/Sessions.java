package dpone.connector.mssql.connect;

import dpone.connector.mssql.error.MsCode;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions, keeps a few idle connections for the next, and ends those still open.
 * Thread-safe.
 */
public final class Sessions implements AutoCloseable {
  private static final int KEPT = 2;
  private static final int VALID_SECONDS = 2;

  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final Dialer dialer;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<MsSession> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Connects when it is first asked to. */
  public Sessions(ConnectionSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.dialer = new Dialer(settings, context.logger());
  }

  /** Where it leads. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** A session that is cancelled with the run. */
  public MsSession open() {
    return open(context.cancellation());
  }

  /** A session for what has to be done even after the run was cancelled. */
  public MsSession openForCleanup() {
    return open(new NeverCancelled());
  }

  private MsSession open(Cancellation cancellation) {
    checkOpen();
    cancellation.check();
    Connection connection = kept();
    if (connection == null) {
      connection = context.retry().call("mssql.connect", () -> dialer.dial(cancellation));
    }
    MsSession session =
        new MsSession(
            connection, cancellation, context.logger(), settings.target(), this::returned);
    open.add(session);
    if (closed) {
      session.close();
      throw closed();
    }
    return session;
  }

  private @Nullable Connection kept() {
    while (true) {
      Connection connection;
      synchronized (idle) {
        connection = idle.pollFirst();
      }
      if (connection == null || isValid(connection)) {
        return connection;
      }
      dialer.drop(connection);
    }
  }

  private static boolean isValid(Connection connection) {
    try {
      return connection.isValid(VALID_SECONDS);
    } catch (SQLException failure) {
      return false;
    }
  }

  private void returned(MsSession session) {
    open.remove(session);
    Connection connection = session.connection();
    if (session.reusable() && !closed && isClean(connection)) {
      synchronized (idle) {
        if (idle.size() < KEPT) {
          idle.addFirst(connection);
          return;
        }
      }
    }
    dialer.drop(connection);
  }

  private static boolean isClean(Connection connection) {
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      return connection.getAutoCommit();
    } catch (SQLException failure) {
      return false;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw closed();
    }
  }

  private static RuntimeException closed() {
    return MsCode.CLOSED.error("the connector was closed").build();
  }

  @Override
  public void close() {
    closed = true;
    dialer.close();
    open.forEach(session -> {
      session.discard();
      session.close();
    });
    synchronized (idle) {
      idle.forEach(dialer::drop);
      idle.clear();
    }
  }
}
