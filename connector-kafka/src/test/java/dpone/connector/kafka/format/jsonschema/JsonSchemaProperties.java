package dpone.connector.kafka.format.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.connector.kafka.registry.MemoryRegistry;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.json.JsonRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** JSON Schema: round trips through validation, columns out of schemas, violations by name. */
@Tag("unit")
class JsonSchemaProperties {
  private static final JsonRules PLAIN = new JsonRules(JsonRules.Unknown.IGNORE, "", false, false);

  private final MemoryRegistry registry = new MemoryRegistry();
  private final JsonSchemaFormat format =
      new JsonSchemaFormat(registry.subjects(), DeclaredColumns.NONE, PLAIN, false, true);

  @Property(tries = 30)
  void everyTypeComesBackThroughValidation(@ForAll long seed) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    registry.register(
        "t-value", new SchemaText(SchemaType.JSON, SchemaWriter.of("t", fields, false)));
    RoundTrip.check(format, format, fields, seed, 10);
    assertThat(format.columns("t", limit -> List.of()).stream().map(f -> f.type().text()).toList())
        .isEqualTo(
            fields.stream()
                .map(f -> f.type().text().equals("enum") ? "string" : f.type().text())
                .toList());
  }

  private Poison decode(String schema, String json, List<Field> columns, ColumnBatch batch) {
    int id = registry.register("t-value", new SchemaText(SchemaType.JSON, schema));
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] value = ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(id).put(text).array();
    return format.decoder("t", columns, 0).decode(value, 0, value.length, batch);
  }

  @Example
  void columnsComeFromPropertiesAndViolationsAreNamed() {
    String schema =
        """
        {"type":"object","required":["id","at"],"$defs":{"money":{"type":"number","minimum":0}},
         "properties":{"id":{"type":"integer"},"at":{"type":"string","format":"date-time"},
          "price":{"$ref":"#/$defs/money"},"tags":{"type":"array","items":{"type":"string"}},
          "address":{"type":["object","null"],"properties":{"zip":{"type":"string","minLength":5}}}}}\
        """;
    registry.register("t-value", new SchemaText(SchemaType.JSON, schema));
    List<Field> columns = format.columns("t", limit -> List.of());
    assertThat(columns.stream().map(f -> f.name() + " " + f.type().text() + " " + f.nullable()))
        .containsExactly(
            "id int64 false",
            "at timestamptz(9) false",
            "price decimal true",
            "tags array<string> true",
            "address struct<zip:string> true");
    String good = "{\"id\":1,\"at\":\"2026-01-02T03:04:05Z\",\"price\":0.1,\"address\":null}";
    assertThat(decode(schema, good, columns, PlainMemory.batch(columns))).isNull();
    String bad = "{\"id\":1,\"at\":\"2026-01-02T03:04:05Z\",\"address\":{\"zip\":\"1\"}}";
    Poison poison = decode(schema, bad, columns, PlainMemory.batch(columns));
    assertThat(poison.code()).isEqualTo(KafkaFormatCode.SCHEMA_VIOLATED);
    assertThat(poison.field()).isEqualTo("address.zip");
    assertThat(decode(schema, "{\"id\":", columns, PlainMemory.batch(columns)).code())
        .isEqualTo(FormatCode.MALFORMED);
  }

  @Example
  void aReferenceOutOfTheRegistryIsNotFollowed() throws IOException {
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String schema =
          "{\"type\":\"object\",\"properties\":{\"price\":{\"$ref\":\"http://127.0.0.1:"
              + elsewhere.getLocalPort()
              + "/money.json\"}}}";
      List<Field> columns = List.of(new Field("price", new DataType.Int(64), true, ""));
      assertThatThrownBy(() -> decode(schema, "{\"price\":1}", columns, PlainMemory.batch(columns)))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.oneLine()).contains("KAFKA_SCHEMA_INVALID").contains("money.json"));
      elsewhere.setSoTimeout(200);
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Property(tries = 1000)
  void anyBytesAreARowOrAPoison(@ForAll byte[] bytes) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    int id =
        registry.register(
            "t-value", new SchemaText(SchemaType.JSON, SchemaWriter.of("t", fields, false)));
    byte[] value =
        ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(id).put(bytes).array();
    assertThat(
            format
                .decoder("t", fields, 0)
                .decode(value, 0, value.length, PlainMemory.batch(fields)))
        .isNotNull();
  }
}
