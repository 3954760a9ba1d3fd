package dpone.certification.vendors;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.FixedStream;
import dpone.certify.kit.Outages;
import dpone.certify.kit.PagedTables;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A double of a vendor, served. */
final class VendorSystem implements TestSystem {
  private final ServiceInfo info;
  private final VendorDouble vendor;
  private final ScriptedServer server;

  VendorSystem(ServiceInfo info, VendorDouble vendor) {
    this.info = info;
    this.vendor = vendor;
    this.server = new ScriptedServer(vendor::answer);
  }

  @Override
  public ServiceInfo service() {
    return info;
  }

  @Override
  public Map<String, Object> connection() {
    return at(server.url().toString());
  }

  private Map<String, Object> at(String url) {
    Map<String, Object> connection = new LinkedHashMap<>(vendor.connection(vendor.secrets(), url));
    connection.put("url", url);
    connection.putAll(vendor.served(server.url().toString()));
    // A double needs no mercy.
    connection.put("rate_limit", List.of(Map.of("requests", 100_000, "per", "1s", "burst", 1_000)));
    return connection;
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.empty();
  }

  @Override
  public List<FixedStream> streams() {
    return List.copyOf(vendor.streams());
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.empty();
  }

  @Override
  public Optional<PagedTables> pages() {
    return vendor.pages(server);
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(
        new Credentials() {
          @Override
          public Map<String, Object> login(Map<String, String> given) {
            Map<String, String> secrets = new LinkedHashMap<>(vendor.secrets());
            given.forEach(secrets::replace);
            vendor.accept(secrets);
            Map<String, Object> login = connection();
            login.putAll(secrets);
            return login;
          }

          @Override
          public Map<String, String> others() {
            Map<String, String> all = new LinkedHashMap<>(vendor.others());
            all.put("ssl_client_key_password", "the double asks for no certificate");
            return all;
          }
        });
  }

  @Override
  public Optional<Outages> outages() {
    return Optional.of(new VendorOutages(server, vendor::isRepeated, this::connection, this::at));
  }

  @Override
  public void close() {
    server.close();
  }
}
