import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.parquet.ParquetFile;
import dpone.spi.batch.ColumnBatch;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Writes rows as a Parquet file, by the connector's encoder ({@code ours}) or by Parquet's own library out of generic
 * records ({@code library}), which has the rows at hand as objects; prints what {@link Encode} prints. {@code check}
 * reads a file by the library and prints rows and a checksum over all cells.
 */
public final class Parquet {
  private static final int ROW_GROUP = 16 * 1024 * 1024;
  private static final int PIECE = 4 * 1024 * 1024;
  private static final int DIFFERENT = 20_000;

  private final Meter meter;
  private final String codec;

  private Parquet(long rows, String codec) {
    this.meter = new Meter(rows);
    this.codec = codec;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("check")) {
      check(new File(args[1]));
      return;
    }
    Parquet run = new Parquet(Long.parseLong(args[1]), args[2]);
    File file = new File(args[3]);
    if (args[0].equals("ours")) {
      run.ours(file);
    } else {
      run.library(file);
    }
  }

  private void ours(File to) throws Exception {
    Plain plain = new Plain(128 << 10);
    List<ColumnBatch> batches = new ArrayList<>();
    for (long next = 0; next < DIFFERENT; next += batches.get(batches.size() - 1).rows()) {
      batches.add(Rows.batch(plain, next));
    }
    List<EncodedColumn> columns =
        Rows.SCHEMA.fields().stream()
            .map(f -> new EncodedColumn(f.name(), true, !f.nullable(), false, false))
            .toList();
    try (OutputStream out = new FileOutputStream(to);
        ParquetFile file =
            new ParquetFile(
                "rows",
                Rows.SCHEMA,
                columns,
                plain.reserve(),
                new ParquetFile.Sizes(ROW_GROUP, PIECE + 256 * 1024),
                codec)) {
      file.whenFull(() -> {
        while (file.out().length() > PIECE) {
          try {
            out.write(file.out().data(), 0, PIECE);
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
          file.out().shift(PIECE);
        }
      });
      for (int i = 0; meter.more(); i = (i + 1) % batches.size()) {
        ColumnBatch batch = batches.get(i);
        meter.begin();
        file.write(batch, (row, field, why) -> {
          throw new IllegalStateException(field.name() + ": " + why);
        });
        meter.end(batch.rows());
      }
      meter.begin();
      file.finish();
      out.write(file.out().data(), 0, file.out().length());
      meter.end(0);
    }
    meter.tell(batches.size());
  }

  /** The same columns as ours, each of which may be null. */
  private static Schema schema() {
    Schema bytes = Schema.create(Schema.Type.BYTES);
    Schema text = Schema.create(Schema.Type.STRING);
    Schema number = Schema.create(Schema.Type.LONG);
    Schema small = Schema.create(Schema.Type.INT);
    List<Schema> types =
        List.of(
            number,
            small,
            small,
            Schema.create(Schema.Type.BOOLEAN),
            LogicalTypes.decimal(12, 2).addToSchema(Schema.create(Schema.Type.BYTES)),
            LogicalTypes.decimal(18, 6).addToSchema(bytes),
            Schema.create(Schema.Type.DOUBLE),
            Schema.create(Schema.Type.DOUBLE),
            text,
            text,
            text,
            LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
            LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
            LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
            text);
    var fields = SchemaBuilder.record("row").fields();
    for (int i = 0; i < types.size(); i++) {
      fields = fields.name("c" + i).type(Schema.createUnion(Schema.create(Schema.Type.NULL), types.get(i))).withDefault(null);
    }
    return fields.endRecord();
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
        Object[] row = Rows.objects(next++);
        row[1] = ((Long) row[1]).intValue();
        row[2] = ((Long) row[2]).intValue();
        block.add(row);
      }
      blocks.add(block);
    }
    Schema schema = schema();
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(to.toPath()))
            .withConf(new PlainParquetConfiguration())
            .withSchema(schema)
            .withDataModel(data)
            .withRowGroupSize((long) ROW_GROUP)
            .withCompressionCodec(
                codec.equals("none") ? CompressionCodecName.UNCOMPRESSED : CompressionCodecName.valueOf(codec.toUpperCase()))
            .config("parquet.compression.codec.zstd.level", "1")
            .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
            .build();
    for (int i = 0; meter.more(); i = (i + 1) % blocks.size()) {
      List<Object[]> block = blocks.get(i);
      meter.begin();
      for (Object[] row : block) {
        GenericRecord record = new GenericData.Record(schema);
        for (int c = 0; c < row.length; c++) {
          record.put(c, row[c]);
        }
        writer.write(record);
      }
      meter.end(block.size());
    }
    meter.begin();
    writer.close();
    meter.end(0);
    meter.tell(blocks.size());
  }

  private static void check(File file) throws Exception {
    long count = 0;
    long sum = 0;
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(new LocalInputFile(file.toPath()))
            .withDataModel(data)
            .withConf(new PlainParquetConfiguration())
            .build()) {
      for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
        for (int i = 0; i < Rows.SCHEMA.size(); i++) {
          Object cell = record.get(i);
          // Ours has decimals as numbers of 64 bits, the library as bytes: the same values.
          if (cell instanceof BigDecimal decimal) {
            cell = decimal.unscaledValue().longValueExact();
          } else if (cell instanceof CharSequence text) {
            cell = text.toString();
          }
          sum = sum * 31 + (cell == null ? 7 : cell.hashCode());
        }
        count++;
      }
    }
    System.out.println(count + " " + Long.toHexString(sum));
  }
}
