package dpone.connector.clickhouse;

import dpone.connector.clickhouse.connect.ConnectionOptions;
import dpone.connector.clickhouse.offline.ClickHouseConstructions;
import dpone.connector.clickhouse.offline.ClickHouseRetries;
import dpone.connector.clickhouse.offline.ClickHouseTypeTable;
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
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import java.util.List;
import java.util.Optional;
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
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of("clickhouse"),
            "docs/connectors/clickhouse.md",
            List.of(
                "there is no state store: ClickHouse cannot change a document only if it is the one"
                    + " that was read",
                "views, queries and tables of engines without parts are read by one query",
                "several queries of one table see the inserts up to one number in each partition; a"
                    + " mutation, or a merge with later rows, meanwhile ends the read with"
                    + " CH_VIEW_CHANGED",
                "an increment misses a row that is inserted later with an earlier cursor value, and"
                    + " never sees a delete",
                "replicated tables, ON CLUSTER and a server of its own with TLS are not in the test"
                    + " service")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return ClickHouseSource.open(endpoint, context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return ClickHouseSink.open(endpoint, context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new ClickHouseTypeTable()));
    }
    if (type == RetriedCalls.class) {
      return Optional.of(type.cast(new ClickHouseRetries()));
    }
    return type == OfflineConstructions.class
        ? Optional.of(type.cast(new ClickHouseConstructions()))
        : Optional.empty();
  }
}
