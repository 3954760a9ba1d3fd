package dpone.connector.bigquery.type;

import dpone.spi.type.DataType;
import java.util.Optional;

/**
 * Which decimals of BigQuery hold which others.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#decimal_types">decimal
 *     types</a>
 */
final class Numerics {
  private static final int NUMERIC_WHOLE = 29;
  private static final int NUMERIC_FRACTION = 9;
  private static final int BIG = 38;

  private Numerics() {}

  /** The smaller of both types that holds every value of a decimal; empty if none does. */
  static Optional<Kind> kind(DataType.Decimal decimal) {
    int whole = decimal.precision() - decimal.scale();
    if (whole <= NUMERIC_WHOLE && decimal.scale() <= NUMERIC_FRACTION) {
      return Optional.of(Kind.NUMERIC);
    }
    return whole <= BIG && decimal.scale() <= BIG ? Optional.of(Kind.BIGNUMERIC) : Optional.empty();
  }

  /** Whether every value of one has its place in the other. */
  static boolean holds(BqType target, int wholeDigits, int fractionDigits) {
    return target.integerDigits() >= wholeDigits && target.fractionDigits() >= fractionDigits;
  }
}
