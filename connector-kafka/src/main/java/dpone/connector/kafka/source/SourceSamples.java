package dpone.connector.kafka.source;

import dpone.connector.kafka.connect.ClusterSettings;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a source would ask of a cluster that exists nowhere. */
public final class SourceSamples {
  private SourceSamples() {}

  /** Texts by file name. */
  public static Map<String, String> constructions() {
    Map<String, String> files = new TreeMap<>();
    ClusterSettings plain = new ClusterSettings(connection(Map.of()));
    files.put("consumer.properties", lines(plain.consumer("")));
    files.put("admin.properties", lines(plain.admin()));
    ClusterSettings secured =
        new ClusterSettings(
            connection(
                Map.of(
                    "security_protocol",
                    "SASL_SSL",
                    "sasl_mechanism",
                    "SCRAM-SHA-512",
                    "sasl_username",
                    "app",
                    "sasl_password",
                    Secret.of("not to be seen"))));
    files.put("consumer-sasl-ssl.properties", lines(secured.consumer("loaders")));
    List<Range> ranges =
        List.of(
            new Range("shop.orders", "AAAAAAAAAAAAAAAAAAAAAQ", 0, 17, 42),
            new Range("shop.orders", "AAAAAAAAAAAAAAAAAAAAAQ", 1, 0, 9));
    Options stream = Options.of(Map.of(StreamOptions.METADATA, List.of("partition", "offset")));
    files.put(
        "split-offset-ranges.json",
        new RangeSplit(
                    "shop.orders", List.of("_offset", "id"), stream, "0123456789abcdef", ranges, 0)
                .split(0)
                .payload()
                .json()
            + "\n");
    files.put(
        "position-offsets.json",
        StreamPosition.encode(
                    Map.of(
                        "shop.orders",
                        new StreamPosition(
                            "loaders",
                            Map.of(
                                "shop.orders",
                                new StreamPosition.TopicPosition(
                                    "AAAAAAAAAAAAAAAAAAAAAQ", Map.of(0, 42L, 1, 9L), Map.of())))))
                .payload()
                .json()
            + "\n");
    return files;
  }

  private static Options connection(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.putIfAbsent("security_protocol", "PLAINTEXT");
    values.put("bootstrap_servers", "kafka1.example:9092,kafka2.example:9092");
    values.put("client_id", "dpone");
    values.put("connect_timeout", Duration.ofSeconds(15));
    values.put("request_timeout", Duration.ofSeconds(60));
    values.put("ssl_verify_hostname", true);
    return Options.of(values);
  }

  private static String lines(Map<String, Object> properties) {
    StringBuilder text = new StringBuilder();
    // A secret prints as [hidden].
    new TreeMap<>(properties)
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }
}
