package dpone.connector.postgres.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.error.PgErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections for the many short questions of control work: catalogue, fence, state, lease. Made
 * when it is first asked, closed with the part. Thread-safe.
 */
final class ControlPool implements Lending, AutoCloseable {
  /** Far above what a part does at once: reaching it means that sessions are not given back. */
  static final int LIMIT = 16;

  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);
  private static final Duration VALIDATION = Duration.ofSeconds(3);

  private final ConnectionSettings settings;
  private final HandOver handOver = new HandOver();
  private final String reset;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private @Nullable HikariDataSource pool;
  private boolean closed;

  ControlPool(ConnectionSettings settings) {
    this.settings = settings;
    this.reset = reset(settings);
  }

  /**
   * What brings a connection into its first state. One round trip: the driver sends all of these at
   * once.
   */
  static String reset(ConnectionSettings settings) {
    return "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; SELECT pg_advisory_unlock_all();"
        + " DISCARD TEMP; "
        + settings.parametersSql();
  }

  /**
   * A connection out of the pool.
   *
   * @param dial makes a new one when none is free; called in this thread
   * @param goOn throws when the caller is to stop waiting
   */
  Connection borrow(Supplier<Connection> dial, Runnable goOn) {
    HikariDataSource source = pool();
    long end = System.nanoTime() + settings.connectTimeout().toNanos();
    while (true) {
      goOn.run();
      Connection fresh = null;
      if (source.getHikariPoolMXBean().getIdleConnections() == 0
          && source.getHikariPoolMXBean().getTotalConnections() < LIMIT) {
        fresh = dial.get();
        handOver.offer(fresh);
      }
      try {
        return source.getConnection();
      } catch (SQLTransientConnectionException nothingFree) {
        if (System.nanoTime() > end) {
          throw PgCode.SESSIONS_KEPT
              .error(
                  source.getHikariPoolMXBean().getActiveConnections()
                      + " control sessions to "
                      + settings.target()
                      + " are in use and none became free")
              .cause(nothingFree)
              .build();
        }
      } catch (SQLException failure) {
        throw source.isClosed() ? closed() : PgErrors.of(failure, "taking a pooled session");
      } finally {
        if (fresh != null && handOver.takeBack(fresh)) {
          abort(fresh);
        }
      }
    }
  }

  static void abort(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // Nobody uses it, and the server drops it with its socket.
    }
  }

  static RuntimeException closed() {
    return PgCode.CLOSED.error("the connection was closed while it was in use").build();
  }

  private synchronized HikariDataSource pool() {
    if (closed) {
      throw closed();
    }
    HikariDataSource ready = pool;
    if (ready == null) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("dpone-postgres");
      config.setDataSource(handOver);
      config.setMaximumPoolSize(LIMIT);
      config.setMinimumIdle(0);
      config.setIdleTimeout(IDLE.toMillis());
      config.setConnectionTimeout(STEP.toMillis());
      config.setValidationTimeout(VALIDATION.toMillis());
      config.setKeepaliveTime(0);
      config.setInitializationFailTimeout(-1);
      config.setThreadFactory(this::thread);
      ready = new HikariDataSource(config);
      pool = ready;
    }
    return ready;
  }

  private Thread thread(Runnable work) {
    threads.removeIf(t -> !t.isAlive() && t.getState() != Thread.State.NEW);
    Thread thread = new Thread(work, "dpone-postgres-pool");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @Override
  public boolean shared() {
    return true;
  }

  /**
   * Back as it was when it was made: no setting, lock, role or temporary table of its user stays.
   */
  @Override
  public void giveBack(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(reset);
    }
    connection.close();
  }

  @Override
  public void discard(Connection connection) throws SQLException {
    try {
      connection.abort(Runnable::run);
    } finally {
      HikariDataSource source;
      synchronized (this) {
        source = pool;
      }
      if (source != null) {
        source.evictConnection(connection);
      }
    }
  }

  /** The pool tells its threads to end, and does not wait for all of them. */
  private static void awaitEnd(Thread thread) {
    if (thread != Thread.currentThread()) {
      try {
        thread.join(LAST_WAIT);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends every connection and every thread. */
  @Override
  public void close() {
    HikariDataSource source;
    synchronized (this) {
      closed = true;
      source = pool;
    }
    if (source != null) {
      source.close();
      threads.forEach(ControlPool::awaitEnd);
    }
  }
}
