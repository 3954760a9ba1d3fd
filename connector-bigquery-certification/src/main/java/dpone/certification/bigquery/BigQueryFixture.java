package dpone.certification.bigquery;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;

/**
 * Tries the connector on the double of {@code services/bigquery-double}: there is no BigQuery that
 * could be installed for a run. Its evidence is labelled so, and carries no further than beta.
 */
public final class BigQueryFixture implements Fixture {
  static final String SERVICE = "bigquery";
  private static final String DATASET = "dpone_certify";

  @Override
  public String connector() {
    return "bigquery";
  }

  @Override
  public TestSystem start(Services services, String version) throws UnavailableException {
    return BigQuerySystem.on(services.open(SERVICE, DATASET, version));
  }
}
