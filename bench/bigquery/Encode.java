import dpone.connector.bigquery.encode.AvroFile;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes rows as an Avro file, by the connector's encoder ({@code ours}) or by Avro's library ({@code library}), out of
 * rows that are there in the form in which each takes them; prints rows, microseconds, processor microseconds, and the
 * live heap in kilobytes after a tenth of the rows and after all. {@code check} reads a file by the library and
 * prints rows and a checksum over all cells.
 */
public final class Encode {
  private static final int BLOCK = 64 * 1024;
  private static final int PIECE = 8 * 1024 * 1024;
  private static final int DIFFERENT = 20_000;

  private final Meter meter;
  private final boolean deflated;

  private Encode(long rows, boolean deflated) {
    this.meter = new Meter(rows);
    this.deflated = deflated;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("check")) {
      check(new File(args[1]));
      return;
    }
    Encode run = new Encode(Long.parseLong(args[1]), args[2].equals("deflate"));
    File file = new File(args[3]);
    if (args[0].equals("ours")) {
      run.ours(file);
    } else {
      run.library(file);
    }
  }

  private static List<EncodedColumn> columns() {
    return Rows.SCHEMA.fields().stream()
        .map(f -> new EncodedColumn(f.name(), true, !f.nullable(), false, false))
        .toList();
  }

  private AvroFile file(BatchMemory memory, int room) {
    return new AvroFile("rows", Rows.SCHEMA, columns(), memory, room, deflated, new byte[16]);
  }

  private void ours(File to) throws Exception {
    Plain plain = new Plain(128 << 10);
    List<ColumnBatch> batches = new ArrayList<>();
    for (long next = 0; next < DIFFERENT; next += batches.get(batches.size() - 1).rows()) {
      batches.add(Rows.batch(plain, next));
    }
    try (OutputStream out = new FileOutputStream(to);
        AvroFile file = file(plain.reserve(), PIECE + 256 * 1024)) {
      for (int i = 0; meter.more(); i = (i + 1) % batches.size()) {
        ColumnBatch batch = batches.get(i);
        meter.begin();
        file.write(batch, (row, field, why) -> {
          throw new IllegalStateException(field.name() + ": " + why);
        });
        if (file.out().length() > PIECE) {
          out.write(file.out().data(), 0, PIECE);
          file.out().shift(PIECE);
        }
        meter.end(batch.rows());
      }
      meter.begin();
      file.finish();
      out.write(file.out().data(), 0, file.out().length());
      meter.end(0);
    }
    meter.tell(batches.size());
  }

  private void library(File to) throws Exception {
    Plain plain = new Plain(128 << 10);
    List<List<Object[]>> blocks = new ArrayList<>();
    long next = 0;
    while (next < DIFFERENT) {
      int count;
      try (ColumnBatch same = Rows.batch(plain, next)) {
        count = same.rows();
      }
      List<Object[]> block = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        block.add(Rows.objects(next++));
      }
      blocks.add(block);
    }
    Schema schema;
    try (AvroFile file = file(plain.reserve(), PIECE)) {
      byte[] header = Arrays.copyOf(file.out().data(), file.out().length());
      try (DataFileStream<GenericRecord> stream =
          new DataFileStream<>(new ByteArrayInputStream(header), new GenericDatumReader<>())) {
        schema = stream.getSchema();
      }
    }
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema, data))) {
      writer.setCodec(deflated ? CodecFactory.deflateCodec(1) : CodecFactory.nullCodec());
      writer.setSyncInterval(BLOCK);
      writer.create(schema, to);
      for (int i = 0; meter.more(); i = (i + 1) % blocks.size()) {
        List<Object[]> block = blocks.get(i);
        meter.begin();
        for (Object[] row : block) {
          GenericRecord record = new GenericData.Record(schema);
          for (int c = 0; c < row.length; c++) {
            record.put(c, row[c]);
          }
          writer.append(record);
        }
        meter.end(block.size());
      }
      meter.begin();
      writer.close();
      meter.end(0);
    }
    meter.tell(blocks.size());
  }

  private static void check(File file) throws Exception {
    long count = 0;
    long sum = 0;
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(null, null, data);
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new java.io.FileInputStream(file), reader)) {
      GenericRecord record = null;
      while (stream.hasNext()) {
        record = stream.next(record);
        for (int i = 0; i < Rows.SCHEMA.size(); i++) {
          Object cell = record.get(i);
          if (cell instanceof BigDecimal && i != 4 && i != 5) {
            throw new IllegalStateException("a decimal in column " + i);
          }
          sum = sum * 31 + (cell == null ? 7 : cell.hashCode());
        }
        count++;
      }
    }
    System.out.println(count + " " + Long.toHexString(sum));
  }
}
