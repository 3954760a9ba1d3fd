package dpone.toolkit.format.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the number of a name by its bytes. */
final class NameTable {
  private final byte[][] names;
  private final int[] table;

  /** With room for that many names, numbered from 0. */
  NameTable(int count) {
    names = new byte[count][];
    table = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
    Arrays.fill(table, -1);
  }

  void add(int number, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    names[number] = bytes;
    int slot = hash(bytes, 0, bytes.length) & table.length - 1;
    while (table[slot] >= 0) {
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = number;
  }

  /** The number of a name, or -1. */
  int find(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & table.length - 1;
    while (table[slot] >= 0) {
      byte[] name = names[table[slot]];
      if (Arrays.equals(name, 0, name.length, text, from, to)) {
        return table[slot];
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ hash >>> 15;
  }
}
