package dpone.certification.mssql;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.service.mssql.MssqlStandIn;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries the connector on a stand-in, since no SQL Server can be installed for a run; the profile
 * integration_live runs the same on a server that somebody names.
 */
public final class MssqlFixture implements Fixture {
  static final String DATABASE = "certify";

  /** A database that nothing may be written to. */
  static final String STANDBY = "standby";

  /** A database whose views of one moment are not allowed. */
  static final String WITHOUT_SNAPSHOTS = "no_snapshots";

  private static final String USER = "certify";

  @Override
  public String connector() {
    return "mssql";
  }

  @Override
  public TestSystem start(Services services, String version) throws SQLException {
    MssqlStandIn server = MssqlStandIn.start(List.of(DATABASE, STANDBY, WITHOUT_SNAPSHOTS));
    server.users().put(USER, USER);
    server.readOnly(STANDBY, true);
    server.snapshots(WITHOUT_SNAPSHOTS, false);
    Map<String, Object> connection =
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            server.port(),
            "database",
            DATABASE,
            "user",
            USER,
            "password",
            USER,
            "encrypt",
            "false");
    ServiceInfo info =
        new ServiceInfo(MssqlStandIn.NAME, ServiceInfo.Kind.DOUBLE, MssqlStandIn.VERSION);
    return MssqlSystem.on(connection, info, Optional.of(server));
  }

  /**
   * A server that somebody else runs; the user has to be allowed to make schemas. A stand-in says
   * that it is one, whoever started it.
   */
  @Override
  public TestSystem attach(Map<String, Object> connection) throws SQLException {
    ServiceInfo info;
    try (Client client = new Client(connection)) {
      info =
          property(client, "Edition").equals(MssqlStandIn.NAME)
              ? new ServiceInfo(MssqlStandIn.NAME, ServiceInfo.Kind.DOUBLE, MssqlStandIn.VERSION)
              : new ServiceInfo(
                  "SQL Server", ServiceInfo.Kind.REAL, property(client, "ProductVersion"));
    }
    return MssqlSystem.on(connection, info, Optional.empty());
  }

  private static String property(Client client, String name) throws SQLException {
    return client.cell("SELECT CAST(SERVERPROPERTY('" + name + "') AS nvarchar(128))");
  }
}
