package dpone.certification.bigquery;

import dpone.certify.kit.ArrivingTypes;
import dpone.certify.kit.Credentials;
import dpone.certify.kit.Outages;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset of the double, which pipelines write into.
 *
 * @param running what it is and how it is reached
 * @param client statements of the trial's own
 * @param keys of its door, which it keeps
 */
record BigQuerySystem(Services.Running running, Client client, BigQueryCredentials keys)
    implements TestSystem {
  static BigQuerySystem on(Services.Running running) {
    Client client = new Client(running.connection());
    return new BigQuerySystem(
        running, client, new BigQueryCredentials(client, running.connection()));
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
    return Optional.empty();
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new BigQuerySinkTables(client));
  }

  @Override
  public Optional<ArrivingTypes> arriving() {
    return Optional.of(new BigQueryTypes(client));
  }

  @Override
  public Optional<Credentials> credentials() {
    return Optional.of(keys);
  }

  @Override
  public Optional<Outages> outages() {
    return Optional.of(new BigQueryOutages(client, running.connection()));
  }

  @Override
  public void close() {
    client.close();
  }
}
