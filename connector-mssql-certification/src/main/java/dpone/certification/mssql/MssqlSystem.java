package dpone.certification.mssql;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Failures;
import dpone.certify.kit.Network;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TypeTables;
import dpone.service.mssql.MssqlStandIn;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server, with a schema for what is read and one for what is written.
 *
 * @param connection how the connector reaches it
 * @param service what it is
 * @param standIn the stand-in; empty for a server that somebody else runs
 * @param client statements of the trial's own
 * @param recording how it records changes
 */
record MssqlSystem(
    Map<String, Object> connection,
    ServiceInfo service,
    Optional<MssqlStandIn> standIn,
    Client client,
    Recording recording)
    implements TestSystem {
  static final String SOURCE = "certify_source";
  static final String TARGET = "certify_target";

  static MssqlSystem on(
      Map<String, Object> connection, ServiceInfo service, Optional<MssqlStandIn> standIn)
      throws SQLException {
    Client client = new Client(connection);
    if (standIn.isPresent()) {
      client.run("EXEC sys.sp_cdc_enable_db");
    }
    MssqlSystem system =
        new MssqlSystem(connection, service, standIn, client, Recording.of(client));
    for (String schema : List.of(SOURCE, TARGET)) {
      system.drop(schema);
      system.client.run("CREATE SCHEMA " + schema);
    }
    return system;
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.of(new MssqlSourceTables(client, recording));
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new MssqlSinkTables(client));
  }

  @Override
  public Optional<TypeTables> types() {
    return Optional.of(new MssqlTypes(client));
  }

  @Override
  public Optional<Credentials> credentials() {
    return standIn.map(server -> new MssqlCredentials(server, connection));
  }

  @Override
  public Optional<Failures> failures() {
    return standIn.map(server -> new MssqlFailures(client, server));
  }

  @Override
  public Optional<Network> network() {
    return standIn.map(server -> new MssqlNetwork(server, connection));
  }

  @Override
  public void close() throws SQLException {
    try (client) {
      drop(SOURCE);
      drop(TARGET);
    } finally {
      standIn.ifPresent(MssqlStandIn::close);
    }
  }

  private void drop(String schema) throws SQLException {
    client.dropAll(schema);
    client.run("DROP SCHEMA IF EXISTS " + schema);
  }
}
