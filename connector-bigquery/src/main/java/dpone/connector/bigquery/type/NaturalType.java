package dpone.connector.bigquery.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Which type a column gets that does not exist yet.
 *
 * @param unconstrained type of decimals without precision: {@code bignumeric}, {@code string} or
 *     {@code refuse}
 * @param json type of JSON: {@code json} or {@code string}
 */
public record NaturalType(String unconstrained, String json) {
  /** A list cannot be null: where it may be, an empty one stands for it. */
  public static final String NULL_LIST =
      "a null list becomes an empty one, which BigQuery cannot tell apart";

  private static final String PRECISION =
      "digits of a second beyond six are cut off, BigQuery has no more";

  /** What becomes of a column. */
  public sealed interface Choice {}

  /**
   * A type that takes it.
   *
   * @param type BigQuery's
   * @param fidelity how faithful it is
   * @param note a rule; empty if there is nothing to say
   */
  public record Taken(BqType type, Fidelity fidelity, String note) implements Choice {}

  /**
   * There is none.
   *
   * @param remedy what to do
   */
  public record Refused(String remedy) implements Choice {}

  /** The type of a column. */
  public Choice of(Field field) {
    Choice choice = of(field.type());
    if (choice instanceof Taken taken
        && taken.type().kind() == Kind.ARRAY
        && field.nullable()
        && taken.fidelity() != Fidelity.LOSSY) {
      return new Taken(taken.type(), Fidelity.LOSSY, NULL_LIST);
    }
    return choice;
  }

  private Choice of(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> exact(Kind.BOOL);
      case DataType.Int whole -> whole.bits() == 64 ? exact(Kind.INT64) : wider(Kind.INT64, "");
      case DataType.UInt64 ignored ->
          new Taken(BqType.decimal(Kind.NUMERIC, 20, 0), Fidelity.WIDENING, "");
      case DataType.FloatingPoint number ->
          number.bits() == 64 ? exact(Kind.FLOAT64) : wider(Kind.FLOAT64, "");
      case DataType.Decimal decimal -> decimal(decimal);
      case DataType.AnyDecimal ignored -> anyDecimal();
      case DataType.Text ignored -> exact(Kind.STRING);
      case DataType.Bytes ignored -> exact(Kind.BYTES);
      case DataType.Date ignored -> new Taken(BqType.of(Kind.DATE), Fidelity.EXACT, RANGE);
      case DataType.Time time -> temporal(Kind.TIME, time.precision(), "24:00 is refused by row");
      case DataType.Timestamp stamp -> temporal(Kind.DATETIME, stamp.precision(), RANGE);
      case DataType.TimestampTz stamp -> temporal(Kind.TIMESTAMP, stamp.precision(), RANGE);
      case DataType.Interval ignored ->
          new Taken(
              BqType.of(Kind.INTERVAL),
              Fidelity.EXACT,
              "more than 10,000 years are refused by row");
      case DataType.Uuid ignored -> wider(Kind.STRING, "as canonical text");
      case DataType.Json ignored ->
          json.equals("string")
              ? exact(Kind.STRING)
              : new Taken(
                  BqType.of(Kind.JSON),
                  Fidelity.EXACT,
                  "as a value: spaces and the order of keys are not kept; a number that JSON cannot"
                      + " hold exactly fails the load");
      case DataType.Enumeration ignored -> wider(Kind.STRING, "");
      case DataType.Array array -> array(array.element());
      case DataType.Mapping map -> mapping(map);
      case DataType.Struct struct -> struct(struct);
    };
  }

  private static final String RANGE = "infinity and years outside of 1 to 9999 are refused by row";

  private static Taken exact(Kind kind) {
    return new Taken(BqType.of(kind), Fidelity.EXACT, "");
  }

  private static Taken wider(Kind kind, String note) {
    return new Taken(BqType.of(kind), Fidelity.WIDENING, note);
  }

  private static Taken temporal(Kind kind, int precision, String note) {
    return precision <= 6
        ? new Taken(BqType.of(kind), Fidelity.EXACT, note)
        : new Taken(BqType.of(kind), Fidelity.LOSSY, PRECISION);
  }

  private static Choice decimal(DataType.Decimal decimal) {
    return Numerics.kind(decimal)
        .<Choice>map(kind ->
            new Taken(
                BqType.decimal(kind, decimal.precision(), decimal.scale()), Fidelity.EXACT, ""))
        .orElseGet(() ->
            new Refused(
                "cast it to text at the source, or to at most 38 digits on either side of the"
                    + " point"));
  }

  private Choice anyDecimal() {
    return switch (unconstrained) {
      case "string" -> wider(Kind.STRING, "as canonical text");
      case "refuse" ->
          new Refused("set sink.unconstrained_numeric, or cast it to a decimal with a precision");
      default ->
          new Taken(
              BqType.of(Kind.BIGNUMERIC),
              Fidelity.EXACT,
              "a value of more than 38 digits on either side of the point, and NaN, are refused by"
                  + " row");
    };
  }

  private Choice array(DataType element) {
    return switch (of(element)) {
      case Refused refused -> refused;
      case Taken taken ->
          taken.type().kind() == Kind.ARRAY
              ? new Refused("a list of lists has no place in BigQuery: cast it to JSON or text")
              : new Taken(
                  BqType.array(taken.type()),
                  taken.fidelity(),
                  taken.fidelity() == Fidelity.LOSSY
                      ? taken.note()
                      : "a list with a null in it is refused by row");
    };
  }

  private Choice mapping(DataType.Mapping map) {
    return array(
        new DataType.Struct(
            List.of(
                new Field("key", map.key(), false, ""),
                new Field("value", map.value(), true, ""))));
  }

  private Choice struct(DataType.Struct struct) {
    List<BqField> fields = new ArrayList<>();
    Fidelity worst = Fidelity.EXACT;
    String note = "";
    for (Field field : struct.fields()) {
      switch (of(field)) {
        case Refused refused -> {
          return refused;
        }
        case Taken taken -> {
          fields.add(new BqField(field.name(), taken.type(), false));
          if (taken.fidelity().compareTo(worst) > 0) {
            worst = taken.fidelity();
            note = taken.note();
          }
        }
      }
    }
    return fields.isEmpty()
        ? new Refused("a struct without fields has no place in BigQuery")
        : new Taken(BqType.struct(fields), worst, note);
  }
}
