package dpone.toolkit.format.cell;

/** Times counted in one unit, moved to another; exact or refused. */
public final class Units {
  /** Largest number of the layout: infinity. */
  public static final long INFINITY = Long.MAX_VALUE;

  /** Smallest number of the layout: -infinity. */
  public static final long MINUS_INFINITY = Long.MIN_VALUE;

  private Units() {}

  /** Digits of a second that one unit of a column stands for: 6, or more where it says so. */
  public static int digits(int precision) {
    return Math.max(6, precision);
  }

  /**
   * Moves a count to a column.
   *
   * @param count since the epoch or since midnight
   * @param from digits of a second that its unit stands for: 0 seconds, 3 milliseconds ...
   * @param precision of the column
   * @param type the column's type, for messages
   */
  public static long move(long count, int from, int precision, String type) {
    int to = digits(precision);
    long moved = count;
    if (from > to) {
      long factor = Int128.power(from - to);
      if (count % factor != 0) {
        throw Refusal.tooLarge(type, Long.toString(count));
      }
      moved = count / factor;
    } else if (from < to) {
      long factor = Int128.power(to - from);
      moved = count * factor;
      if (Math.multiplyHigh(count, factor) != moved >> 63) {
        throw Refusal.tooLarge(type, Long.toString(count));
      }
    }
    return check(moved, precision, type);
  }

  /**
   * Refuses a count with more digits of the second than the column has, or one kept for infinity.
   */
  public static long check(long count, int precision, String type) {
    if ((precision < 6 && count % Int128.power(6 - precision) != 0)
        || count == INFINITY
        || count == MINUS_INFINITY) {
      throw Refusal.tooLarge(type, Long.toString(count));
    }
    return count;
  }

  /**
   * Moves a column's count to another unit.
   *
   * @param precision of the column
   * @param to digits of a second of the unit wanted
   */
  public static long back(long count, int precision, int to, String type) {
    if (count == INFINITY || count == MINUS_INFINITY) {
      throw Refusal.tooLarge("a unit of the format", count > 0 ? "infinity" : "-infinity");
    }
    int from = digits(precision);
    if (from == to) {
      return count;
    }
    if (from > to) {
      long factor = Int128.power(from - to);
      if (count % factor != 0) {
        throw Refusal.tooLarge(type, Long.toString(count));
      }
      return count / factor;
    }
    long factor = Int128.power(to - from);
    long moved = count * factor;
    if (Math.multiplyHigh(count, factor) != moved >> 63) {
      throw Refusal.tooLarge(type, Long.toString(count));
    }
    return moved;
  }
}
