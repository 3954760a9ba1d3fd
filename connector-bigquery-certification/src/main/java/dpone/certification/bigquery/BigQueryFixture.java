package dpone.certification.bigquery;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.util.Map;

/**
 * Tries the connector on the double of {@code services/bigquery-double}: there is no BigQuery that
 * could be installed for a run. Its evidence is labelled so, and carries no further than beta. The
 * profile integration_live runs the same in a project that somebody names.
 */
public final class BigQueryFixture implements Fixture {
  static final String SERVICE = "bigquery";
  private static final String DATASET = "dpone_certify";

  /** The variable that names a bucket in the location of a live system. */
  static final String BUCKET = "DPONE_LIVE_BIGQUERY_BUCKET";

  @Override
  public String connector() {
    return "bigquery";
  }

  @Override
  public TestSystem start(Services services, String version) throws UnavailableException {
    return BigQuerySystem.on(services.open(SERVICE, DATASET, version));
  }

  /** A project that somebody names; the account has to be allowed to make datasets in it. */
  @Override
  public TestSystem attach(Map<String, Object> connection)
      throws IOException, UnavailableException {
    return BigQuerySystem.attachLive(connection, System.getenv().getOrDefault(BUCKET, ""));
  }
}
