package dpone.connector.clickhouse.connect;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.context.ConnectorContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The result of a query as it comes. Used by one thread; {@link #close} may come from another and
 * unblocks it. Closing it before its end kills the query.
 */
public final class Reading implements AutoCloseable {
  private final Server server;
  private final ConnectorContext context;
  private final String queryId;
  private final InputStream body;
  private final AutoCloseable registration;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ended;

  Reading(Server server, ConnectorContext context, String queryId, InputStream body) {
    this.server = server;
    this.context = context;
    this.queryId = queryId;
    this.body = body;
    this.registration = context.cancellation().onCancel(this::close);
  }

  /** Id in system.query_log. */
  public String queryId() {
    return queryId;
  }

  /**
   * Reads at least one byte.
   *
   * @return how many; -1 at the end of an answer that is whole
   * @throws dpone.spi.error.DponeException when it was cut off, cancelled or closed
   */
  public int read(byte[] into, int offset, int length) {
    try {
      int count = body.read(into, offset, length);
      if (closed.get()) {
        context.cancellation().check();
        throw ChCode.CLOSED.error("it was closed while reading").build();
      }
      if (count < 0) {
        ended = true;
      }
      return count;
    } catch (IOException failure) {
      context.cancellation().check();
      throw server.lost("reading", queryId, failure);
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (!ended) {
      server.kill(queryId);
    }
    try {
      registration.close();
      body.close();
    } catch (Exception failure) {
      context.logger().log(System.Logger.Level.DEBUG, "closing query " + queryId, failure);
    }
  }
}
