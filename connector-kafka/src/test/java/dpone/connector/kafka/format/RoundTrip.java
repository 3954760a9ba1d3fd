package dpone.connector.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.List;
import java.util.stream.IntStream;

/** Writes random rows and reads them back. */
public final class RoundTrip {
  private RoundTrip() {}

  /** A column of each scalar type and of nested ones, at the ends of their parameters. */
  public static List<DataType> types() {
    DataType text = new DataType.Text();
    DataType decimal = new DataType.Decimal(38, 10);
    return List.of(
        new DataType.Bool(),
        new DataType.Int(8),
        new DataType.Int(16),
        new DataType.Int(32),
        new DataType.Int(64),
        new DataType.UInt64(),
        new DataType.FloatingPoint(32),
        new DataType.FloatingPoint(64),
        new DataType.Decimal(4, 2),
        new DataType.Decimal(18, 18),
        new DataType.Decimal(19, 0),
        decimal,
        new DataType.Decimal(38, 38),
        new DataType.Decimal(60, 20),
        new DataType.AnyDecimal(),
        text,
        new DataType.Bytes(),
        new DataType.Date(),
        new DataType.Time(0),
        new DataType.Time(6),
        new DataType.Time(9),
        new DataType.Timestamp(0),
        new DataType.Timestamp(3),
        new DataType.Timestamp(6),
        new DataType.Timestamp(9),
        new DataType.TimestampTz(3),
        new DataType.TimestampTz(6),
        new DataType.TimestampTz(9),
        new DataType.Interval(),
        new DataType.Uuid(),
        new DataType.Json(),
        new DataType.Enumeration(List.of("NEW", "DONE")),
        new DataType.Array(new DataType.Int(64)),
        new DataType.Array(new DataType.Array(decimal)),
        new DataType.Mapping(text, decimal),
        new DataType.Struct(
            List.of(
                new Field("x", new DataType.Int(32), true, ""),
                new Field("y", new DataType.Array(text), true, ""))));
  }

  /** A nullable column of each type, named {@code c0}, {@code c1} ... */
  public static List<Field> fields(List<DataType> types) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> new Field("c" + i, types.get(i), true, ""))
        .toList();
  }

  /** Writes rows, reads them back by other objects, and compares every cell. */
  public static void check(
      ValueFormat writing, ValueFormat reading, List<Field> fields, long seed, int rows) {
    check(writing, reading, fields, new RandomCells(seed), rows);
  }

  /** The same with cells of one's own. */
  public static void check(
      ValueFormat writing, ValueFormat reading, List<Field> fields, RandomCells cells, int rows) {
    ColumnBatch batch = PlainMemory.batch(fields);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < fields.size(); i++) {
        cells.append(fields.get(i).type(), batch.column(i), fields.get(i).nullable());
      }
      batch.endRow();
    }
    int[] all = IntStream.range(0, fields.size()).toArray();
    writing.check("t", fields);
    RecordEncoder encoder = writing.encoder("t", fields, all, EnvelopeFacts.NONE);
    RecordDecoder decoder = reading.decoder("t", fields, 0);
    ColumnBatch back = PlainMemory.batch(fields);
    ByteOutput out = new ByteOutput(64);
    for (int row = 0; row < rows; row++) {
      int start = out.length();
      Poison poison = encoder.encode(batch, row, Operation.UPSERT, out);
      assertThat(poison).isNull();
      poison = decoder.decode(out.array(), start, out.length() - start, back);
      assertThat(poison).as("%s", new String(out.array(), start, out.length() - start)).isNull();
      back.endRow();
      for (int i = 0; i < fields.size(); i++) {
        DataType type = fields.get(i).type();
        assertThat(RandomCells.show(type, back.column(i), row))
            .as("%s of type %s", fields.get(i).name(), type.text())
            .isEqualTo(RandomCells.show(type, batch.column(i), row));
      }
    }
  }
}
