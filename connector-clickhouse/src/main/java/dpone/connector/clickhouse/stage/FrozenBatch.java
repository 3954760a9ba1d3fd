package dpone.connector.clickhouse.stage;

import dpone.connector.clickhouse.codec.LittleEndian;
import dpone.connector.clickhouse.codec.Out;
import dpone.connector.clickhouse.wire.CityHash128;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * Blocks, plain or in the server's compressed frames, gathered until they are one insert and then
 * frozen until the server has them. Its memory is its own and bounded. Used by one thread; {@link
 * #close} may come from another.
 */
final class FrozenBatch {
  private static final int FRAME = 256 * 1024;
  private static final int CHUNK = 256 * 1024;
  private static final int CHECKSUM = 16;
  private static final int HEADER = 9;
  private static final int LZ4 = 0x82;
  private static final long LARGEST = 12 << 20;
  private static final long SMALLEST = 256 * 1024;

  private final CityHash128 hash = new CityHash128();
  private final BatchMemory memory;
  private final LZ4Compressor compressor = LZ4Factory.fastestJavaInstance().fastCompressor();
  private final Out out;
  private final long full;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<byte[]> chunks = new ArrayList<>();
  private byte @Nullable [] packed;
  private long length;
  private long rows;

  /**
   * An empty one.
   *
   * @param compresses whether rows go in frames of LZ4
   */
  FrozenBatch(BatchAllocator allocator, boolean compresses) {
    // A cell may take half of the run's memory; several batches have to fit beside each other.
    this.full = Math.max(SMALLEST, Math.min(LARGEST, allocator.maxCellBytes() / 3));
    this.memory = allocator.reserve();
    this.out = new Out(memory, FRAME, compresses ? this::frame : (piece, n) -> append(piece, 0, n));
  }

  Out out() {
    return out;
  }

  void add(int more) {
    rows += more;
  }

  long rows() {
    return rows;
  }

  boolean isFull() {
    return length >= full;
  }

  /** Ends the gathering. */
  void freeze() {
    out.flush();
  }

  /** What was gathered, as often as it is asked for, until {@link #clear}. */
  BodyPublisher body() {
    return new ChunkedBody(chunks, CHUNK, length);
  }

  long length() {
    return length;
  }

  void clear() {
    length = 0;
    rows = 0;
  }

  private void append(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      int chunk = (int) (length / CHUNK);
      int at = (int) (length % CHUNK);
      if (chunk == chunks.size()) {
        chunks.add(memory.bytes(CHUNK));
      }
      int part = Math.min(left, CHUNK - at);
      System.arraycopy(bytes, from, chunks.get(chunk), at, part);
      from += part;
      left -= part;
      length += part;
    }
  }

  private void frame(byte[] piece, int size) {
    int most = compressor.maxCompressedLength(size);
    byte[] frame = packed;
    if (frame == null || frame.length < CHECKSUM + HEADER + most) {
      frame = memory.bytes(CHECKSUM + HEADER + most);
      packed = frame;
    }
    int compressed = HEADER + compressor.compress(piece, 0, size, frame, CHECKSUM + HEADER, most);
    frame[CHECKSUM] = (byte) LZ4;
    LittleEndian.int32(frame, CHECKSUM + 1, compressed);
    LittleEndian.int32(frame, CHECKSUM + 5, size);
    hash.hash(frame, CHECKSUM, compressed);
    LittleEndian.int64(frame, 0, hash.low());
    LittleEndian.int64(frame, 8, hash.high());
    append(frame, 0, CHECKSUM + compressed);
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      memory.close();
    }
  }
}
