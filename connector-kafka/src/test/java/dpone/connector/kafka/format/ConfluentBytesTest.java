package dpone.connector.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.kafka.format.avro.AvroFormat;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.format.jsonschema.JsonSchemaFormat;
import dpone.connector.kafka.format.protobuf.ProtobufFormat;
import dpone.connector.kafka.registry.RegisteredSchema;
import dpone.connector.kafka.registry.SchemaRegistry;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.connector.kafka.registry.Subjects;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.json.JsonRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes that Confluent's own JavaScript client wrote (src/test/clients/capture.mjs) are read, and
 * written again to the last byte.
 */
@Tag("unit")
class ConfluentBytesTest {
  /** One schema under every subject and id. */
  private record OneSchema(int id, SchemaText schema) implements SchemaRegistry {
    private Optional<RegisteredSchema> found() {
      return Optional.of(new RegisteredSchema(id, 1, schema));
    }

    @Override
    public Optional<RegisteredSchema> byId(int wanted) {
      return wanted == id ? found() : Optional.empty();
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
      return found();
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
      return found();
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, SchemaText wanted) {
      return found();
    }

    @Override
    public int register(String subject, SchemaText wanted) {
      return id;
    }

    @Override
    public Optional<String> incompatibility(String subject, SchemaText wanted) {
      return Optional.empty();
    }
  }

  private static ValueFormat format(JsonNode one, String message) {
    SchemaType type = SchemaType.valueOf(one.path("format").asText());
    SchemaText text = new SchemaText(type, one.path("schema").asText());
    Subjects subjects =
        new Subjects(
            new OneSchema(one.path("id").asInt(), text), "topic", message, false, true, true);
    return switch (type) {
      case AVRO -> new AvroFormat(subjects, DeclaredColumns.NONE, false, false);
      case PROTOBUF -> new ProtobufFormat(subjects, DeclaredColumns.NONE, false);
      case JSON ->
          new JsonSchemaFormat(
              subjects,
              DeclaredColumns.NONE,
              new JsonRules(JsonRules.Unknown.FAIL, "", false, false),
              false,
              true);
    };
  }

  @Test
  void isReadAndWrittenTheSame() throws IOException {
    List<String> messages = List.of("", "", "p.First", "p.Second", "p.Second.Inner");
    List<String> rows = new ArrayList<>();
    JsonNode cases;
    try (InputStream in = ConfluentBytesTest.class.getResourceAsStream("/confluent-bytes.json")) {
      cases = new ObjectMapper().readTree(in);
    }
    for (int i = 0; i < cases.size(); i++) {
      byte[] bytes = HexFormat.of().parseHex(cases.get(i).path("hex").asText());
      ValueFormat format = format(cases.get(i), messages.get(i));
      List<Field> columns = format.columns("t", limit -> List.of());
      ColumnBatch batch = PlainMemory.batch(columns);
      assertThat(format.decoder("t", columns, 0).decode(bytes, 0, bytes.length, batch)).isNull();
      batch.endRow();
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        cells.add(RandomCells.show(columns.get(c).type(), batch.column(c), 0));
      }
      rows.add(String.join("|", cells));
      int[] all = IntStream.range(0, columns.size()).toArray();
      ByteOutput out = new ByteOutput(16);
      format.check("t", columns);
      assertThat(
              format
                  .encoder("t", columns, all, EnvelopeFacts.NONE)
                  .encode(batch, 0, Operation.UPSERT, out))
          .isNull();
      assertThat(HexFormat.of().formatHex(out.toByteArray()))
          .isEqualTo(cases.get(i).path("hex").asText());
    }
    assertThat(rows)
        .containsExactly(
            "4503599627370497|-7|жук|-0.1|1|00ff|DONE|[a, ]|[one=1]|(2147483647)",
            "7|a\"b\n|12.5",
            "é",
            "9007199254740993|-3|x|[1, -1, 300]|0.5|0100",
            "5");
  }
}
