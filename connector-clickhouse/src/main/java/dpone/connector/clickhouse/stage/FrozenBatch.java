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
  private static final int LARGEST_CHUNK = 256 * 1024;
  private static final int SMALLEST_CHUNK = 8 * 1024;
  private static final int CHECKSUM = 16;
  private static final int HEADER = 9;
  private static final int LZ4 = 0x82;
  private static final long LARGEST = 12 << 20;

  private final CityHash128 hash = new CityHash128();
  private final BatchMemory memory;
  private final LZ4Compressor compressor = LZ4Factory.fastestJavaInstance().fastCompressor();
  private final Out out;
  private final int chunk;
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
    // A piece being filled, one begun beyond a full batch, and the batch itself.
    long share = Math.max(4L * SMALLEST_CHUNK, allocator.keptBytes());
    this.chunk = Math.toIntExact(Math.min(LARGEST_CHUNK, Long.highestOneBit(share / 4)));
    this.full = Math.min(LARGEST, share / 2);
    this.memory = allocator.reserve();
    this.out = new Out(memory, chunk, compresses ? this::frame : (piece, n) -> append(piece, 0, n));
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
    return new ChunkedBody(chunks, chunk, length);
  }

  long length() {
    return length;
  }

  void clear() {
    length = 0;
    rows = 0;
    // A batch of rows that was larger than all of this leaves no more behind than it found.
    while ((long) chunks.size() * chunk > full + chunk) {
      memory.recycle(chunks.removeLast());
    }
  }

  private void append(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      int number = (int) (length / chunk);
      int at = (int) (length % chunk);
      if (number == chunks.size()) {
        chunks.add(memory.bytes(chunk));
      }
      int part = Math.min(left, chunk - at);
      System.arraycopy(bytes, from, chunks.get(number), at, part);
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
