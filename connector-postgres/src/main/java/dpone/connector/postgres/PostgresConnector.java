package dpone.connector.postgres;

import dpone.connector.postgres.cdc.PostgresChangeSource;
import dpone.connector.postgres.connect.ConnectionOptions;
import dpone.connector.postgres.offline.PostgresConstructions;
import dpone.connector.postgres.offline.PostgresRetries;
import dpone.connector.postgres.offline.PostgresTypeTable;
import dpone.connector.postgres.sink.PostgresSink;
import dpone.connector.postgres.sink.SinkOptions;
import dpone.connector.postgres.source.PostgresSource;
import dpone.connector.postgres.source.SourceOptions;
import dpone.connector.postgres.source.StreamOptions;
import dpone.connector.postgres.state.PostgresStateStore;
import dpone.connector.postgres.state.StateOptions;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The provider. It names no driver type, so that it can be described where no driver is. */
public final class PostgresConnector implements Connector {
  /** For the service loader. */
  public PostgresConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "postgres",
        "PostgreSQL",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK, Role.STATE, Role.CDC),
        ConnectionOptions.SPEC,
        SourceOptions.SPEC,
        StreamOptions.SPEC,
        SinkOptions.SPEC,
        StateOptions.SPEC,
        List.of(
            new DriverRequirement("org.postgresql:postgresql:42.7.14", "org.postgresql.Driver"),
            new DriverRequirement(
                "com.zaxxer:HikariCP:7.1.0", "com.zaxxer.hikari.HikariDataSource"),
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of("postgres"),
            "docs/connectors/postgres.md",
            List.of(
                "servers from release 14 on",
                "views, queries and foreign tables are read in one piece",
                "an increment of a view, query or foreign table misses a transaction that commits"
                    + " late with an earlier cursor value; of a table it does not",
                "an increment never sees a delete")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return PostgresSource.open(endpoint, context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return PostgresSink.open(endpoint, context);
  }

  @Override
  public ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    return PostgresChangeSource.open(endpoint, context);
  }

  @Override
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    return PostgresStateStore.open(endpoint, context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new PostgresTypeTable()));
    }
    if (type == RetriedCalls.class) {
      return Optional.of(type.cast(new PostgresRetries()));
    }
    return type == OfflineConstructions.class
        ? Optional.of(type.cast(new PostgresConstructions()))
        : Optional.empty();
  }
}
