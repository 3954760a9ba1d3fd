package dpone.connector.kafka.cluster;

import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.connect.ClusterSettings;
import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.error.KafkaErrors;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients of one cluster. Thread-safe. */
public final class Clients implements AutoCloseable {
  private final ClusterSettings settings;
  private final Cluster cluster;

  /**
   * Connects to nothing yet.
   *
   * @param connection options of the connection
   */
  public Clients(Options connection, ConnectorContext context) {
    this.settings = new ClusterSettings(connection);
    this.cluster = new Cluster(settings, context);
  }

  /**
   * A producer of bytes.
   *
   * @param properties what it needs beside the connection
   */
  public Producer<byte[], byte[]> producer(Map<String, String> properties) {
    Map<String, Object> all = settings.producer();
    // What the manifest says of these by the client's own names stays.
    Map<String, Object> given = Map.copyOf(all);
    all.putAll(properties);
    for (String name :
        new String[] {
          ProducerConfig.LINGER_MS_CONFIG,
          ProducerConfig.BATCH_SIZE_CONFIG,
          ProducerConfig.BUFFER_MEMORY_CONFIG
        }) {
      Object own = given.get(name);
      if (own != null) {
        all.put(name, own);
      }
    }
    try {
      return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (RuntimeException e) {
      throw error(e, "making a producer");
    }
  }

  /** A consumer of committed records that is a member of no group and commits nothing. */
  public Consumer<byte[], byte[]> consumer() {
    try {
      return new KafkaConsumer<>(
          settings.consumer(""), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (RuntimeException e) {
      throw error(e, "making a consumer");
    }
  }

  /** Questions about topics. */
  public Topics topics() {
    return new Topics(cluster);
  }

  /** The error of a failed call. */
  public DponeException error(Throwable failure, String doing) {
    return settings.error(failure, doing);
  }

  /** Whether a newer producer, or the brokers, ended this one's epoch. */
  public static boolean fenced(Throwable failure) {
    return KafkaErrors.code(failure) == KafkaCode.PRODUCER_FENCED
        || KafkaErrors.unwrap(failure) instanceof InvalidPidMappingException;
  }

  /** How long one request may take, in milliseconds, its tries included. */
  public long requestTimeoutMillis() {
    return settings.requestTimeout().toMillis();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
