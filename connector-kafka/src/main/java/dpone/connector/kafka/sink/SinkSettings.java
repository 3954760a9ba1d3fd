package dpone.connector.kafka.sink;

import dpone.spi.option.Options;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The options of a sink, read. */
final class SinkSettings {
  private final Options options;
  private final Delivery delivery;

  SinkSettings(Options options) {
    this.options = options;
    this.delivery = Delivery.of(options.string(SinkOptions.DELIVERY));
  }

  Options options() {
    return options;
  }

  Delivery delivery() {
    return delivery;
  }

  Duration transactionTimeout() {
    return options.duration(SinkOptions.TRANSACTION_TIMEOUT);
  }

  int maxRequestSize() {
    return Math.toIntExact(options.integer(SinkOptions.MAX_REQUEST_SIZE));
  }

  String transactionalId(String pipeline, String scope) {
    return options.string(SinkOptions.TRANSACTIONAL_ID_PREFIX) + "." + pipeline + "." + scope;
  }

  /** Properties of the producer of a load's records. */
  Map<String, String> dataProducer() {
    Map<String, String> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, options.string(SinkOptions.COMPRESSION));
    properties.put(
        ProducerConfig.LINGER_MS_CONFIG, String.valueOf(options.integer(SinkOptions.LINGER_MS)));
    properties.put(
        ProducerConfig.BATCH_SIZE_CONFIG,
        String.valueOf(Math.min(options.integer(SinkOptions.BATCH_SIZE), maxRequestSize())));
    properties.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        String.valueOf(Math.max(options.integer(SinkOptions.BUFFER_MEMORY), maxRequestSize())));
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(maxRequestSize()));
    long delivery = options.duration(SinkOptions.DELIVERY_TIMEOUT).toMillis();
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(delivery));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(delivery));
    properties.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        String.valueOf(
            Math.max(1, Math.min(30_000, delivery - options.integer(SinkOptions.LINGER_MS)))));
    return properties;
  }

  /** Properties of the producer that alone may publish loads of a scope. */
  Map<String, String> fencingProducer(String pipeline, String scope) {
    Map<String, String> properties = dataProducer();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(pipeline, scope));
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(transactionTimeout().toMillis()));
    return properties;
  }
}
