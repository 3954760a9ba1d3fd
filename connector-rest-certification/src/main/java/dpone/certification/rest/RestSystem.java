package dpone.certification.rest;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Outages;
import dpone.certify.kit.PagedTables;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TypeTables;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** An API with tables in pages. */
final class RestSystem implements TestSystem {
  private final ApiDouble api;
  private final ServiceInfo info;
  private final RestSourceTables tables;

  RestSystem(ApiDouble api, ServiceInfo info) {
    this.api = api;
    this.info = info;
    this.tables = new RestSourceTables(api);
  }

  @Override
  public ServiceInfo service() {
    return info;
  }

  @Override
  public Map<String, Object> connection() {
    return RestFixture.connection(api.url());
  }

  /** The same each time: it remembers the columns of its tables. */
  @Override
  public Optional<SourceTables> source() {
    return Optional.of(tables);
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.empty();
  }

  @Override
  public Optional<PagedTables> pages() {
    return Optional.of(new RestPages(api, tables));
  }

  @Override
  public Optional<TypeTables> types() {
    return Optional.of(new RestTypes(api));
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(new RestCredentials(api));
  }

  @Override
  public Optional<Outages> outages() {
    return Optional.of(new RestOutages(api));
  }

  @Override
  public void close() throws IOException {
    api.close();
  }
}
