package dpone.toolkit.format.cell;

/** The unit of a date or timestamp that is a number. */
public enum Epoch {
  DAYS(-1),
  SECONDS(0),
  MILLIS(3),
  MICROS(6),
  NANOS(9);

  private final int digits;

  Epoch(int digits) {
    this.digits = digits;
  }

  /** Digits of a second that the unit stands for; not for days. */
  public int digits() {
    return digits;
  }
}
