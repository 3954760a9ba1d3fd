package dpone.toolkit.format.cell;

/** How numbers in text are written. */
public enum NumberForm {
  /** As in a program: {@code -1234.5}, {@code 1e3}. */
  PLAIN,
  /** For people, with a comma before the fraction: {@code 1 234,5} or {@code 1.234,5}. */
  COMMA,
  /** For people, with a point before the fraction: {@code 1,234.5}. */
  POINT
}
