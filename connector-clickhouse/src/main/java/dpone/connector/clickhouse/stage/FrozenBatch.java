package dpone.connector.clickhouse.stage;

import dpone.connector.clickhouse.codec.Out;
import dpone.connector.clickhouse.wire.CityHash128;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Blocks in the server's compressed frames, gathered until they are one insert and then frozen
 * until the server has them. Its memory is its own and bounded. Used by one thread; {@link #close}
 * may come from another.
 */
final class FrozenBatch {
  private static final int FRAME = 256 * 1024;
  private static final int CHECKSUM = 16;
  private static final int HEADER = 9;
  private static final int LZ4 = 0x82;
  private static final long LARGEST = 4 << 20;
  private static final long SMALLEST = 256 * 1024;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CityHash128 hash = new CityHash128();
  private final BatchMemory memory;
  private final LZ4Compressor compressor = LZ4Factory.fastestJavaInstance().fastCompressor();
  private final Out out;
  private final long full;
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] body;
  private int length;
  private long rows;

  FrozenBatch(BatchAllocator allocator) {
    // A cell may take half of the run's memory; several batches have to fit beside each other.
    this.full = Math.max(SMALLEST, Math.min(LARGEST, allocator.maxCellBytes() / 8));
    this.memory = allocator.reserve();
    this.out = new Out(memory, FRAME, this::frame);
    this.body = memory.bytes(64 * 1024);
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

  byte[] body() {
    return body;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    rows = 0;
  }

  private void frame(byte[] piece, int size) {
    int most = CHECKSUM + HEADER + compressor.maxCompressedLength(size);
    if (length + most > body.length) {
      byte[] grown = memory.bytes(Math.max(length + most, body.length * 2));
      System.arraycopy(body, 0, grown, 0, length);
      memory.recycle(body);
      body = grown;
    }
    int at = length + CHECKSUM;
    int compressed =
        HEADER
            + compressor.compress(
                piece, 0, size, body, at + HEADER, compressor.maxCompressedLength(size));
    body[at] = (byte) LZ4;
    INT.set(body, at + 1, compressed);
    INT.set(body, at + 5, size);
    hash.hash(body, at, compressed);
    LONG.set(body, length, hash.low());
    LONG.set(body, length + 8, hash.high());
    length = at + compressed;
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      memory.close();
    }
  }
}
