package dpone.certification.postgres;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.sql.SQLException;

/** Tries the connector on the disposable server that {@code ./build services} installs. */
public final class PostgresFixture implements Fixture {
  private static final String DATABASE = "dpone_certify";

  @Override
  public String connector() {
    return "postgres";
  }

  @Override
  public TestSystem start(Services services) throws UnavailableException, SQLException {
    return PostgresSystem.attach(services.open("postgres", DATABASE));
  }
}
