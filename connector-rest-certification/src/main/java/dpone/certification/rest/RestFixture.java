package dpone.certification.rest;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.LiveStream;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import dpone.certify.kit.http.LiveApi;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Override
  public TestSystem attach(Map<String, Object> connection) throws Exception {
    return attach(connection, List.of());
  }

  /** Nobody can say what an API of somebody's has, so that streams are named and read. */
  @Override
  public TestSystem attach(Map<String, Object> connection, List<Map<String, Object>> streams)
      throws Exception {
    if (streams.isEmpty()) {
      throw new UnavailableException(
          "no live system: set DPONE_LIVE_REST_STREAMS to the streams that are to be read");
    }
    return new LiveApi("REST API", connection, streams.stream().map(RestFixture::stream).toList());
  }

  private static LiveStream stream(Map<String, Object> keys) {
    Map<String, Object> options = new LinkedHashMap<>(keys);
    String name = String.valueOf(options.remove("name"));
    return new LiveStream(name, options, options.containsKey("cursor"));
  }

  /** Shown in manifests that are made of it; see {@link RestSourceTables}. */
  static Map<String, Object> connection(String url) {
    return Map.of("url", url);
  }
}
