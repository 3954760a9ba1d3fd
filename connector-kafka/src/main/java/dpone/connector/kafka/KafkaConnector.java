package dpone.connector.kafka;

import dpone.connector.kafka.connect.ConnectionOptions;
import dpone.connector.kafka.offline.KafkaConstructions;
import dpone.connector.kafka.offline.KafkaRetries;
import dpone.connector.kafka.offline.KafkaTypeTable;
import dpone.connector.kafka.sink.KafkaSink;
import dpone.connector.kafka.sink.SinkOptions;
import dpone.connector.kafka.source.KafkaSource;
import dpone.connector.kafka.source.SourceOptions;
import dpone.connector.kafka.source.StreamOptions;
import dpone.connector.kafka.state.KafkaStateStore;
import dpone.connector.kafka.state.StateOptions;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The provider. It names no driver type, so that it can be described where no driver is. */
public final class KafkaConnector implements Connector {
  /** For the service loader. */
  public KafkaConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        "kafka",
        "Apache Kafka",
        "0.1.0",
        Set.of(Role.SOURCE, Role.SINK, Role.STATE),
        ConnectionOptions.SPEC,
        SourceOptions.SPEC,
        StreamOptions.SPEC,
        SinkOptions.SPEC,
        StateOptions.SPEC,
        List.of(
            new DriverRequirement(
                "org.apache.kafka:kafka-clients:4.4.0",
                "org.apache.kafka.clients.consumer.KafkaConsumer"),
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper"),
            new DriverRequirement(
                "com.squareup.wire:wire-schema-jvm:6.4.7",
                "com.squareup.wire.schema.internal.parser.ProtoParser"),
            new DriverRequirement(
                "com.networknt:json-schema-validator:2.0.8",
                "com.networknt.schema.SchemaRegistry")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION),
            List.of("kafka"),
            "docs/connectors/kafka.md",
            List.of(
                "brokers from release 2.5 on; tried on 4.4",
                "a read is bounded: it ends at the offsets that each partition had when it began",
                "records of a transaction that is open when a read begins, and those behind them,"
                    + " belong to the next read",
                "a time window is cut by offset: a record out of order of time may be on the other"
                    + " side of the cut",
                "the state's leases are timed by the clocks of the machines that run dpone")),
        Increments.BY_POSITION);
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return KafkaSource.open(endpoint, context);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return KafkaSink.open(endpoint, context);
  }

  @Override
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    return KafkaStateStore.open(endpoint, context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == RetriedCalls.class) {
      return Optional.of(type.cast(new KafkaRetries()));
    }
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new KafkaTypeTable()));
    }
    return type == OfflineConstructions.class
        ? Optional.of(type.cast(new KafkaConstructions()))
        : Optional.empty();
  }
}
