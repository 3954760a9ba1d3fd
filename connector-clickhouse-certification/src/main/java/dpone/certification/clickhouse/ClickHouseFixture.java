package dpone.certification.clickhouse;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Tries the connector on the disposable server that {@code ./build services} installs. */
public final class ClickHouseFixture implements Fixture {
  static final String SERVICE = "clickhouse";
  private static final String DATABASE = "dpone_certify";

  @Override
  public String connector() {
    return "clickhouse";
  }

  @Override
  public TestSystem start(Services services, String version)
      throws UnavailableException, IOException {
    return ClickHouseSystem.on(services.open(SERVICE, DATABASE, version), Optional.of(services));
  }

  /** A server that somebody else runs; the user has to be allowed to make databases. */
  @Override
  public TestSystem attach(Map<String, Object> connection) throws IOException {
    String version;
    try (Client client = new Client(connection)) {
      version = client.cell("SELECT version()");
    }
    ServiceInfo info = new ServiceInfo("ClickHouse", ServiceInfo.Kind.REAL, version);
    return ClickHouseSystem.on(new Services.Running(connection, info), Optional.empty());
  }
}
