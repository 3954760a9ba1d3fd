package dpone.connector.bigquery.type;

import dpone.connector.bigquery.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type of a column.
 *
 * @param kind what it is
 * @param precision digits of a decimal, or the longest text or bytes; 0 where it has no such bound
 * @param scale digits after the point
 * @param fields fields of a struct; one without a name for what a list or a range is made of
 */
public record BqType(Kind kind, int precision, int scale, List<BqField> fields) {
  /** Copies the list. */
  public BqType {
    fields = List.copyOf(fields);
  }

  /** A type without parameters. */
  public static BqType of(Kind kind) {
    return new BqType(kind, 0, 0, List.of());
  }

  /** A decimal. */
  public static BqType decimal(Kind kind, int precision, int scale) {
    return new BqType(kind, precision, scale, List.of());
  }

  /** A list. */
  public static BqType array(BqType element) {
    return new BqType(Kind.ARRAY, 0, 0, List.of(new BqField("", element, false)));
  }

  /** A range. */
  public static BqType range(Kind element) {
    return new BqType(Kind.RANGE, 0, 0, List.of(new BqField("", of(element), false)));
  }

  /** A struct. */
  public static BqType struct(List<BqField> fields) {
    return new BqType(Kind.STRUCT, 0, 0, fields);
  }

  /** What a list or a range is made of. */
  public BqType element() {
    return fields.get(0).type();
  }

  /** The most digits before the point; of a decimal only. */
  public int integerDigits() {
    if (precision > 0) {
      return precision - scale;
    }
    return kind == Kind.NUMERIC ? 29 : 38;
  }

  /** The most digits after the point; of a decimal only. */
  public int fractionDigits() {
    if (precision > 0) {
      return scale;
    }
    return kind == Kind.NUMERIC ? 9 : 38;
  }

  /** The type in a statement that makes a column. */
  public String text() {
    return switch (kind) {
      case ARRAY -> "ARRAY<" + element().text() + ">";
      case RANGE -> "RANGE<" + element().text() + ">";
      case STRUCT ->
          fields.stream()
              .map(f -> Sql.name(f.name()) + " " + f.type().text())
              .collect(Collectors.joining(", ", "STRUCT<", ">"));
      case NUMERIC, BIGNUMERIC ->
          precision == 0
              ? kind.name()
              : kind.name() + "(" + precision + (scale == 0 ? "" : ", " + scale) + ")";
      case STRING, BYTES -> precision == 0 ? kind.name() : kind.name() + "(" + precision + ")";
      case BOOL, INT64, FLOAT64, DATE, TIME, DATETIME, TIMESTAMP, INTERVAL, JSON, GEOGRAPHY ->
          kind.name();
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
