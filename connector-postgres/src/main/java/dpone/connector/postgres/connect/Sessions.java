package dpone.connector.postgres.connect;

import dpone.connector.postgres.error.PgErrors;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** Opens sessions, and ends those still open. Thread-safe. */
public final class Sessions implements AutoCloseable {
  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final Set<PgSession> open = ConcurrentHashMap.newKeySet();

  /** Does not connect yet. */
  public Sessions(ConnectionSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  /** Where they lead. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** A new session, tried again while the failure is a passing one. */
  public PgSession open() {
    context.cancellation().check();
    Connection connection = context.retry().call("postgres.connect", this::connect);
    return opened(connection, context.cancellation());
  }

  /** A new session that also works when the run was cancelled: for giving back what it took. */
  public PgSession openForCleanup() {
    return opened(connect(), new NeverCancelled());
  }

  private PgSession opened(Connection connection, Cancellation cancellation) {
    PgSession session =
        new PgSession(connection, context.logger(), cancellation, settings, open::remove);
    open.add(session);
    return session;
  }

  /** Ends every session, whatever it is doing. */
  @Override
  public void close() {
    open.forEach(PgSession::close);
  }

  private Connection connect() {
    Properties properties = settings.properties();
    String doing = "connecting to " + settings.target() + " as " + settings.user();
    try {
      Connection connection =
          Objects.requireNonNull(new Driver().connect(settings.url(), properties), "own URL");
      try (Statement statement = connection.createStatement()) {
        // After the connect: the driver itself sets the JVM's zone in its start packet.
        statement.execute(
            "SELECT "
                + settings.parameters().entrySet().stream()
                    .map(p -> "set_config('" + p.getKey() + "', '" + p.getValue() + "', false)")
                    .collect(Collectors.joining(", ")));
        return connection;
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw PgErrors.of(failure, doing);
    } finally {
      properties.clear();
    }
  }
}
