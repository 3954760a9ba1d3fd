package dpone.certification.postgres;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Tries the connector on the disposable servers that {@code ./build services} installs. */
public final class PostgresFixture implements Fixture {
  static final String SERVICE = "postgres";
  private static final String DATABASE = "dpone_certify";

  @Override
  public String connector() {
    return "postgres";
  }

  /** The newest release, and the oldest of those that are bundled. */
  @Override
  public List<String> versions() {
    return List.of("18", "15");
  }

  @Override
  public TestSystem start(Services services, String version)
      throws UnavailableException, SQLException {
    return PostgresSystem.attach(services.open(SERVICE, DATABASE, version));
  }

  /** A server that somebody else runs; the role has to be allowed to make schemas. */
  @Override
  public TestSystem attach(Map<String, Object> connection) throws SQLException {
    return PostgresSystem.attachLive(connection);
  }
}
