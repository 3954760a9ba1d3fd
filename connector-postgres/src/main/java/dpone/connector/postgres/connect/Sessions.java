package dpone.connector.postgres.connect;

import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens sessions, and ends those still open. Thread-safe.
 *
 * <p>A session for control work comes from a pool and goes back to it, one that copies a split is
 * kept for the next split; one that holds a snapshot or streams changes is a connection of its own.
 */
public final class Sessions implements AutoCloseable {
  private static final Cancellation NEVER = new NeverCancelled();

  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final Dialer dialer;
  private final ControlPool pool;
  private final KeptConnections kept;
  private final Set<PgSession> open = ConcurrentHashMap.newKeySet();

  /** Does not connect yet. */
  public Sessions(ConnectionSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.dialer = new Dialer(settings);
    this.pool = new ControlPool(settings);
    this.kept = new KeptConnections(settings);
  }

  /** Where they lead. */
  public ConnectionSettings settings() {
    return settings;
  }

  /**
   * A connection of its own that replicates from the settings' database. It speaks SQL too, but in
   * simple statements only.
   */
  public PgSession replicating() {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Connection connection =
        context.retry().call("postgres.replicate", () -> dialer.dialReplicating(cancellation));
    return opened(connection, cancellation, Lending.OWNED);
  }

  /** A connection of its own, tried again while the failure is a passing one. */
  public PgSession open() {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Connection connection =
        context.retry().call("postgres.connect", () -> dialer.dial(cancellation));
    return opened(connection, cancellation, Lending.OWNED);
  }

  /**
   * A session for copying one split, on the connection of an earlier one where there is one that is
   * free.
   */
  public PgSession copying() {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Connection waiting = kept.poll();
    Connection connection =
        waiting != null
            ? waiting
            : context.retry().call("postgres.connect", () -> dialer.dial(cancellation));
    return opened(connection, cancellation, kept);
  }

  /**
   * A session for short work out of the pool, in its first state whoever had it before. Connecting,
   * where that is needed, is tried again while the failure is a passing one.
   */
  public PgSession control() {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Connection connection =
        context
            .retry()
            .call(
                "postgres.connect",
                () -> pool.borrow(() -> dialer.dial(cancellation), cancellation::check));
    return opened(connection, cancellation, pool);
  }

  /** The same also when the run was cancelled: for giving back what it took. Tried once. */
  public PgSession controlForCleanup() {
    return opened(pool.borrow(() -> dialer.dial(NEVER), () -> {}), NEVER, pool);
  }

  private PgSession opened(Connection connection, Cancellation cancellation, Lending lending) {
    PgSession session =
        new PgSession(connection, lending, context.logger(), cancellation, settings, open::remove);
    open.add(session);
    if (dialer.isClosed()) {
      session.close();
      throw ControlPool.closed();
    }
    return session;
  }

  /** Ends every session, whatever it is doing. */
  @Override
  public void close() {
    dialer.close();
    open.forEach(PgSession::close);
    pool.close();
    kept.close();
  }
}
