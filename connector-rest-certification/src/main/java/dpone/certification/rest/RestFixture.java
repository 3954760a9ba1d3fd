package dpone.certification.rest;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import java.util.Map;

/** Tries the connector on an API of the trial's own. */
public final class RestFixture implements Fixture {
  /** What the API of the trial is. */
  static final ServiceInfo INFO =
      new ServiceInfo("paged API of the trial", ServiceInfo.Kind.DOUBLE, "1");

  @Override
  public String connector() {
    return "rest";
  }

  @Override
  public TestSystem start(Services services, String version) throws Exception {
    return new RestSystem(new ApiDouble(), INFO);
  }

  /** Shown in manifests that are made of it; see {@link RestSourceTables}. */
  static Map<String, Object> connection(String url) {
    return Map.of("url", url);
  }
}
