package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.type.NaturalType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Rows that are decoded as a block are those that are decoded one by one. */
@Tag("unit")
class BlockDecodersProperties {
  private static final List<DataType> TYPES =
      List.of(
          new DataType.Bool(),
          new DataType.Int(16),
          new DataType.Int(32),
          new DataType.Int(64),
          new DataType.FloatingPoint(32),
          new DataType.FloatingPoint(64),
          new DataType.Decimal(12, 2),
          new DataType.AnyDecimal(),
          new DataType.Date(),
          new DataType.Time(6),
          new DataType.Timestamp(6),
          new DataType.TimestampTz(6),
          new DataType.Interval(),
          new DataType.Uuid(),
          new DataType.Text(),
          new DataType.Bytes(),
          new DataType.Json(),
          new DataType.Array(new DataType.Int(32)));

  private static final Schema SCHEMA =
      new Schema(
          IntStream.range(0, TYPES.size())
              .mapToObj(i -> new Field("c" + i, TYPES.get(i), true, "x"))
              .toList(),
          List.of());

  private static byte[] cell(DataType type, Random random) {
    ByteBuffer cell = ByteBuffer.allocate(64);
    switch (type) {
      case DataType.Bool ignored -> cell.put((byte) random.nextInt(2));
      case DataType.Int whole when whole.bits() == 16 -> cell.putShort((short) random.nextInt());
      case DataType.Int whole when whole.bits() == 32 -> cell.putInt(random.nextInt());
      case DataType.Int ignored -> cell.putLong(random.nextLong());
      case DataType.FloatingPoint number when number.bits() == 32 ->
          cell.putFloat(random.nextFloat());
      case DataType.FloatingPoint ignored -> cell.putDouble(random.nextGaussian());
      case DataType.Decimal ignored -> decimal(cell, random);
      case DataType.AnyDecimal ignored -> decimal(cell, random);
      case DataType.Date ignored -> cell.putInt(random.nextInt(100_000) - 50_000);
      case DataType.Uuid ignored -> cell.putLong(random.nextLong()).putLong(random.nextLong());
      case DataType.Interval ignored ->
          cell.putLong(random.nextInt()).putInt(random.nextInt()).putInt(random.nextInt());
      case DataType.Json ignored -> {
        if (jsonb()) {
          cell.put((byte) 1);
        }
        cell.put("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
      case DataType.Array ignored -> array(cell, random);
      case DataType.Text ignored -> cell.put(new byte[random.nextInt(40)]);
      case DataType.Bytes ignored -> cell.put(new byte[random.nextInt(40)]);
      default -> cell.putLong(random.nextInt());
    }
    byte[] bytes = new byte[cell.position()];
    cell.flip().get(bytes);
    return bytes;
  }

  private static boolean jsonb() {
    return NaturalType.of(new DataType.Json()).orElseThrow().name().equals("jsonb");
  }

  private static void decimal(ByteBuffer cell, Random random) {
    cell.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    cell.putShort((short) (1 + random.nextInt(9999)));
  }

  private static void array(ByteBuffer cell, Random random) {
    int count = random.nextInt(4);
    if (count == 0) {
      cell.putInt(0).putInt(0).putInt(23);
      return;
    }
    cell.putInt(1).putInt(0).putInt(23).putInt(count).putInt(1);
    for (int i = 0; i < count; i++) {
      cell.putInt(4).putInt(random.nextInt());
    }
  }

  private static byte[] row(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) TYPES.size()).array());
    for (DataType type : TYPES) {
      byte[] cell = random.nextInt(4) == 0 ? null : cell(type, random);
      out.writeBytes(ByteBuffer.allocate(4).putInt(cell == null ? -1 : cell.length).array());
      if (cell != null) {
        out.writeBytes(cell);
      }
    }
    return out.toByteArray();
  }

  private static String shown(Column column, int row) {
    if (column.state(row) != CellState.VALUE) {
      return "null";
    }
    return switch (column) {
      case IntColumn ints -> "" + ints.get(row);
      case LongColumn longs -> "" + longs.get(row);
      case DoubleColumn doubles -> "" + doubles.get(row);
      case Int128Column pairs -> pairs.high(row) + "/" + pairs.low(row);
      case BytesColumn bytes -> bytes.text(row);
      case IntervalColumn spans ->
          spans.months(row) + "/" + spans.days(row) + "/" + spans.micros(row);
      case ListColumn list -> {
        List<String> all = new ArrayList<>();
        for (int i = list.start(row); i < list.end(row); i++) {
          all.add(shown(list.elements(), i));
        }
        yield all.toString();
      }
      case StructColumn ignored -> throw new IllegalStateException();
    };
  }

  @Property(tries = 50)
  void aBlockIsItsRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int count) {
    Random random = new Random(seed);
    Deque<byte[]> frames = new ArrayDeque<>();
    frames.add(Wire.header());
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random));
    }
    frames.addAll(rows);
    frames.add(Wire.trailer());
    RowDecoder decoder =
        new RowDecoder(
            "s", SCHEMA, TYPES.stream().map(t -> NaturalType.of(t).orElseThrow()).toList());
    TestContext context = new TestContext();
    ColumnBatch blocks = ColumnBatch.create(SCHEMA, context.allocator(), count / 2);
    ColumnBatch single = ColumnBatch.create(SCHEMA, context.allocator());
    RowBlock block =
        new RowBlock(new RowFrames(new Queued(frames), TYPES.size()), TYPES.size(), 1000);
    while (block.next()) {
      decoder.decode(block, blocks);
      for (int row = 0; row < block.rows(); row++) {
        decoder.decode(block.data(), block.start(row), single, column -> false);
      }
    }
    assertThat(blocks.rows()).isEqualTo(count);
    for (int column = 0; column < TYPES.size(); column++) {
      for (int row = 0; row < count; row++) {
        assertThat(shown(blocks.column(column), row))
            .as("%s, row %d", TYPES.get(column), row)
            .isEqualTo(shown(single.column(column), row));
      }
    }
    blocks.close();
    single.close();
  }

  private static final class Queued implements Frames {
    private final Deque<byte[]> left;
    private byte[] current = {};

    Queued(Deque<byte[]> left) {
      this.left = left;
    }

    @Override
    public int next() {
      byte[] next = left.poll();
      current = next == null ? new byte[0] : next;
      return next == null ? -1 : next.length;
    }

    @Override
    public void take(byte[] target, int offset) {
      System.arraycopy(current, 0, target, offset, current.length);
    }
  }
}
