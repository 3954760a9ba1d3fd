package dpone.certification.clickhouse;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Failures;
import dpone.certify.kit.Network;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TypeTables;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A server, with a database for what is read and one for what is written.
 *
 * @param running what it is and how it is reached
 * @param services where it was started; empty for one that somebody else runs
 * @param client statements of the trial's own
 */
record ClickHouseSystem(Services.Running running, Optional<Services> services, Client client)
    implements TestSystem {
  static final String SOURCE = "certify_source";
  static final String TARGET = "certify_target";

  static ClickHouseSystem on(Services.Running running, Optional<Services> services)
      throws IOException {
    ClickHouseSystem system =
        new ClickHouseSystem(running, services, new Client(running.connection()));
    system.drop();
    system.client.run("CREATE DATABASE " + SOURCE);
    system.client.run("CREATE DATABASE " + TARGET);
    return system;
  }

  @Override
  public ServiceInfo service() {
    return running.info();
  }

  @Override
  public Map<String, Object> connection() {
    return running.connection();
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.of(new ClickHouseSourceTables(client));
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new ClickHouseSinkTables(client));
  }

  @Override
  public Optional<TypeTables> types() {
    return Optional.of(new ClickHouseTypes(client));
  }

  @Override
  public Optional<Credentials> credentials() {
    return services.map(all -> new ClickHouseCredentials(all, running.connection()));
  }

  @Override
  public Optional<Failures> failures() {
    return Optional.of(new ClickHouseFailures(client, services));
  }

  @Override
  public Optional<Network> network() {
    return Optional.of(new ClickHouseNetwork(running.connection(), client.address()));
  }

  @Override
  public void close() throws IOException {
    try (client) {
      drop();
    }
  }

  private void drop() throws IOException {
    client.run("DROP DATABASE IF EXISTS " + SOURCE + " SYNC");
    client.run("DROP DATABASE IF EXISTS " + TARGET + " SYNC");
  }
}
