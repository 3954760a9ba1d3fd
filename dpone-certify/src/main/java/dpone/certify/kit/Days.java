package dpone.certify.kit;

import java.time.LocalDate;

/**
 * The days that dates and timestamps of a system can hold.
 *
 * @param first from its begin on
 * @param last to its end
 */
public record Days(LocalDate first, LocalDate last) {
  /** All days with years of four digits. */
  public static final Days ALL = new Days(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
}
