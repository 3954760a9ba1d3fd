package dpone.connector.kafka.sink;

import dpone.connector.kafka.ledger.ScopeRecord;
import dpone.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a sink would ask of a cluster that exists nowhere. */
public final class SinkSamples {
  private static final String PIPELINE = "orders_to_log";
  private static final String SCOPE = "shop.orders";
  private static final String LOAD = "0123456789abcdef0123456789abcdef";

  private SinkSamples() {}

  /** Texts by file name. */
  public static Map<String, String> constructions() {
    SinkSettings settings = new SinkSettings(standard());
    Map<String, String> files = new TreeMap<>();
    files.put(
        "producer-transactional.properties", lines(settings.fencingProducer(PIPELINE, SCOPE)));
    files.put("producer-idempotent.properties", lines(settings.dataProducer()));
    files.put("loads-topic.properties", lines(dpone.connector.kafka.ledger.LoadLedger.configs()));
    files.put("loads-key.json", text(ScopeRecord.key(PIPELINE, SCOPE)));
    files.put(
        "loads-value.json",
        text(
            ScopeRecord.NONE
                .fencedBy(7)
                .with(
                    new ScopeRecord.Load(
                        LOAD, 7, Map.of(SCOPE, 42L), Map.of("landing.orders", Map.of(0, 17L))))
                .encode()));
    return files;
  }

  private static Options standard() {
    Map<String, Object> values = new HashMap<>();
    values.put(SinkOptions.DELIVERY, "transactional");
    values.put(SinkOptions.COMPRESSION, "lz4");
    values.put(SinkOptions.LINGER_MS, 20L);
    values.put(SinkOptions.BATCH_SIZE, 128L << 10);
    values.put(SinkOptions.BUFFER_MEMORY, 32L << 20);
    values.put(SinkOptions.MAX_REQUEST_SIZE, 1L << 20);
    values.put(SinkOptions.DELIVERY_TIMEOUT, Duration.ofMinutes(2));
    values.put(SinkOptions.TRANSACTION_TIMEOUT, Duration.ofMinutes(15));
    values.put(SinkOptions.TRANSACTIONAL_ID_PREFIX, "dpone");
    return Options.of(values);
  }

  private static String lines(Map<String, String> properties) {
    List<String> lines =
        new TreeMap<>(properties)
            .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    return String.join("\n", lines) + "\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8) + "\n";
  }
}
