package dpone.connector.bigquery.type;

import java.util.Optional;

/**
 * To which type a column can be changed so that it holds more.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/managing-table-schemas#change_a_columns_data_type">BigQuery:
 *     change a column's data type</a>
 */
public final class Widening {
  private Widening() {}

  /** The type that holds what both hold, if the column can be given it. */
  public static Optional<BqType> of(BqType now, BqType wanted) {
    if (!isDecimal(wanted) || !(now.kind() == Kind.INT64 || isDecimal(now))) {
      return wanted.kind() == Kind.STRING && now.kind() == Kind.STRING
          ? Optional.of(BqType.of(Kind.STRING))
          : Optional.empty();
    }
    int whole =
        Math.max(now.kind() == Kind.INT64 ? 19 : now.integerDigits(), wanted.integerDigits());
    int fraction =
        Math.max(now.kind() == Kind.INT64 ? 0 : now.fractionDigits(), wanted.fractionDigits());
    boolean small = whole <= 29 && fraction <= 9 && now.kind() != Kind.BIGNUMERIC;
    return whole > 38 || fraction > 38
        ? Optional.empty()
        : Optional.of(
            BqType.decimal(small ? Kind.NUMERIC : Kind.BIGNUMERIC, whole + fraction, fraction));
  }

  private static boolean isDecimal(BqType type) {
    return type.kind() == Kind.NUMERIC || type.kind() == Kind.BIGNUMERIC;
  }
}
