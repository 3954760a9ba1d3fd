package dpone.connector.mssql.connect;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.error.MsErrors;
import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes connections. The driver cannot be stopped while it connects, so that each connect has a
 * thread of its own, which is left alone when nobody waits for it any more and drops what it gets.
 * Thread-safe.
 */
final class Dialer implements AutoCloseable {
  private final ConnectionSettings settings;
  private final System.Logger logger;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** One connect that somebody waits for. */
  private static final class Attempt {
    private final CompletableFuture<Connection> result;

    Attempt(CompletableFuture<Connection> result) {
      this.result = result;
    }
  }

  Dialer(ConnectionSettings settings, System.Logger logger) {
    this.settings = settings;
    this.logger = logger;
  }

  /** A connection that is set up for any session. */
  Connection dial(Cancellation cancellation) {
    Attempt attempt = new Attempt(new CompletableFuture<>());
    attempts.add(attempt);
    try (AutoCloseable hook = cancellation.onCancel(() -> attempt.result.cancel(false))) {
      Objects.requireNonNull(hook, "registration");
      if (closed) {
        throw MsCode.CLOSED.error("the connector was closed").build();
      }
      Thread thread = new Thread(() -> connect(attempt.result), "dpone-mssql-connect");
      thread.setDaemon(true);
      thread.start();
      return attempt.result.join();
    } catch (CancellationException stopped) {
      cancellation.check();
      throw MsCode.CLOSED.error("the connector was closed").cause(stopped).build();
    } catch (CompletionException failed) {
      throw failure(Objects.requireNonNull(failed.getCause(), "cause"));
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception undo) {
      throw new IllegalStateException("taking back a registration failed", undo);
    } finally {
      attempts.remove(attempt);
    }
  }

  private RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case DponeException known -> known;
      case SQLException failure ->
          MsErrors.of(
              failure, "connecting to " + settings.target() + " as " + settings.user(), null);
      default -> new IllegalStateException("connecting failed", cause);
    };
  }

  private void connect(CompletableFuture<Connection> attempt) {
    Properties properties = new Properties();
    try {
      // Whoever waits has to hear of a login that lacks something, too.
      properties.putAll(settings.properties());
      Connection connection =
          Objects.requireNonNull(
              new SQLServerDriver().connect("jdbc:sqlserver://", properties), "own URL");
      try (Statement statement = connection.createStatement()) {
        statement.execute(settings.sessionSql());
      } catch (SQLException failure) {
        drop(connection);
        throw failure;
      }
      if (!attempt.complete(connection)) {
        drop(connection);
      }
    } catch (SQLException | RuntimeException | LinkageError failure) {
      attempt.completeExceptionally(
          failure instanceof LinkageError missing ? missingLibrary(missing) : failure);
    } finally {
      properties.clear();
    }
  }

  private static Throwable missingLibrary(LinkageError missing) {
    return new SQLException("msal4j is missing: " + missing.getMessage(), missing);
  }

  /** Ends a connection without a word to the server, which rolls back what is open. */
  void drop(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException failure) {
      logger.log(System.Logger.Level.DEBUG, "dropping a connection failed", failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    attempts.forEach(attempt -> attempt.result.cancel(false));
  }
}
