package dpone.certification.vendors;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.FixedStream;
import dpone.certify.kit.Outages;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The double of Google Ads, served. */
final class AdsSystem implements TestSystem {
  private final AdsDouble service = new AdsDouble();

  @Override
  public ServiceInfo service() {
    return new ServiceInfo("Google Ads (double)", ServiceInfo.Kind.DOUBLE, "");
  }

  @Override
  public Map<String, Object> connection() {
    return service.connection();
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.empty();
  }

  @Override
  public List<FixedStream> streams() {
    return List.copyOf(service.streams());
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.empty();
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(
        new Credentials() {
          @Override
          public Map<String, Object> login(Map<String, String> given) {
            Map<String, String> secrets = AdsDouble.secrets();
            given.forEach(secrets::replace);
            service.accept(secrets);
            Map<String, Object> login = service.connection();
            login.putAll(secrets);
            return login;
          }

          @Override
          public Map<String, String> others() {
            return Map.of(
                "json_key",
                "the double's login is a consent; a test of the connector has a key",
                "ssl_client_key_password",
                "the double asks for no certificate");
          }
        });
  }

  @Override
  public Optional<Outages> outages() {
    return Optional.of(new AdsOutages(service));
  }

  @Override
  public void close() {
    service.close();
  }
}
