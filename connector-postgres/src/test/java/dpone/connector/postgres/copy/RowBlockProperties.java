package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dpone.spi.error.DponeException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Rows are found with the header before or beside them; a cut or changed stream never passes. */
@Tag("unit")
class RowBlockProperties {
  /** Frames out of a list. */
  private static final class ListedFrames implements Frames {
    private final Deque<byte[]> left;
    private byte[] current = {};

    ListedFrames(List<byte[]> frames) {
      left = new ArrayDeque<>(frames);
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

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** As servers send it: the header beside the first row, or in a frame of its own. */
  private static List<byte[]> stream(List<byte[]> rows, boolean headerAlone) {
    List<byte[]> frames = new ArrayList<>(rows);
    frames.add(Wire.trailer());
    if (headerAlone) {
      frames.addFirst(Wire.header());
    } else {
      frames.set(0, joined(Wire.header(), frames.getFirst()));
    }
    return frames;
  }

  private static byte[] row(int index) {
    byte[] cell = new byte[index % 7];
    Arrays.fill(cell, (byte) index);
    ByteBuffer row = ByteBuffer.allocate(2 + 4 + 4 + cell.length);
    row.putShort((short) 2).putInt(-1).putInt(cell.length).put(cell);
    return row.array();
  }

  private static List<byte[]> rows(int count) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private static List<byte[]> read(List<byte[]> frames, int columns) {
    RowBlock block = new RowBlock(new RowFrames(new ListedFrames(frames), columns), columns, 1000);
    List<byte[]> rows = new ArrayList<>();
    while (block.next()) {
      for (int row = 0; row < block.rows(); row++) {
        rows.add(Arrays.copyOfRange(block.data(), block.start(row), block.end(row)));
      }
    }
    assertThat(block.next()).isFalse();
    return rows;
  }

  @Property
  void everyRowOnce(@ForAll @IntRange(max = 20) int count, @ForAll boolean headerAlone) {
    List<byte[]> rows = rows(count);
    assertThat(read(stream(rows, headerAlone), 2)).containsExactlyElementsOf(rows);
  }

  @Property
  void rowsWithoutColumns(@ForAll @IntRange(max = 5) int count, @ForAll boolean headerAlone) {
    List<byte[]> rows = Collections.nCopies(count, new byte[2]);
    assertThat(read(stream(rows, headerAlone), 0)).containsExactlyElementsOf(rows);
  }

  @Property
  void aStreamWithoutItsEndThrows(
      @ForAll @IntRange(max = 9) int count,
      @ForAll boolean headerAlone,
      @ForAll @IntRange(min = 1, max = 9) int missing) {
    List<byte[]> whole = stream(rows(count), headerAlone);
    List<byte[]> cut = whole.subList(0, Math.max(0, whole.size() - missing));
    assertThatExceptionOfType(DponeException.class)
        .isThrownBy(() -> read(cut, 2))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("PG_COPY_TRUNCATED"));
  }

  @Property
  void aFrameThatIsNoWholeRowThrows(
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(min = 0, max = 8) int which,
      @ForAll @IntRange(min = 1, max = 10) int bytes) {
    List<byte[]> frames = new ArrayList<>(stream(rows(count), true));
    int at = 1 + which % count;
    byte[] row = frames.get(at);
    frames.set(at, Arrays.copyOf(row, Math.max(0, row.length - bytes)));
    refused(frames);
    frames.set(at, Arrays.copyOf(row, row.length + bytes));
    refused(frames);
  }

  @Property
  void nothingComesAfterTheEndMark(
      @ForAll @IntRange(max = 3) int count, @ForAll boolean headerAlone) {
    List<byte[]> frames = new ArrayList<>(stream(rows(count), headerAlone));
    frames.add(row(1));
    refused(frames);
    frames.removeLast();
    frames.set(frames.size() - 1, joined(frames.getLast(), new byte[] {1}));
    refused(frames);
  }

  @Property
  void garbageThrowsNothingElse(
      @ForAll @Size(max = 6) List<@Size(max = 30) byte[]> garbage, @ForAll boolean headed) {
    List<byte[]> frames = new ArrayList<>(garbage);
    if (headed) {
      frames.addFirst(Wire.header());
    }
    try {
      read(frames, 2);
    } catch (DponeException refused) {
      assertThat(refused.code()).startsWith("PG_");
    }
  }

  private static void refused(List<byte[]> frames) {
    assertThatExceptionOfType(DponeException.class)
        .isThrownBy(() -> read(frames, 2))
        .satisfies(
            refused -> assertThat(refused.code()).isIn("PG_COPY_MALFORMED", "PG_SCHEMA_CHANGED"));
  }
}
