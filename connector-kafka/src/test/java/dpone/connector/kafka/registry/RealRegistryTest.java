package dpone.connector.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.format.RandomCells;
import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.avro.AvroFormat;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.format.jsonschema.JsonSchemaFormat;
import dpone.connector.kafka.format.protobuf.ProtobufFormat;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.json.JsonRules;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The formats against a real registry. */
@Tag("integration")
class RealRegistryTest {
  private final String url = TestService.registry().connection().get("url").toString();
  private final HttpRegistry registry =
      HttpRegistry.of(Options.of(Map.of("url", url)), new TestContext());
  private final String topic = "t" + UUID.randomUUID().toString().replace("-", "");

  private Subjects subjects(boolean register, boolean latest) {
    return new Subjects(registry, "topic", "", false, register, latest);
  }

  private static List<Field> plain() {
    return RoundTrip.fields(
        List.of(
            new DataType.Int(64),
            new DataType.Decimal(18, 4),
            new DataType.Text(),
            new DataType.TimestampTz(6),
            new DataType.Bool(),
            new DataType.FloatingPoint(64),
            new DataType.Uuid(),
            new DataType.Bytes()));
  }

  private ValueFormat format(String name, Subjects subjects, List<Field> fields) {
    DeclaredColumns declared = new DeclaredColumns(fields, Map.of());
    return switch (name) {
      case "avro" -> new AvroFormat(subjects, DeclaredColumns.NONE, false, false);
      case "protobuf" -> new ProtobufFormat(subjects, declared, false);
      default ->
          new JsonSchemaFormat(
              subjects,
              DeclaredColumns.NONE,
              new JsonRules(JsonRules.Unknown.IGNORE, "", false, false),
              false,
              true);
    };
  }

  @Test
  void everyFormatWritesAndReadsByIt() throws Exception {
    for (String name : List.of("avro", "protobuf", "json_schema")) {
      String own = topic + name;
      Subjects named = subjects(true, false);
      ValueFormat format = format(name, named, plain());
      format.check(own, plain());
      int[] all = java.util.stream.IntStream.range(0, plain().size()).toArray();
      format.encoder(own, plain(), all, EnvelopeFacts.NONE);
      assertThat(registry.latest(own + "-value")).isPresent();
      ValueFormat fresh = format(name, subjects(true, true), plain());
      assertThat(fresh.columns(own, limit -> List.of())).hasSize(plain().size());
      // By the newest schema, found by its id, with the topic named t.
      assertThat(fresh.name()).isEqualTo(name);
    }
  }

  @Test
  void rowsComeBackThroughIt() {
    for (String name : List.of("avro", "protobuf", "json_schema")) {
      Subjects record =
          new Subjects(registry, "record", topic + "." + "R" + name, false, true, false);
      ValueFormat format = format(name, record, plain());
      int[] all = java.util.stream.IntStream.range(0, plain().size()).toArray();
      format.encoder("t", plain(), all, EnvelopeFacts.NONE);
      RoundTrip.check(format, format, plain(), new RandomCells(3, false), 20);
    }
  }

  @Test
  void anIncompatibleSchemaIsRefusedBeforeTheFirstRecord() throws Exception {
    List<Field> first = List.of(new Field("a", new DataType.Int(64), false, ""));
    ValueFormat format = format("avro", subjects(true, false), first);
    format.encoder(topic, first, new int[] {0}, EnvelopeFacts.NONE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest backward =
          HttpRequest.newBuilder(URI.create(url + "/config/" + topic + "-value"))
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
              .build();
      assertThat(client.send(backward, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    List<Field> other = List.of(new Field("b", new DataType.Text(), false, ""));
    assertThatThrownBy(() -> format.check(topic, other))
        .extracting(e -> ((DponeException) e).code())
        .isEqualTo("KAFKA_SCHEMA_INCOMPATIBLE");
    assertThatThrownBy(() -> format.encoder(topic, other, new int[] {0}, EnvelopeFacts.NONE))
        .extracting(e -> ((DponeException) e).code())
        .isEqualTo("KAFKA_SCHEMA_INCOMPATIBLE");
    List<Field> wider = List.of(first.get(0), new Field("b", new DataType.Text(), true, ""));
    format.check(topic, wider);
    assertThatThrownBy(() -> format("avro", subjects(false, false), wider).check(topic, wider))
        .extracting(e -> ((DponeException) e).code())
        .isEqualTo("KAFKA_SCHEMA_NOT_REGISTERED");
  }

  @Test
  void unknownSubjectsAndIds() {
    assertThatThrownBy(
            () -> format("avro", subjects(true, false), List.of()).columns(topic, l -> List.of()))
        .extracting(e -> ((DponeException) e).code())
        .isEqualTo("KAFKA_SUBJECT_UNKNOWN");
    assertThat(registry.byId(987_654)).isEmpty();
  }

  @Test
  void referencesAreFollowed() {
    int first =
        registry.register(
            topic + "-money",
            new SchemaText(
                SchemaType.AVRO,
                "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"n\",\"fields\":"
                    + "[{\"name\":\"units\",\"type\":\"long\"}]}"));
    assertThat(first).isPositive();
    registry.register(
        topic + "-value",
        new SchemaText(
            SchemaType.AVRO,
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"m\",\"type\":\"n.Money\"}]}",
            List.of(new SchemaText.Reference("n.Money", topic + "-money", 1))));
    List<Field> columns =
        format("avro", subjects(true, false), List.of()).columns(topic, l -> List.of());
    assertThat(columns.get(0).type().text()).isEqualTo("struct<units:int64>");
    registry.register(
        topic + "-common",
        new SchemaText(
            SchemaType.PROTOBUF,
            "syntax = \"proto3\"; package n; message Money { int64 units = 1; }"));
    registry.register(
        topic + "p-value",
        new SchemaText(
            SchemaType.PROTOBUF,
            "syntax = \"proto3\"; import \"money.proto\"; message R { n.Money m = 1; }",
            List.of(new SchemaText.Reference("money.proto", topic + "-common", 1))));
    columns =
        format("protobuf", subjects(true, false), List.of()).columns(topic + "p", l -> List.of());
    assertThat(columns.get(0).type().text()).isEqualTo("struct<units:int64>");
  }
}
