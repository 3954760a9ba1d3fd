package dpone.certification.kafka;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.util.Map;

/** Tries the connector on the disposable broker that the build brings along. */
public final class KafkaFixture implements Fixture {
  static final String SERVICE = "kafka";
  private static final String TOPIC = "dpone_certify";

  @Override
  public String connector() {
    return "kafka";
  }

  @Override
  public TestSystem start(Services services, String version)
      throws UnavailableException, Exception {
    return KafkaSystem.on(services.open(SERVICE, TOPIC, version), true);
  }

  /** A cluster that somebody else runs; the user has to be allowed to make topics. */
  @Override
  public TestSystem attach(Map<String, Object> connection) throws Exception {
    return KafkaSystem.on(
        new Services.Running(
            connection, new ServiceInfo("Apache Kafka", ServiceInfo.Kind.REAL, "live")),
        false);
  }
}
