package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.BatchMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The ended pages of one column of the row group that is open, in blocks that all columns share: a
 * row group takes what its bytes are and no more.
 */
final class Pages {
  private final Blocks blocks;
  private final List<byte[]> taken = new ArrayList<>();
  private int inLast;
  private long length;

  /** Blocks of one size that are lent again and again. */
  static final class Blocks {
    private final BatchMemory memory;
    private final int size;
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();

    Blocks(BatchMemory memory, int size) {
      this.memory = memory;
      this.size = size;
    }

    private byte[] take() {
      byte[] block = free.poll();
      return block == null ? memory.bytes(size) : block;
    }
  }

  Pages(Blocks blocks) {
    this.blocks = blocks;
  }

  long length() {
    return length;
  }

  void add(Out bytes) {
    int from = 0;
    while (from < bytes.length()) {
      if (taken.isEmpty() || inLast == blocks.size) {
        taken.add(blocks.take());
        inLast = 0;
      }
      int count = Math.min(bytes.length() - from, blocks.size - inLast);
      System.arraycopy(bytes.data(), from, taken.getLast(), inLast, count);
      inLast += count;
      from += count;
    }
    length += bytes.length();
  }

  /**
   * Moves all of it to the end of the file.
   *
   * @param full is run after each block, to take from the file what it may
   */
  void moveTo(Out out, Runnable full) {
    for (int i = 0; i < taken.size(); i++) {
      byte[] block = taken.get(i);
      out.raw(block, 0, i + 1 < taken.size() ? blocks.size : inLast);
      blocks.free.add(block);
      full.run();
    }
    taken.clear();
    inLast = 0;
    length = 0;
  }
}
