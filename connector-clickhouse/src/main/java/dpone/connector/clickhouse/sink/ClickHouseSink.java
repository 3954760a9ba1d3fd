package dpone.connector.clickhouse.sink;

import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.Unsupported;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.Sink;

/** ClickHouse as a sink. */
public final class ClickHouseSink {
  private ClickHouseSink() {}

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role("clickhouse", Role.SINK);
  }
}
