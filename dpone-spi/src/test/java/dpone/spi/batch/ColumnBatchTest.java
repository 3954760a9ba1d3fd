package dpone.spi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ColumnBatchTest {
  private static final int ROWS = 3000;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              field("i", new DataType.Int(32)),
              field("l", new DataType.Int(64)),
              field("d", new DataType.FloatingPoint(64)),
              field("n", new DataType.Decimal(38, 4)),
              field("s", new DataType.Text()),
              field("v", new DataType.Interval()),
              field("a", new DataType.Array(new DataType.Int(32))),
              field(
                  "t",
                  new DataType.Struct(
                      List.of(field("x", new DataType.Int(32)), field("y", new DataType.Text()))))),
          List.of());

  private static Field field(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  @Test
  void everyLayoutKeepsValuesNullsAndUnchangedCells() {
    ColumnBatch batch = fill(new Random(7));
    Random again = new Random(7);
    assertThat(batch.rows()).isEqualTo(ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int c = 0; c < SCHEMA.size(); c++) {
        int kind = again.nextInt(4);
        assertThat(batch.column(c).state(row))
            .isEqualTo(
                kind == 0 ? CellState.NULL : kind == 1 ? CellState.UNCHANGED : CellState.VALUE);
        if (kind > 1) {
          assertCell(batch, c, row, again.nextInt());
        }
      }
    }
  }

  @Test
  void rowsThatCameColumnByColumnAreClosedTogether() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, TestMemory.allocator());
    for (int c = 0; c < 6; c++) {
      batch.column(c).appendNull();
      batch.column(c).appendNull();
    }
    ListColumn list = (ListColumn) batch.column(6);
    IntColumn elements = (IntColumn) list.elements();
    elements.append(1);
    elements.append(2);
    elements.append(3);
    list.endList(1);
    assertThatThrownBy(() -> batch.endRows(2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> list.endList(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> list.endList(4)).isInstanceOf(IllegalStateException.class);
    list.endList(3);
    StructColumn struct = (StructColumn) batch.column(7);
    ((IntColumn) struct.field(0)).append(7);
    ((IntColumn) struct.field(0)).append(8);
    assertThatThrownBy(() -> struct.endStructs(2)).isInstanceOf(IllegalStateException.class);
    struct.field(1).appendNull();
    ((BytesColumn) struct.field(1)).append("b");
    struct.endStructs(2);
    batch.endRows(2);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(list.start(1)).isEqualTo(1);
    assertThat(list.end(1)).isEqualTo(3);
    assertThat(((BytesColumn) struct.field(1)).text(1)).isEqualTo("b");
  }

  @Test
  void aRowTakenBackLeavesNoTrace() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, TestMemory.allocator());
    append(batch, new Random(1));
    batch.ints(0).append(99);
    batch.column(1).appendNull();
    ((ListColumn) batch.column(6)).elements().appendNull();
    batch.undoRow();
    append(batch, new Random(2));
    Random again = new Random(2);
    for (int c = 0; c < SCHEMA.size(); c++) {
      int kind = again.nextInt(4);
      assertThat(batch.column(c).isNull(1)).isEqualTo(kind == 0);
      if (kind > 1) {
        assertCell(batch, c, 1, again.nextInt());
      }
    }
  }

  @Test
  void aRowWithAMissingOrDoubledCellIsRefused() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, TestMemory.allocator());
    batch.ints(0).append(1);
    assertThatThrownBy(batch::endRow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("l");
    batch.undoRow();
    append(batch, new Random(3));
    batch.ints(0).append(1);
    batch.ints(0).append(1);
    assertThatThrownBy(batch::endRow).hasMessageContaining("i");
  }

  @Test
  void aBatchIsFullByBytes() {
    ColumnBatch batch =
        ColumnBatch.create(
            new Schema(List.of(field("s", new DataType.Text())), List.of()),
            TestMemory.allocator());
    int rows = 0;
    while (!batch.isFull()) {
      batch.bytes(0).append("x".repeat(100));
      batch.endRow();
      rows++;
    }
    assertThat(rows).isBetween(20, 80);
    assertThat(batch.bytes()).isBetween(4096L, 16384L);
  }

  @Test
  void closingABatchClosesItsMemoryOnce() {
    List<TestMemory> made = new java.util.ArrayList<>();
    ColumnBatch batch = ColumnBatch.create(SCHEMA, TestMemory.allocator(made));
    batch.close();
    assertThat(made).hasSize(1).allMatch(TestMemory::closed);
    assertThatThrownBy(batch::close).isInstanceOf(IllegalStateException.class);
  }

  private static ColumnBatch fill(Random random) {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, TestMemory.allocator());
    IntStream.range(0, ROWS).forEach(i -> append(batch, random));
    return batch;
  }

  private static void append(ColumnBatch batch, Random random) {
    for (int c = 0; c < SCHEMA.size(); c++) {
      int kind = random.nextInt(4);
      if (kind == 0) {
        batch.column(c).appendNull();
      } else if (kind == 1) {
        batch.column(c).appendUnchanged();
      } else {
        appendValue(batch.column(c), random.nextInt());
      }
    }
    batch.endRow();
  }

  private static void appendValue(Column column, int seed) {
    switch (column) {
      case IntColumn ints -> ints.append(seed);
      case LongColumn longs -> longs.append(seed * 7L);
      case DoubleColumn doubles -> doubles.append(seed * 0.5);
      case Int128Column wide -> wide.append(seed, ~(long) seed);
      case BytesColumn bytes -> bytes.append("é" + seed);
      case IntervalColumn intervals -> intervals.append(seed, -seed, seed * 3L);
      case ListColumn list -> {
        for (int i = 0; i < Math.floorMod(seed, 4); i++) {
          ((IntColumn) list.elements()).append(seed + i);
        }
        list.endList();
      }
      case StructColumn struct -> {
        ((IntColumn) struct.field(0)).append(seed);
        struct.field(1).appendNull();
        struct.endStruct();
      }
    }
  }

  private static void assertCell(ColumnBatch batch, int c, int row, int seed) {
    switch (batch.column(c)) {
      case IntColumn ints -> assertThat(ints.get(row)).isEqualTo(seed);
      case LongColumn longs -> assertThat(longs.get(row)).isEqualTo(seed * 7L);
      case DoubleColumn doubles -> assertThat(doubles.get(row)).isEqualTo(seed * 0.5);
      case Int128Column wide -> {
        assertThat(wide.high(row)).isEqualTo(seed);
        assertThat(wide.low(row)).isEqualTo(~(long) seed);
      }
      case BytesColumn bytes -> assertThat(bytes.text(row)).isEqualTo("é" + seed);
      case IntervalColumn intervals -> {
        assertThat(intervals.months(row)).isEqualTo(seed);
        assertThat(intervals.days(row)).isEqualTo(-seed);
        assertThat(intervals.micros(row)).isEqualTo(seed * 3L);
      }
      case ListColumn list -> {
        assertThat(list.end(row) - list.start(row)).isEqualTo(Math.floorMod(seed, 4));
        for (int i = list.start(row); i < list.end(row); i++) {
          assertThat(((IntColumn) list.elements()).get(i)).isEqualTo(seed + i - list.start(row));
        }
      }
      case StructColumn struct -> {
        assertThat(((IntColumn) struct.field(0)).get(row)).isEqualTo(seed);
        assertThat(struct.field(1).isNull(row)).isTrue();
      }
    }
  }
}
