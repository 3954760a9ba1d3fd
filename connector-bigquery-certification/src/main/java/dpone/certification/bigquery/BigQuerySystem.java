package dpone.certification.bigquery;

import dpone.certify.kit.ArrivingTypes;
import dpone.certify.kit.Credentials;
import dpone.certify.kit.Failures;
import dpone.certify.kit.Outages;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A dataset, which pipelines write into.
 *
 * @param connection how it is reached
 * @param service what it is
 * @param client statements of the trial's own
 * @param own the double's own client; empty for a BigQuery that cannot be made to fail
 * @param keys of the double's door, which they remember
 * @param bucket beside the dataset; empty where there is none
 */
record BigQuerySystem(
    Map<String, Object> connection,
    ServiceInfo service,
    Client client,
    Optional<DoubleClient> own,
    Optional<BigQueryCredentials> keys,
    String bucket)
    implements TestSystem {
  private static final String GOOGLE = "https://bigquery.googleapis.com";

  /** The double has it. */
  static final String BUCKET = "dpone-double";

  static BigQuerySystem on(Services.Running running) {
    DoubleClient client = new DoubleClient(running.connection());
    return new BigQuerySystem(
        running.connection(),
        running.info(),
        client,
        Optional.of(client),
        Optional.of(new BigQueryCredentials(client, running.connection())),
        BUCKET);
  }

  /** In a dataset of a name that nobody has, which goes with the system. */
  static BigQuerySystem attachLive(Map<String, Object> connection, String bucket)
      throws IOException, UnavailableException {
    Map<String, Object> own = new LinkedHashMap<>(connection);
    own.put("dataset", "dpone_certify_" + UUID.randomUUID().toString().replace('-', '_'));
    own.putIfAbsent("location", "US");
    LiveClient client = new LiveClient(own);
    return new BigQuerySystem(
        own,
        service(String.valueOf(own.getOrDefault("endpoint", GOOGLE))),
        client,
        Optional.empty(),
        Optional.empty(),
        bucket);
  }

  /** Only what answers at Google's own names is BigQuery; anything else stands in for it. */
  static ServiceInfo service(String endpoint) {
    String host = URI.create(endpoint).getHost();
    return host != null && host.endsWith(".googleapis.com") && endpoint.startsWith("https:")
        ? new ServiceInfo("BigQuery", ServiceInfo.Kind.REAL, "live")
        : new ServiceInfo("BigQuery (double)", ServiceInfo.Kind.DOUBLE, "");
  }

  @Override
  public Optional<SourceTables> source() {
    return Optional.empty();
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new BigQuerySinkTables(client, bucket));
  }

  @Override
  public Optional<ArrivingTypes> arriving() {
    return Optional.of(new BigQueryTypes(client));
  }

  @Override
  public Optional<Credentials> credentials() {
    return keys.map(known -> known);
  }

  @Override
  public Optional<Outages> outages() {
    return own.map(known -> new BigQueryOutages(known, connection));
  }

  @Override
  public Optional<Failures> failures() {
    return own.map(BigQueryFailures::new);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
