package dpone.certification.kafka;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Failures of a schema registry, which is played: it says what the real one would. */
record RegistryFailures(TopicClient topics) {
  private static final String REGISTRY = "schema_registry";
  private static final String FORMAT = "format";
  private static final int KNOWN = 1;
  private static final int UNKNOWN = 99;
  private static final String NO_SUBJECT =
      ScriptedRegistry.answer("404 Not Found", "{\"error_code\":40401,\"message\":\"none\"}");
  private static final String NUMBER =
      "{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"n\\\":{\\\"type\\\":\\\"integer\\\","
          + "\\\"minimum\\\":5}}}";

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    ways.put("KAFKA_REGISTRY_MISSING", p -> Manifests.stream(p, "value", avro()));
    ways.put(
        "KAFKA_REGISTRY_UNREACHABLE",
        p -> {
          read(p, "avro", request -> "").close();
          return null;
        });
    answered(ways, "KAFKA_REGISTRY_FAILED", "500 Internal Server Error", "");
    answered(ways, "KAFKA_REGISTRY_THROTTLED", "429 Too Many Requests", "");
    answered(ways, "KAFKA_REGISTRY_AUTHENTICATION", "401 Unauthorized", "");
    answered(ways, "KAFKA_REGISTRY_ANSWER", "200 OK", "<html>");
    ways.put("KAFKA_SUBJECT_UNKNOWN", p -> read(p, "avro", request -> NO_SUBJECT));
    ways.put("KAFKA_SCHEMA_INVALID", p -> read(p, "avro", request -> schema("AVRO", "{")));
    ways.put(
        "KAFKA_REGISTRY_TLS",
        p -> {
          PlainSpeaker registry = new PlainSpeaker();
          Manifests.stream(p, "value", avro());
          Manifests.set(p, REGISTRY, Map.of("url", "https://" + registry.address()));
          return registry;
        });
    records(ways);
    targets(ways);
  }

  private static Map<String, Object> avro() {
    return Map.of(FORMAT, "avro");
  }

  private static void answered(
      Map<String, ProvokedFailures.Way> ways, String code, String status, String body) {
    ways.put(code, p -> read(p, "avro", request -> ScriptedRegistry.answer(status, body)));
  }

  /** The stream's columns are asked for. */
  private static ScriptedRegistry read(
      Pipeline pipeline, String format, UnaryOperator<String> script) throws IOException {
    ScriptedRegistry registry = new ScriptedRegistry(script);
    Manifests.set(pipeline, REGISTRY, Map.of("url", registry.url()));
    Manifests.stream(pipeline, "value", Map.of(FORMAT, format));
    return registry;
  }

  private static String schema(String type, String text) {
    return ScriptedRegistry.answer(
        "200 OK",
        "{\"subject\":\"s\",\"id\":1,\"version\":1,\"schemaType\":\""
            + type
            + "\",\"schema\":\""
            + text
            + "\"}");
  }

  /** Knows one schema. */
  private static String known(String request) {
    return request.contains("/schemas/ids/" + UNKNOWN)
        ? ScriptedRegistry.answer("404 Not Found", "{\"error_code\":40403,\"message\":\"none\"}")
        : schema("JSON", NUMBER);
  }

  private void records(Map<String, ProvokedFailures.Way> ways) {
    ways.put("KAFKA_FRAMING", p -> read(p, "json_schema", RegistryFailures::known));
    ways.put(
        "KAFKA_SCHEMA_ID_UNKNOWN",
        p -> {
          only(p, UNKNOWN, "{\"n\":7}");
          return read(p, "json_schema", RegistryFailures::known);
        });
    ways.put(
        "KAFKA_SCHEMA_VIOLATED",
        p -> {
          only(p, KNOWN, "{\"n\":3}");
          return read(p, "json_schema", RegistryFailures::known);
        });
  }

  /** The stream has nothing but this record. */
  private void only(Pipeline pipeline, int id, String text) throws Exception {
    topics.create(pipeline.stream(), Map.of());
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    byte[] framed = ByteBuffer.allocate(json.length + 5).put((byte) 0).putInt(id).put(json).array();
    topics.send(List.of(new ProducerRecord<>(pipeline.stream(), null, framed)));
  }

  private static void targets(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "KAFKA_SCHEMA_INCOMPATIBLE",
        p ->
            write(
                p,
                avro(),
                request ->
                    request.contains("/compatibility/")
                        ? ScriptedRegistry.answer("200 OK", "{\"is_compatible\":false}")
                        : NO_SUBJECT));
    ways.put(
        "KAFKA_SCHEMA_NOT_REGISTERED",
        p ->
            write(
                p, Map.of(FORMAT, "avro", "auto_register_schemas", false), request -> NO_SUBJECT));
  }

  private static ScriptedRegistry write(
      Pipeline pipeline, Map<String, Object> format, UnaryOperator<String> script)
      throws IOException {
    ScriptedRegistry registry = new ScriptedRegistry(script);
    Manifests.set(pipeline, REGISTRY, Map.of("url", registry.url()));
    Manifests.sink(pipeline, "value", format);
    return registry;
  }
}
