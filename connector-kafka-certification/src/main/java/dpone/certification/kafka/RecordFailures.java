package dpone.certification.kafka;

import dpone.certify.kit.ProvokedFailures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Failures of values that are none, and of how values are declared. */
final class RecordFailures {
  private static final String LARGE = "16777216";

  private RecordFailures() {}

  static void addTo(Map<String, ProvokedFailures.Way> ways, TopicClient topics) {
    sent(ways, topics, "FORMAT_MALFORMED", "{\"id\":");
    sent(ways, topics, "FORMAT_VALUE_OUT_OF_RANGE", "{\"id\":9223372036854775808}");
    sent(ways, topics, "FORMAT_VALUE_WRONG_TYPE", "{\"id\":true}");
    sent(ways, topics, "FORMAT_VALUE_MISSING", "{}");
    sent(ways, topics, "FORMAT_FIELD_TWICE", "{\"id\":1,\"id\":1}");
    ways.put(
        "FORMAT_FIELD_UNKNOWN",
        p -> {
          topics.send(List.of(record(p.stream(), "{\"another\":1}")));
          return Manifests.value(p, "unknown_fields", "fail");
        });
    ways.put(
        "KAFKA_CELL_TOO_LARGE",
        p -> {
          topics.configure(p.stream(), Map.of("max.message.bytes", LARGE));
          try (Producer<byte[], byte[]> producer =
              topics.producer(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGE))) {
            producer.send(record(p.stream(), "{\"name\":\"" + "x".repeat(8_000_000) + "\"}")).get();
          }
          Manifests.group(p.manifest(), "runtime").put("memory", "4MB");
          return null;
        });
    ways.put("FORMAT_COLUMNS_UNKNOWN", p -> Manifests.stream(p, "value", Map.of("format", "json")));
    declared(ways, "FORMAT_TYPE_TEXT", "number");
    declared(ways, "FORMAT_TYPE_UNSUPPORTED", "map<json,string>");
    ways.put(
        "FORMAT_OPTION",
        p -> Manifests.stream(p, "value", Map.of("format", "text", "envelope", "dpone")));
  }

  private static void sent(
      Map<String, ProvokedFailures.Way> ways, TopicClient topics, String code, String value) {
    ways.put(
        code,
        p -> {
          topics.send(List.of(record(p.stream(), value)));
          return null;
        });
  }

  private static void declared(Map<String, ProvokedFailures.Way> ways, String code, String type) {
    ways.put(code, p -> Manifests.value(p, "columns", List.of(Map.of("name", "a", "type", type))));
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
    return new ProducerRecord<>(topic, null, value.getBytes(StandardCharsets.UTF_8));
  }
}
