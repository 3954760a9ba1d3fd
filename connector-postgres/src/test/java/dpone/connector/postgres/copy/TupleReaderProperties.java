package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Rows are found whatever the pieces; a stream cut or changed anywhere never passes for whole. */
@Tag("unit")
class TupleReaderProperties {
  private static byte[] stream(List<byte[]> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Wire.header());
    rows.forEach(out::writeBytes);
    out.writeBytes(Wire.trailer());
    return out.toByteArray();
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

  private static List<byte[]> read(byte[] stream, int piece) {
    Queue<byte[]> pieces = new ArrayDeque<>();
    for (int at = 0; at < stream.length; at += piece) {
      pieces.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + piece)));
    }
    TupleReader reader = new TupleReader(pieces::poll, 2, 1000);
    List<byte[]> rows = new ArrayList<>();
    while (reader.next()) {
      rows.add(Arrays.copyOfRange(reader.data(), reader.start(), reader.end()));
    }
    assertThat(reader.next()).isFalse();
    return rows;
  }

  @Property
  void anyPieces(
      @ForAll @IntRange(max = 20) int count, @ForAll @IntRange(min = 1, max = 60) int piece) {
    List<byte[]> rows = rows(count);
    assertThat(read(stream(rows), piece)).containsExactlyElementsOf(rows);
  }

  @Property
  void aCutStreamThrows(
      @ForAll @IntRange(max = 9) int count,
      @ForAll @IntRange(min = 1, max = 30) int piece,
      @ForAll @IntRange(min = 1, max = 40) int missing) {
    byte[] whole = stream(rows(count));
    byte[] cut = Arrays.copyOf(whole, Math.max(0, whole.length - missing));
    try {
      read(cut, piece);
      throw new AssertionError("a cut stream passed for whole");
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("PG_COPY_TRUNCATED");
    }
  }

  @Property
  void garbageThrowsNothingElse(
      @ForAll @Size(max = 80) byte[] tail, @ForAll @IntRange(min = 1, max = 30) int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Wire.header());
    out.writeBytes(tail);
    try {
      read(out.toByteArray(), piece);
    } catch (DponeException refused) {
      assertThat(refused.code()).startsWith("PG_");
    }
  }
}
