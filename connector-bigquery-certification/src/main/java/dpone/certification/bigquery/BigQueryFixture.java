package dpone.certification.bigquery;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;

/**
 * Brings the constructions that the connector's own are compared with. There is no BigQuery that
 * could be installed for a run, so that everything which needs one is skipped, and says so.
 */
public final class BigQueryFixture implements Fixture {
  @Override
  public String connector() {
    return "bigquery";
  }

  @Override
  public TestSystem start(Services services, String version) throws UnavailableException {
    throw new UnavailableException("no BigQuery can be installed on this machine for a run");
  }
}
