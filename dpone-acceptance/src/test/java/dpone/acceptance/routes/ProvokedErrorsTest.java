package dpone.acceptance.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.acceptance.CommandLineTool;
import dpone.acceptance.routes.Systems.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users do wrong with ClickHouse and Kafka, through the command line: one line with code,
 * place and remedy, the right exit code, no stack trace, no secret, and a target as it was.
 */
@Tag("integration")
class ProvokedErrorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUE =
      "value: { format: json, columns: [ { name: order_id, type: int64 } ] }";
  private static final String TARGETS = "SELECT * FROM warehouse.%s ORDER BY order_id";

  private static Systems systems;
  private static ClickHousePlace engine;
  private static KafkaPlace broker;
  private static Map<String, Object> kafka;
  private static Map<String, Object> guest;
  private static Map<String, Object> clickhouse;
  private static String registry;

  @TempDir Path folder;

  @BeforeAll
  static void provoke() throws Exception {
    systems = new Systems();
    engine = (ClickHousePlace) systems.place(Kind.CLICKHOUSE);
    broker = (KafkaPlace) systems.place(Kind.KAFKA);
    clickhouse = systems.open(Kind.CLICKHOUSE, "warehouse");
    kafka = systems.open(Kind.KAFKA, "");
    var services = systems.dpone().services();
    guest =
        services.open(
            "kafka",
            Map.of("security_protocol", "SASL_PLAINTEXT", "user", "guest"),
            systems.services());
    registry = services.open("schema-registry", Map.of(), systems.services()).get("url").toString();
    engine.ask(
        "CREATE TABLE warehouse.plain (order_id Int64) ENGINE = MergeTree ORDER BY order_id");
    engine.ask(
        "CREATE TABLE warehouse.parts (order_id Int64, note String) ENGINE = MergeTree ORDER BY"
            + " order_id");
    engine.ask("INSERT INTO warehouse.plain VALUES (-1), (-2)");
    engine.ask("INSERT INTO warehouse.parts VALUES (-1, 'kept')");
    engine.ask("CREATE TABLE shop.large (order_id Int64, note String) ENGINE = Log");
    engine.ask("INSERT INTO shop.large VALUES (1, 'small'), (2, repeat('x', 4000))");
    try (Admin admin = Admin.create(broker.client())) {
      admin
          .createTopics(
              Stream.of("provoked", "framed", "unlike", "bulky")
                  .map(name -> new NewTopic(name, 1, (short) 1))
                  .toList())
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(
            broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int id = 1; id <= 300; id++) {
        byte[] value = ("{\"order_id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("provoked", value));
      }
      Random random = new Random(7);
      for (int id = 1; id <= 4000; id++) {
        byte[] noise = new byte[100];
        random.nextBytes(noise);
        String note = HexFormat.of().formatHex(noise);
        byte[] value =
            ("{\"order_id\":" + id + ",\"note\":\"" + note + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("bulky", value));
      }
      byte[] framed = ByteBuffer.allocate(6).put((byte) 0).putInt(987654).put((byte) 2).array();
      producer.send(new ProducerRecord<>("framed", framed));
    }
    register("unlike-value", "{\"type\":\"record\",\"name\":\"r\",\"fields\":[]}");
    register(
        "unlike-value",
        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"order_id\",\"type\":"
            + "[\"null\",\"string\"],\"default\":null}]}");
  }

  private static void register(String subject, String schema) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.createObjectNode().put("schema", schema).toString()))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @AfterAll
  static void close() {
    systems.close();
  }

  /** What is wrong with a manifest, and what the user has to be told. */
  private record Case(String name, String source, String sink, int exit, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String with(Map<String, Object> connection, Object... more) {
    Map<String, Object> all = new LinkedHashMap<>(connection);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i].toString(), more[i + 1]);
    }
    all.replaceAll((name, value) -> name.endsWith("password") ? "${SECRET}" : value);
    return JSON.valueToTree(all).toString();
  }

  private static String from(String type, String connection, String stream) {
    return "source:\n  type: %s\n  connection: %s\n  streams: [ %s ]\n"
        .formatted(type, connection, stream);
  }

  private static String to(String type, String connection, String table, String more) {
    return """
    sink:
      type: %s
      connection: %s
      table: %s
      strategy: { mode: incremental_append }
    %s
    """
        .formatted(type, connection, table, more);
  }

  static Stream<Case> cases() {
    String orders = from("kafka", with(kafka), "{ name: provoked, metadata: [], " + VALUE + " }");
    String plain = to("clickhouse", with(clickhouse), "plain", "");
    String large =
        from(
            "clickhouse",
            with(clickhouse, "database", "shop"),
            "{ name: large, cursor: order_id }");
    String topic = to("kafka", with(kafka), "provoked", "");
    return Stream.of(
        new Case(
            "topic missing",
            from("kafka", with(kafka), "{ name: no_topic, " + VALUE + " }"),
            plain,
            2,
            "KAFKA_TOPIC_NOT_FOUND: .*no_topic.* \\(.*stream no_topic.*\\); .*"),
        new Case(
            "not authorised",
            from("kafka", with(guest), "{ name: provoked, " + VALUE + " }"),
            plain,
            4,
            "KAFKA_NOT_AUTHORIZED: .*provoked.*; .*"),
        new Case(
            "message too large",
            large,
            to("kafka", with(kafka), "provoked", "  max_request_size: 1KB"),
            1,
            "KAFKA_RECORD_TOO_LARGE: .*max_request_size.* \\(.*stream large.*\\); .*rejects.*"),
        new Case(
            "broker gone",
            from(
                "kafka",
                with(kafka, "bootstrap_servers", "127.0.0.1:1", "connect_timeout", "1s"),
                "{ name: provoked, " + VALUE + " }"),
            plain,
            3,
            "KAFKA_BROKER_UNREACHABLE: .*127.0.0.1:1 .*; .*bootstrap_servers.*"),
        new Case(
            "offsets out of range",
            from(
                "kafka",
                with(kafka),
                "{ name: provoked, start_from: offsets, start_offsets: { \"0\": \"5000\" }, "
                    + VALUE
                    + " }"),
            plain,
            1,
            "KAFKA_OFFSETS_GONE: .*5000.* \\(.*stream provoked.*\\); .*on_lost_offsets.*"),
        new Case(
            "schema incompatible",
            large,
            to(
                "kafka",
                with(kafka, "schema_registry", Map.of("url", registry)),
                "unlike",
                "  value: { format: avro, record_name: r }"),
            2,
            "KAFKA_SCHEMA_INCOMPATIBLE: .*unlike-value.*; .*"),
        new Case(
            "unknown schema id",
            from(
                "kafka",
                with(kafka, "schema_registry", Map.of("url", registry)),
                "{ name: framed, metadata: [], value: { format: avro, columns: [ { name: order_id,"
                    + " type: int64 } ] } }"),
            plain,
            1,
            "KAFKA_SCHEMA_ID_UNKNOWN: .*987654.* \\(.*stream framed.*\\); .*schema_registry.url.*"),
        new Case(
            "unknown table",
            from("clickhouse", with(clickhouse, "database", "shop"), "{ name: no_table }"),
            topic.replace("incremental_append", "full_refresh"),
            2,
            "CH_TABLE_NOT_FOUND: .*no_table.* \\(.*stream shop.no_table.*\\).*; .*"),
        new Case(
            "memory limit",
            from(
                "clickhouse",
                with(clickhouse, "user", "small"),
                "{ name: many, query: \"SELECT length(groupArray(number)) AS n FROM"
                    + " numbers(10000000)\" }"),
            topic.replace("incremental_append", "full_refresh"),
            3,
            "CH_MEMORY_LIMIT: .*; .*"),
        new Case(
            "too many parts",
            from(
                "kafka",
                with(kafka),
                "{ name: bulky, metadata: [], value: { format: json, columns: [ { name: order_id,"
                    + " type: int64 }, { name: note, type: string } ] } }"),
            to(
                "clickhouse",
                with(
                    clickhouse,
                    "compression",
                    "none",
                    "settings",
                    Map.of("parts_to_throw_insert", "1")),
                "parts",
                ""),
            3,
            "CH_TOO_MANY_PARTS: .*; .*"),
        new Case(
            "readonly user",
            orders,
            to("clickhouse", with(clickhouse, "user", "reader"), "plain", ""),
            4,
            "CH_READ_ONLY: .*; .*readonly.*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theUserIsToldAndTheTargetIsAsItWas(Case wrong) throws IOException {
    String before = targets();
    Files.writeString(
        folder.resolve("m.yaml"),
        "name: provoked_"
            + wrong.name().replace(' ', '_')
            + "\n"
            + wrong.source()
            + wrong.sink()
            + "\nruntime: { memory: 1MB, parallelism: 1, retry: { max_attempts: 1 } }\n");
    String secret =
        (wrong.name().equals("not authorised")
                ? guest.get("sasl_password")
                : clickhouse.get("password"))
            .toString();
    CommandLineTool.Result run =
        new CommandLineTool(folder, Map.of("SECRET", secret))
            .run("run", "m.yaml", "--receipt", "r.json");
    JsonNode receipt = JSON.readTree(Files.readString(folder.resolve("r.json")));
    String errors =
        run.err().lines().filter(l -> l.startsWith("error ")).collect(Collectors.joining("\n"));
    assertThat(errors).as(run.err()).matches(Pattern.compile("error " + wrong.line()));
    assertThat(run.code()).isEqualTo(wrong.exit());
    assertThat(receipt.path("status").textValue()).isEqualTo("failed");
    assertThat(errors).startsWith("error " + receipt.at("/error/code").textValue() + ": ");
    assertThat(receipt.at("/error/remedy").textValue()).isNotEmpty();
    assertThat(run.out() + run.err() + receipt).doesNotContain(secret).doesNotContain("\tat ");
    assertThat(targets()).isEqualTo(before);
  }

  private static String targets() {
    return engine.ask(TARGETS.formatted("plain"))
        + engine.ask(TARGETS.formatted("parts"))
        + engine.ask(
            "SELECT name FROM system.tables WHERE database = 'warehouse' AND name NOT LIKE '\\\\_dpone%'"
                + " ORDER BY name")
        + broker.count("provoked")
        + broker.count("unlike");
  }
}
