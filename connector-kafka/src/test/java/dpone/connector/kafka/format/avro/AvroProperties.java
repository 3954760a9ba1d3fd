package dpone.connector.kafka.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.format.RandomCells;
import dpone.connector.kafka.format.RoundTrip;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.KafkaFormatCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.registry.MemoryRegistry;
import dpone.connector.kafka.registry.SchemaText;
import dpone.connector.kafka.registry.SchemaType;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonCode;
import dpone.toolkit.format.codec.RecordDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro: round trips, and the project's own library as the other side. */
@Tag("unit")
class AvroProperties {
  private final MemoryRegistry registry = new MemoryRegistry();

  private AvroFormat format(boolean envelope, boolean unions) {
    return new AvroFormat(registry.subjects(), DeclaredColumns.NONE, envelope, unions);
  }

  @Property(tries = 40)
  void everyTypeComesBack(@ForAll long seed) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    AvroFormat format = format(false, false);
    RoundTrip.check(format, format, fields, seed, 20);
    // What is told from the schema alone is what was written.
    assertThat(format.columns("t", limit -> List.of()).stream().map(f -> f.type().text()).toList())
        .isEqualTo(fields.stream().map(f -> f.type().text()).toList());
  }

  /** The library reads what is written, to the last byte, and writes the same bytes again. */
  @Property(tries = 40)
  void theLibraryReadsAndWritesTheSame(@ForAll long seed) throws IOException {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    AvroFormat format = format(false, false);
    ColumnBatch batch = PlainMemory.batch(fields);
    RandomCells cells = new RandomCells(seed);
    for (int i = 0; i < fields.size(); i++) {
      cells.append(fields.get(i).type(), batch.column(i), true);
    }
    batch.endRow();
    ByteOutput out = new ByteOutput(64);
    int[] all = IntStream.range(0, fields.size()).toArray();
    assertThat(
            format
                .encoder("t", fields, all, EnvelopeFacts.NONE)
                .encode(batch, 0, Operation.UPSERT, out))
        .isNull();
    byte[] framed = out.toByteArray();
    int id = ByteBuffer.wrap(framed, 1, 4).getInt();
    Schema schema = new Schema.Parser().parse(registry.byId(id).orElseThrow().schema().text());
    byte[] value = java.util.Arrays.copyOfRange(framed, 5, framed.length);
    var decoder = DecoderFactory.get().binaryDecoder(value, null);
    GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    // Maps of the library have an order of their own: compared by what it reads again.
    byte[] again = write(schema, record);
    GenericRecord second =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(again, null));
    assertThat(second).isEqualTo(record);
    ColumnBatch back = PlainMemory.batch(fields);
    byte[] reframed = java.util.Arrays.copyOf(framed, 5 + again.length);
    System.arraycopy(again, 0, reframed, 5, again.length);
    assertThat(format.decoder("t", fields, 0).decode(reframed, 0, reframed.length, back)).isNull();
  }

  private static byte[] write(Schema schema, GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private byte[] framed(int id, byte[] value) {
    return ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id).put(value).array();
  }

  private int register(String schema) {
    return registry.register("t-value", new SchemaText(SchemaType.AVRO, schema));
  }

  @Example
  void anOlderWriterIsReadByTheNewestSchema() throws IOException {
    String old =
        """
        {"type":"record","name":"R","namespace":"n","fields":[
         {"name":"gone","type":{"type":"array","items":"string"}},
         {"name":"id","type":"int"},{"name":"old_name","type":["null","string"]},
         {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B","C"]}}]}\
        """;
    String newer =
        """
        {"type":"record","name":"R","namespace":"n","fields":[
         {"name":"id","type":"long"},
         {"name":"label","type":["null","string"],"aliases":["old_name"],"default":null},
         {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2},
          "default":"\\u0001\\u0000"},
         {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"],"default":"B"}}]}\
        """;
    int id = register(old);
    register(newer);
    Schema schema = new Schema.Parser().parse(old);
    GenericRecord record = new GenericData.Record(schema);
    record.put("gone", List.of("x", "y"));
    record.put("id", 7);
    record.put("old_name", "seven");
    record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "C"));
    AvroFormat format = format(false, false);
    List<Field> columns = format.columns("t", limit -> List.of());
    ColumnBatch batch = PlainMemory.batch(columns);
    byte[] value = framed(id, write(schema, record));
    Poison poison = format.decoder("t", columns, 0).decode(value, 0, value.length, batch);
    assertThat(poison).isNull();
    batch.endRow();
    assertThat(batch.longs(0).get(0)).isEqualTo(7);
    assertThat(batch.bytes(1).text(0)).isEqualTo("seven");
    assertThat(batch.int128s(2).low(0)).isEqualTo(256);
    assertThat(batch.bytes(3).text(0)).isEqualTo("B");
  }

  @Example
  void unionsAreRefusedByNameOrAreStructs() throws IOException {
    String text =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"u\",\"type\":"
            + "[\"null\",\"long\",\"string\"]}]}";
    int id = register(text);
    assertThatThrownBy(() -> format(false, false).columns("t", limit -> List.of()))
        .hasMessageContaining("field u is a union");
    AvroFormat format = format(false, true);
    List<Field> columns = format.columns("t", limit -> List.of());
    assertThat(columns.get(0).type().text()).isEqualTo("struct<long:int64,string:string>");
    Schema schema = new Schema.Parser().parse(text);
    GenericRecord record = new GenericData.Record(schema);
    record.put("u", "x");
    byte[] value = framed(id, write(schema, record));
    ColumnBatch batch = PlainMemory.batch(columns);
    assertThat(format.decoder("t", columns, 0).decode(value, 0, value.length, batch)).isNull();
    batch.endRow();
    assertThat(RandomCells.show(columns.get(0).type(), batch.column(0), 0)).isEqualTo("(NULL, x)");
  }

  @Example
  void theEnvelopeCarriesOperationAndRow() {
    List<Field> fields = List.of(new Field("id", new DataType.Int(64), true, ""));
    AvroFormat format = format(true, false);
    ColumnBatch batch = PlainMemory.batch(fields);
    batch.longs(0).append(5);
    batch.endRow();
    ByteOutput out = new ByteOutput(16);
    EnvelopeFacts facts = new EnvelopeFacts(Map.of("load_id", "x"), Map.of("stream", "s"));
    assertThat(
            format
                .encoder("t", fields, new int[] {0}, facts)
                .encode(batch, 0, Operation.DELETE, out))
        .isNull();
    List<Field> columns = format.columns("t", limit -> List.of());
    assertThat(columns.stream().map(Field::name)).containsExactly(Operation.COLUMN, "id");
    ColumnBatch back = PlainMemory.batch(columns);
    assertThat(format.decoder("t", columns, 0).decode(out.array(), 0, out.length(), back)).isNull();
    back.endRow();
    assertThat(back.bytes(0).text(0)).isEqualTo("delete");
    assertThat(back.longs(1).get(0)).isEqualTo(5);
  }

  /** Whatever the bytes are: a row or a poison, soon, and never another failure. */
  @Property(tries = 1000)
  void anyBytesAreARowOrAPoison(@ForAll long seed) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    AvroFormat format = format(false, false);
    int[] all = IntStream.range(0, fields.size()).toArray();
    var encoder = format.encoder("t", fields, all, EnvelopeFacts.NONE);
    ColumnBatch batch = PlainMemory.batch(fields);
    RandomCells cells = new RandomCells(seed);
    for (int i = 0; i < fields.size(); i++) {
      cells.append(fields.get(i).type(), batch.column(i), true);
    }
    batch.endRow();
    ByteOutput out = new ByteOutput(64);
    assertThat(encoder.encode(batch, 0, Operation.UPSERT, out)).isNull();
    byte[] value = out.toByteArray();
    Random random = new Random(seed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      value[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt();
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(value.length) : value.length;
    ColumnBatch back = PlainMemory.batch(fields);
    RecordDecoder decoder = format.decoder("t", fields, 0);
    if (decoder.decode(value, 0, length, back) == null) {
      back.endRow();
    } else {
      back.undoRow();
    }
    assertThat(decoder.decode(out.array(), 0, out.length(), back)).isNull();
    back.endRow();
  }

  @Example
  void framingAndIdsAreChecked() {
    register("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
    AvroFormat format = format(false, false);
    List<Field> columns = format.columns("t", limit -> List.of());
    Map<byte[], PoisonCode> cases = new HashMap<>();
    cases.put(new byte[] {1, 2}, KafkaFormatCode.FRAMING);
    cases.put(new byte[] {1, 0, 0, 0, 1, 2}, KafkaFormatCode.FRAMING);
    cases.put(new byte[] {0, 0, 0, 0, 99, 2}, KafkaFormatCode.SCHEMA_ID_UNKNOWN);
    cases.put(new byte[] {0, 0, 0, 0, 1}, FormatCode.MALFORMED);
    cases.put(new byte[] {0, 0, 0, 0, 1, 2, 2}, FormatCode.MALFORMED);
    cases.forEach((value, code) ->
        assertThat(
                format
                    .decoder("t", columns, 0)
                    .decode(value, 0, value.length, PlainMemory.batch(columns))
                    .code())
            .isEqualTo(code));
  }
}
