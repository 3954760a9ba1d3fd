package dpone.connector.bigquery;

import dpone.connector.bigquery.offline.BigQueryConstructions;
import dpone.connector.bigquery.offline.BigQueryRetries;
import dpone.connector.bigquery.offline.BigQueryTypeTable;
import dpone.connector.bigquery.option.ConnectionOptions;
import dpone.connector.bigquery.option.SinkOptions;
import dpone.connector.bigquery.sink.BigQuerySink;
import dpone.connector.bigquery.state.BigQueryStateStore;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.sink.Sink;
import dpone.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The provider. It names no driver type, so that it can be described where no driver is. */
public final class BigQueryConnector implements Connector {
  /** For the service loader. */
  public BigQueryConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "bigquery",
        "BigQuery",
        "0.1.0",
        Set.of(Role.SINK, Role.STATE),
        ConnectionOptions.SPEC,
        OptionSpec.NONE,
        OptionSpec.NONE,
        SinkOptions.SPEC,
        SinkOptions.STATE,
        List.of(
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper"),
            new DriverRequirement(
                "com.google.auth:google-auth-library-oauth2-http:1.30.0",
                "com.google.auth.oauth2.GoogleCredentials"),
            new DriverRequirement(
                "com.github.luben:zstd-jni:1.5.7-17", "com.github.luben.zstd.ZstdCompressCtx"),
            new DriverRequirement(
                "org.xerial.snappy:snappy-java:1.1.10.7", "org.xerial.snappy.Snappy"),
            new DriverRequirement(
                "com.google.api.grpc:proto-google-cloud-bigquerystorage-v1:3.38.0",
                "com.google.cloud.bigquery.storage.v1.AppendRowsRequest"),
            new DriverRequirement(
                "io.grpc:grpc-netty-shaded:1.76.3",
                "io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of(),
            "docs/connectors/bigquery.md",
            List.of(
                "nothing here has run against BigQuery itself yet: statements are analysed by"
                    + " Google's own analyzer and evaluated by its reference engine, behind a"
                    + " double of the interface that has neither quotas nor jobs that overlap",
                "a bucket in another location than the target's dataset is refused by the load job,"
                    + " when its files are there already",
                "a row of more than 9,000,000 bytes has no place in a pending stream, and is refused;"
                    + " load jobs take it",
                "publish: copy is for full_refresh and partition_replace; targets and partitions"
                    + " change one after the other, and the state in no transaction with them",
                "a target whose queries have to name partitions takes incremental_append,"
                    + " partition_replace by its column, and what publish: copy does",
                "a change that gives a row another key and leaves cells out fails the load",
                "a list of lists has no place; a null list becomes an empty one, by the manifest's"
                    + " leave",
                "the scripts of transactions are analysed statement by statement, not as a whole",
                "there is no fingerprint for dpone verify",
                "a source of BigQuery is not offered")));
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return BigQuerySink.open(endpoint, context);
  }

  @Override
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    return BigQueryStateStore.open(endpoint, context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new BigQueryTypeTable()));
    }
    if (type == OfflineConstructions.class) {
      return Optional.of(type.cast(new BigQueryConstructions()));
    }
    return type == RetriedCalls.class
        ? Optional.of(type.cast(new BigQueryRetries()))
        : Optional.empty();
  }
}
