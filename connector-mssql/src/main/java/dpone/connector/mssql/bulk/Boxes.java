package dpone.connector.mssql.bulk;

/**
 * Boxed numbers by value, since the driver takes nothing else: real columns repeat themselves. The
 * newest box of each slot is kept; nothing grows.
 */
final class Boxes {
  private static final int SLOTS = 1 << 12;
  private static final int SHIFT = 64 - 12;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Long[] longs = new Long[SLOTS];
  private final Integer[] ints = new Integer[SLOTS];

  Boxes() {
    java.util.Arrays.fill(longs, 0L);
    java.util.Arrays.fill(ints, 0);
  }

  Long of(long value) {
    int slot = (int) ((value * MIX) >>> SHIFT);
    Long box = longs[slot];
    if (box != value) {
      box = value;
      longs[slot] = box;
    }
    return box;
  }

  Integer of(int value) {
    int slot = (int) ((value * MIX) >>> SHIFT);
    Integer box = ints[slot];
    if (box != value) {
      box = value;
      ints[slot] = box;
    }
    return box;
  }
}
