package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.BatchMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The different values of a column of a row group, and which of them the open page has.
 *
 * @see <a
 *     href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#DICTIONARY">Parquet:
 *     dictionary encoding</a>
 */
final class Dictionary {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_ENTRIES = 256;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  /** Values after which it can be said whether they come again. */
  private static final int TRIED = 1024;

  private final BatchMemory memory;
  private final int size;
  private final int mostBytes;
  private final Out values;
  private final Levels indexes;
  private int[] starts;
  private int[] table;
  private int[] page;
  private int inPage;
  private int entries;
  private long seen;

  /**
   * An empty one.
   *
   * @param size bytes of a value; 0 where its length stands before it
   * @param mostBytes of the values together
   */
  Dictionary(BatchMemory memory, int size, int mostBytes) {
    this.memory = memory;
    this.size = size;
    this.mostBytes = mostBytes;
    this.values = new Out(memory, FIRST_ENTRIES * 8);
    this.indexes = new Levels(new Out(memory, FIRST_ENTRIES), 1);
    this.starts = memory.ints(FIRST_ENTRIES);
    this.table = memory.ints(FIRST_ENTRIES * 2);
    this.page = memory.ints(FIRST_ENTRIES);
    clear();
  }

  /** Forgets everything, for the next row group. */
  void clear() {
    values.truncate(0);
    Arrays.fill(table, 0);
    inPage = 0;
    entries = 0;
    seen = 0;
  }

  int entries() {
    return entries;
  }

  /** The different values, as {@code PLAIN} has them. */
  Out values() {
    return values;
  }

  /** Bytes that the open page holds for it. */
  int length() {
    return inPage << 1;
  }

  /** Whether values come too seldom again for it to be of use. */
  boolean useless() {
    return seen >= TRIED && entries * 2L > seen;
  }

  /** Whether it takes no more values. */
  boolean full() {
    return values.length() > mostBytes;
  }

  /** Whether it was of use until it was full. */
  boolean wasUseful() {
    return entries * 4L < seen;
  }

  /** Takes values as {@code PLAIN} has them. */
  void take(Out plain) {
    byte[] data = plain.data();
    int end = plain.length();
    int at = 0;
    while (at < end) {
      int length = size > 0 ? size : 4 + (int) INT_LE.get(data, at);
      if (inPage == page.length) {
        page = grown(page);
      }
      page[inPage++] = index(data, at, length);
      at += length;
    }
  }

  private int index(byte[] data, int at, int length) {
    seen++;
    int mask = Integer.highestOneBit(table.length) - 1;
    int slot = hash(data, at, length) & mask;
    while (true) {
      int entry = table[slot] - 1;
      if (entry < 0) {
        return add(data, at, length, slot);
      }
      if (same(entry, data, at, length)) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean same(int entry, byte[] data, int at, int length) {
    byte[] own = values.data();
    int start = starts[entry];
    return switch (size) {
      case 4 -> (int) INT_LE.get(own, start) == (int) INT_LE.get(data, at);
      case 8 -> (long) LONG_LE.get(own, start) == (long) LONG_LE.get(data, at);
      default ->
          // Where the length stands before the bytes, those of one length alone are looked at.
          (size > 0 || (int) INT_LE.get(own, start) == (int) INT_LE.get(data, at))
              && Arrays.equals(own, start, start + length, data, at, at + length);
    };
  }

  private static int hash(byte[] data, int from, int length) {
    long hash = length;
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONG_LE.get(data, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at + 4 <= end; at += 4) {
      hash = (hash ^ (int) INT_LE.get(data, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ data[at]) * MIX;
    }
    return (int) (hash ^ hash >>> 29);
  }

  private int add(byte[] data, int at, int length, int slot) {
    if (entries == starts.length) {
      starts = grown(starts);
    }
    starts[entries] = values.length();
    values.raw(data, at, length);
    table[slot] = ++entries;
    if (entries * 2L > Integer.highestOneBit(table.length)) {
      rehash();
    }
    return entries - 1;
  }

  private void rehash() {
    int[] larger = memory.ints(table.length * 2);
    Arrays.fill(larger, 0);
    int mask = Integer.highestOneBit(larger.length) - 1;
    for (int i = 0; i < entries; i++) {
      int end = i + 1 < entries ? starts[i + 1] : values.length();
      int slot = hash(values.data(), starts[i], end - starts[i]) & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = i + 1;
    }
    memory.recycle(table);
    table = larger;
  }

  private int[] grown(int[] array) {
    int[] larger = memory.ints(array.length * 2);
    System.arraycopy(array, 0, larger, 0, array.length);
    memory.recycle(array);
    return larger;
  }

  /** Appends the values of the open page as {@code PLAIN} has them. */
  void giveBack(Out plain) {
    for (int i = 0; i < inPage; i++) {
      int start = starts[page[i]];
      int length = size > 0 ? size : 4 + (int) INT_LE.get(values.data(), start);
      plain.raw(values.data(), start, length);
    }
    inPage = 0;
  }

  /** Ends the page: the width of its indexes and the indexes. */
  void endPage(Out body) {
    int width = Levels.width(entries - 1);
    indexes.clear(width);
    for (int i = 0; i < inPage; i++) {
      indexes.add(page[i]);
    }
    indexes.finish();
    inPage = 0;
    body.octet(width);
    body.raw(indexes.out().data(), 0, indexes.out().length());
  }
}
