package dpone.connector.postgres.connect;

import dpone.connector.postgres.error.PgErrors;
import dpone.spi.context.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.postgresql.Driver;

/** Makes connections, and can be stopped while it waits for a server. Thread-safe. */
final class Dialer implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Dialer(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** One connect; ends within moments of cancellation or {@link #close}. */
  private static final class Attempt {
    private final Thread thread = Thread.currentThread();
    private boolean over;
    private boolean interrupted;

    synchronized void stop() {
      if (!over) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /** The caller's own interrupts stay, those of {@link #stop} must not reach what comes next. */
    synchronized void end() {
      over = true;
      if (interrupted) {
        Thread.interrupted();
      }
    }
  }

  /** A connection that is set up for any session. */
  Connection dial(Cancellation cancellation) {
    return dial(cancellation, settings::properties, settings.socketTimeoutMillis());
  }

  /** A connection that replicates; the log may be silent on it for as long as it likes. */
  Connection dialReplicating(Cancellation cancellation) {
    return dial(cancellation, settings::replicating, 0);
  }

  private Connection dial(
      Cancellation cancellation, Supplier<Properties> properties, int socketTimeoutMillis) {
    Attempt attempt = new Attempt();
    attempts.add(attempt);
    try (AutoCloseable hook = cancellation.onCancel(attempt::stop)) {
      Objects.requireNonNull(hook, "registration");
      checkOpen();
      try {
        return connect(properties.get(), socketTimeoutMillis);
      } finally {
        attempt.end();
      }
    } catch (SQLException failure) {
      cancellation.check();
      checkOpen();
      throw PgErrors.connecting(
          failure,
          "connecting to " + settings.target() + " as " + settings.user(),
          settings.sendsCertificate());
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception undo) {
      throw new IllegalStateException("taking back a registration failed", undo);
    } finally {
      attempts.remove(attempt);
    }
  }

  boolean isClosed() {
    return closed;
  }

  private void checkOpen() {
    if (closed) {
      throw ControlPool.closed();
    }
  }

  private Connection connect(Properties properties, int socketTimeoutMillis) throws SQLException {
    try {
      Connection connection =
          Objects.requireNonNull(new Driver().connect(settings.url(), properties), "own URL");
      try (Statement statement = connection.createStatement()) {
        // After the connect: the driver itself sets the JVM's zone in its start packet.
        statement.execute(settings.parametersSql());
        connection.setNetworkTimeout(Runnable::run, socketTimeoutMillis);
        return connection;
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    } finally {
      properties.clear();
    }
  }

  @Override
  public void close() {
    closed = true;
    attempts.forEach(Attempt::stop);
  }
}
