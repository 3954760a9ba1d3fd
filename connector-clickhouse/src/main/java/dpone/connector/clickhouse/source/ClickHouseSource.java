package dpone.connector.clickhouse.source;

import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.Unsupported;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.Source;

/** ClickHouse as a source. */
public final class ClickHouseSource {
  private ClickHouseSource() {}

  /** Opens the part; connects when it is first asked something. */
  public static Source open(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role("clickhouse", Role.SOURCE);
  }
}
