package dpone.connector.mssql;

import dpone.connector.mssql.cdc.MssqlChangeSource;
import dpone.connector.mssql.connect.ConnectionOptions;
import dpone.connector.mssql.offline.MssqlConstructions;
import dpone.connector.mssql.offline.MssqlRetries;
import dpone.connector.mssql.offline.MssqlTypeTable;
import dpone.connector.mssql.sink.MssqlSink;
import dpone.connector.mssql.sink.SinkOptions;
import dpone.connector.mssql.source.MssqlSource;
import dpone.connector.mssql.source.SourceOptions;
import dpone.connector.mssql.source.StreamOptions;
import dpone.connector.mssql.state.MssqlStateStore;
import dpone.connector.mssql.state.StateOptions;
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
public final class MssqlConnector implements Connector {
  /** For the service loader. */
  public MssqlConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "mssql",
        "Microsoft SQL Server",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK, Role.STATE, Role.CDC),
        ConnectionOptions.SPEC,
        SourceOptions.SPEC,
        StreamOptions.SPEC,
        SinkOptions.SPEC,
        StateOptions.SPEC,
        List.of(
            new DriverRequirement(
                "com.microsoft.sqlserver:mssql-jdbc:13.6.2.jre11",
                "com.microsoft.sqlserver.jdbc.SQLServerDriver"),
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION, Profile.INTEGRATION_LIVE),
            List.of(),
            "docs/connectors/mssql.md",
            List.of(
                "no SQL Server has been asked yet: it is tried on this project's own double of one",
                "a snapshot before changes sees each table at a moment of its own, and keeps"
                    + " writers out for the moment in which its place in the log is told",
                "change tracking tells the last state of a row, and no key but the primary one",
                "without source.database_snapshot a table is read in one piece, and each stream under"
                    + " a view of its own",
                "rows are appended by a rowversion, or by another cursor from a table with a primary"
                    + " key",
                "an increment by another cursor misses a transaction that commits late with an"
                    + " earlier value, and none sees a delete",
                "partition_replace deletes and inserts by value; no partition is switched",
                "sink.publish swap is refused where the target has anything that renaming would"
                    + " lose",
                "intervals, arrays, maps and structs are refused by column")));
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return MssqlSource.open(endpoint, context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return MssqlSink.open(endpoint, context);
  }

  @Override
  public ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    return MssqlChangeSource.open(endpoint, context);
  }

  @Override
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    return MssqlStateStore.open(endpoint, context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new MssqlTypeTable()));
    }
    if (type == OfflineConstructions.class) {
      return Optional.of(type.cast(new MssqlConstructions()));
    }
    return type == RetriedCalls.class
        ? Optional.of(type.cast(new MssqlRetries()))
        : Optional.empty();
  }
}
