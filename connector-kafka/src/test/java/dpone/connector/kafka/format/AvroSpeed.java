package dpone.connector.kafka.format;

import dpone.connector.kafka.format.avro.AvroFormat;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.json.JsonFormat;
import dpone.connector.kafka.registry.MemoryRegistry;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Measures Avro into columns against the Avro library, which makes a generic record of each. */
public final class AvroSpeed {
  private AvroSpeed() {}

  /** Prints nanoseconds of processor time a record. */
  public static void main(String[] args) throws Exception {
    List<Field> fields = JsonSpeed.fields();
    byte[][] json = JsonSpeed.records(100_000);
    RecordDecoder rows =
        new JsonFormat(
                new DeclaredColumns(fields, Map.of()),
                new JsonRules(JsonRules.Unknown.IGNORE, "", false, false),
                false,
                0)
            .decoder("t", fields, 0);
    MemoryRegistry registry = new MemoryRegistry();
    AvroFormat format = new AvroFormat(registry.subjects(), DeclaredColumns.NONE, false, false);
    int[] all = IntStream.range(0, fields.size()).toArray();
    RecordEncoder encoder = format.encoder("t", fields, all, EnvelopeFacts.NONE);
    byte[][] records = new byte[json.length][];
    long bytes = 0;
    ByteOutput out = new ByteOutput(256);
    for (int i = 0; i < records.length; i++) {
      ColumnBatch batch = PlainMemory.batch(fields);
      rows.decode(json[i], 0, json[i].length, batch);
      batch.endRow();
      out.truncate(0);
      encoder.encode(batch, 0, Operation.UPSERT, out);
      records[i] = out.toByteArray();
      bytes += records[i].length;
    }
    System.out.println("bytes a record: " + bytes / records.length);
    RecordDecoder decoder = format.decoder("t", fields, 0);
    Schema schema = new Schema.Parser().parse(registry.byId(1).orElseThrow().schema().text());
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
    BinaryDecoder binary = null;
    long seen = 0;
    PlainMemory memory = new PlainMemory();
    long[] sums = new long[2];
    for (int round = 0; round < 40; round++) {
      long start = JsonSpeed.cpu();
      ColumnBatch batch = memory.next(fields);
      for (byte[] record : records) {
        if (decoder.decode(record, 0, record.length, batch) != null) {
          throw new IllegalStateException();
        }
        batch.endRow();
        if (batch.isFull()) {
          batch.close();
          batch = memory.next(fields);
        }
      }
      batch.close();
      long ours = JsonSpeed.cpu() - start;
      start = JsonSpeed.cpu();
      for (byte[] record : records) {
        binary = DecoderFactory.get().binaryDecoder(record, 5, record.length - 5, binary);
        seen += reader.read(null, binary).getSchema().getFields().size();
      }
      long library = JsonSpeed.cpu() - start;
      if (round >= 20) {
        sums[0] += ours;
        sums[1] += library;
      }
    }
    System.out.printf(
        "columns %d ns, generic records %d ns (%d)%n",
        sums[0] / 20 / records.length, sums[1] / 20 / records.length, seen);
  }
}
