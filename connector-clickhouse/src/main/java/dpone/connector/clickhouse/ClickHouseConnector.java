package dpone.connector.clickhouse;

import dpone.connector.clickhouse.connect.ConnectionOptions;
import dpone.connector.clickhouse.sink.ClickHouseSink;
import dpone.connector.clickhouse.sink.SinkOptions;
import dpone.connector.clickhouse.source.ClickHouseSource;
import dpone.connector.clickhouse.source.SourceOptions;
import dpone.connector.clickhouse.source.StreamOptions;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import java.util.List;
import java.util.Set;

/** The provider. It names no driver type, so that it can be described where no driver is. */
public final class ClickHouseConnector implements Connector {
  /** For the service loader. */
  public ClickHouseConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "clickhouse",
        "ClickHouse",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK),
        ConnectionOptions.SPEC,
        SourceOptions.SPEC,
        StreamOptions.SPEC,
        SinkOptions.SPEC,
        OptionSpec.NONE,
        List.of(
            new DriverRequirement("at.yawk.lz4:lz4-java:1.14.0", "net.jpountz.lz4.LZ4Factory"),
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper")),
        new CertificationDescriptor(
            Level.EXPERIMENTAL,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of("clickhouse"),
            "docs/connectors/clickhouse.md",
            List.of()));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return ClickHouseSource.open(endpoint, context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return ClickHouseSink.open(endpoint, context);
  }
}
