package dpone.connector.bigquery.type;

import dpone.connector.bigquery.sql.Sql;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The expression that makes a value of the target out of one of the stage, and what it does to it.
 *
 * @param fidelity how faithful it is
 * @param note a rule; empty if there is nothing to say
 */
public record Conversion(Fidelity fidelity, String note) {
  /** How a type arrives at a target's type that is there; empty if there is no way. */
  public static Optional<Conversion> find(DataType source, BqType stage, BqType target) {
    if (target.kind() == Kind.ARRAY) {
      return stage.kind() == Kind.ARRAY
          ? find(element(source), stage.element(), target.element())
          : Optional.empty();
    }
    if (target.kind() == Kind.STRUCT) {
      return stage.kind() == Kind.STRUCT ? fields(source, stage, target) : Optional.empty();
    }
    return switch (target.kind()) {
      case NUMERIC, BIGNUMERIC -> toDecimal(source, stage, target);
      case INT64 -> stage.kind() == Kind.INT64 ? exact() : Optional.empty();
      case FLOAT64 -> toFloat(source, stage);
      case STRING -> toText(source, stage);
      case JSON ->
          stage.kind() == Kind.STRING && (source instanceof DataType.Json || isText(source))
              ? Optional.of(
                  new Conversion(Fidelity.EXACT, "as a value; what is not JSON fails the load"))
              : Optional.empty();
      case GEOGRAPHY ->
          isText(source)
              ? Optional.of(
                  new Conversion(
                      Fidelity.LOSSY, "as WKT or GeoJSON; shapes are brought into normal form"))
              : Optional.empty();
      case RANGE ->
          isText(source)
              ? Optional.of(
                  new Conversion(Fidelity.EXACT, "as [start, end); another text fails the load"))
              : Optional.empty();
      case INTERVAL ->
          source instanceof DataType.Interval || isText(source) ? exact() : Optional.empty();
      case BOOL, BYTES, DATE, TIME, DATETIME, TIMESTAMP ->
          stage.kind() == target.kind() ? temporal(source) : Optional.empty();
      case ARRAY, STRUCT -> throw new IllegalStateException("handled above");
    };
  }

  private static boolean isText(DataType source) {
    return source instanceof DataType.Text;
  }

  private static Optional<Conversion> exact() {
    return Optional.of(new Conversion(Fidelity.EXACT, ""));
  }

  private static Optional<Conversion> wider() {
    return Optional.of(new Conversion(Fidelity.WIDENING, ""));
  }

  private static Optional<Conversion> temporal(DataType source) {
    int precision =
        switch (source) {
          case DataType.Time time -> time.precision();
          case DataType.Timestamp stamp -> stamp.precision();
          case DataType.TimestampTz stamp -> stamp.precision();
          default -> 0;
        };
    return precision <= 6
        ? exact()
        : Optional.of(new Conversion(Fidelity.LOSSY, "digits of a second beyond six are cut off"));
  }

  private static Optional<Conversion> toDecimal(DataType source, BqType stage, BqType target) {
    return switch (source) {
      case DataType.Int whole ->
          Numerics.holds(target, whole.bits() == 64 ? 19 : whole.bits() == 32 ? 10 : 5, 0)
              ? wider()
              : Optional.empty();
      case DataType.UInt64 ignored -> Numerics.holds(target, 20, 0) ? wider() : Optional.empty();
      case DataType.Decimal decimal ->
          stage.kind() != Kind.STRING
                  && Numerics.holds(target, decimal.precision() - decimal.scale(), decimal.scale())
              ? (target.integerDigits() == decimal.precision() - decimal.scale()
                  ? exact()
                  : wider())
              : Optional.empty();
      case DataType.AnyDecimal ignored ->
          target.kind() == Kind.BIGNUMERIC && target.precision() == 0 ? exact() : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Conversion> toFloat(DataType source, BqType stage) {
    if (source instanceof DataType.Int whole) {
      return whole.bits() <= 32
          ? wider()
          : Optional.of(new Conversion(Fidelity.LOSSY, "beyond 2^53 the nearest number"));
    }
    return switch (stage.kind()) {
      case FLOAT64 -> exact();
      case NUMERIC, BIGNUMERIC ->
          Optional.of(new Conversion(Fidelity.LOSSY, "the nearest number of 53 bits"));
      default -> Optional.empty();
    };
  }

  private static Optional<Conversion> toText(DataType source, BqType stage) {
    return switch (stage.kind()) {
      case STRING -> source instanceof DataType.Text ? exact() : wider();
      case BOOL, INT64, NUMERIC, BIGNUMERIC, DATE, TIME, DATETIME -> wider();
      case TIMESTAMP -> Optional.of(new Conversion(Fidelity.WIDENING, "as text in UTC"));
      default -> Optional.empty();
    };
  }

  private static DataType element(DataType source) {
    return switch (source) {
      case DataType.Array array -> array.element();
      case DataType.Mapping map ->
          new DataType.Struct(
              List.of(
                  new dpone.spi.type.Field("key", map.key(), false, ""),
                  new dpone.spi.type.Field("value", map.value(), true, "")));
      default -> source;
    };
  }

  private static Optional<Conversion> fields(DataType source, BqType stage, BqType target) {
    if (!(source instanceof DataType.Struct struct)
        || stage.fields().size() != target.fields().size()) {
      return Optional.empty();
    }
    Conversion worst = new Conversion(Fidelity.EXACT, "");
    for (int i = 0; i < struct.fields().size(); i++) {
      if (!struct.fields().get(i).name().equalsIgnoreCase(target.fields().get(i).name())) {
        return Optional.empty();
      }
      Optional<Conversion> one =
          find(
              struct.fields().get(i).type(),
              stage.fields().get(i).type(),
              target.fields().get(i).type());
      if (one.isEmpty()) {
        return one;
      }
      worst = one.get().fidelity().compareTo(worst.fidelity()) > 0 ? one.get() : worst;
    }
    return Optional.of(worst);
  }

  /**
   * The expression.
   *
   * @param value a value of the stage's type
   */
  public static String sql(String value, BqType stage, BqType target) {
    return sql(value, stage, stage, target);
  }

  /**
   * The expression.
   *
   * @param value a value of the type in the stage's table
   * @param loaded the type in the stage's table, which a format may have other than the stage's
   */
  public static String sql(String value, BqType loaded, BqType stage, BqType target) {
    return sql(value, loaded, stage, target, 0);
  }

  private static String sql(
      String loadedValue, BqType loaded, BqType stage, BqType target, int depth) {
    String value =
        (stage.kind() == Kind.TIME || stage.kind() == Kind.DATETIME)
                && loaded.kind() == Kind.TIMESTAMP
            ? stage.kind() + "(" + loadedValue + ", 'UTC')"
            : loadedValue;
    return switch (target.kind()) {
      case ARRAY -> array(value, loaded.element(), stage.element(), target.element(), depth);
      case STRUCT -> struct(value, loaded, stage, target, depth);
      case JSON -> "PARSE_JSON(" + value + ", wide_number_mode => 'exact')";
      case GEOGRAPHY -> "ST_GEOGFROM(" + value + ")";
      case STRING -> toText(value, stage);
      case BOOL,
          INT64,
          FLOAT64,
          BYTES,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          NUMERIC,
          BIGNUMERIC,
          INTERVAL,
          RANGE ->
          stage.kind() == target.kind() ? value : "CAST(" + value + " AS " + bare(target) + ")";
    };
  }

  /** The function around two values of a type that cannot be compared as they are; else empty. */
  public static String comparison(BqType type) {
    return switch (type.kind()) {
      case JSON, ARRAY, STRUCT -> "TO_JSON_STRING";
      case GEOGRAPHY -> "ST_ASTEXT";
      default -> "";
    };
  }

  /** Without parameters: a cast to NUMERIC(10, 2) would round, the column itself refuses. */
  private static String bare(BqType type) {
    return type.kind() == Kind.RANGE ? type.text() : type.kind().name();
  }

  private static String toText(String value, BqType stage) {
    return switch (stage.kind()) {
      case STRING -> value;
      case TIMESTAMP -> "FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%E*SZ', " + value + ", 'UTC')";
      default -> "CAST(" + value + " AS STRING)";
    };
  }

  private static String array(String value, BqType loaded, BqType stage, BqType target, int depth) {
    if (loaded.kind() == stage.kind() && same(stage, target)) {
      return value;
    }
    String element = "e" + depth;
    return "ARRAY(SELECT "
        + sql(element, loaded, stage, target, depth + 1)
        + " FROM UNNEST("
        + value
        + ") AS "
        + element
        + " WITH OFFSET AS o"
        + depth
        + " ORDER BY o"
        + depth
        + ")";
  }

  private static String struct(
      String value, BqType loaded, BqType stage, BqType target, int depth) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < target.fields().size(); i++) {
      BqField to = target.fields().get(i);
      BqField from = stage.fields().get(i);
      fields.add(
          sql(
                  value + "." + from.name(),
                  loaded.fields().get(i).type(),
                  from.type(),
                  to.type(),
                  depth)
              + " AS "
              + Sql.name(to.name()));
    }
    return "IF(" + value + " IS NULL, NULL, STRUCT(" + String.join(", ", fields) + "))";
  }

  private static boolean same(BqType stage, BqType target) {
    return stage.kind() == target.kind()
        && stage.kind() != Kind.STRUCT
        && stage.kind() != Kind.ARRAY;
  }
}
