package dpone.connector.postgres.type;

import dpone.spi.type.DataType;
import java.util.List;
import java.util.Optional;

/** From dpone's types to PostgreSQL's: the type in which a logical type feels at home. */
public final class NaturalType {
  private NaturalType() {}

  /** The type, or empty if there is none. */
  public static Optional<PgType> of(DataType type) {
    return switch (type) {
      case DataType.Bool b -> builtin("boolean", "bool");
      case DataType.Int i ->
          switch (i.bits()) {
            case 8, 16 -> builtin("smallint", "int2");
            case 32 -> builtin("integer", "int4");
            default -> builtin("bigint", "int8");
          };
      case DataType.UInt64 u -> numeric(20, 0);
      case DataType.FloatingPoint f ->
          f.bits() == 32 ? builtin("real", "float4") : builtin("double precision", "float8");
      case DataType.Decimal d ->
          d.precision() <= 1000 ? numeric(d.precision(), d.scale()) : builtin("numeric", "numeric");
      case DataType.AnyDecimal a -> builtin("numeric", "numeric");
      case DataType.Text t -> builtin("text", "text");
      case DataType.Enumeration e -> builtin("text", "text");
      case DataType.Bytes b -> builtin("bytea", "bytea");
      case DataType.Date d -> builtin("date", "date");
      case DataType.Time t -> seconds("time", "time", " without time zone", t.precision());
      case DataType.Timestamp t ->
          seconds("timestamp", "timestamp", " without time zone", t.precision());
      case DataType.TimestampTz t ->
          seconds("timestamp", "timestamptz", " with time zone", t.precision());
      case DataType.Interval i -> builtin("interval", "interval");
      case DataType.Uuid u -> builtin("uuid", "uuid");
      case DataType.Json j -> builtin("json", "json");
      case DataType.Array a -> array(a.element());
      case DataType.Mapping m -> Optional.empty();
      case DataType.Struct s -> Optional.empty();
    };
  }

  private static Optional<PgType> array(DataType element) {
    if (element instanceof DataType.Array) {
      return Optional.empty();
    }
    return of(element)
        .map(e ->
            new PgType(
                e.text() + "[]",
                "_" + e.name(),
                PgType.Kind.ARRAY,
                e.modifier(),
                "_" + e.name(),
                e,
                List.of()));
  }

  private static Optional<PgType> builtin(String text, String name) {
    return Optional.of(PgType.builtin(text, name));
  }

  private static Optional<PgType> numeric(int precision, int scale) {
    return modified(
        "numeric(" + precision + "," + scale + ")",
        "numeric",
        PgType.numericModifier(precision, scale));
  }

  private static Optional<PgType> seconds(String text, String name, String zone, int digits) {
    return digits >= 6
        ? builtin(text + zone, name)
        : modified(text + "(" + digits + ")" + zone, name, digits);
  }

  private static Optional<PgType> modified(String text, String name, int modifier) {
    return Optional.of(
        new PgType(text, name, PgType.Kind.BUILTIN, modifier, name, null, List.of()));
  }
}
