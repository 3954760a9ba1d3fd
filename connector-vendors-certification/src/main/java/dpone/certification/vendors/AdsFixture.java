package dpone.certification.vendors;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.util.Map;

/** Tries the connector of Google Ads, whose service speaks gRPC. */
public final class AdsFixture implements Fixture {
  /** For the service loader. */
  public AdsFixture() {}

  @Override
  public String connector() {
    return "google-ads";
  }

  @Override
  public TestSystem start(Services services, String version) {
    return new AdsSystem();
  }

  @Override
  public TestSystem attach(Map<String, Object> connection) throws Exception {
    throw new UnavailableException(
        "a vendor's account cannot be filled with rows: the live test is the read that google-ads's"
            + " page describes");
  }
}
