package dpone.certification.mssql;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;

/**
 * Brings the constructions that the connector's own are compared with. There is no SQL Server that
 * could be installed for a run, so that everything which needs one is skipped, and says so.
 */
public final class MssqlFixture implements Fixture {
  @Override
  public String connector() {
    return "mssql";
  }

  @Override
  public TestSystem start(Services services, String version) throws UnavailableException {
    throw new UnavailableException("no SQL Server can be installed on this machine for a run");
  }
}
