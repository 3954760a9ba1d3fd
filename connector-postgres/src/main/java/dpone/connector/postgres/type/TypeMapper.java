package dpone.connector.postgres.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.List;

/** From PostgreSQL's types to dpone's. */
public final class TypeMapper {
  private static final String RENDERED =
      "read as the server's text unless the sink takes the wire lane";

  private TypeMapper() {}

  /**
   * What a column becomes.
   *
   * @param type the logical type
   * @param cast what the columnar lane appends to the column's name, such as {@code ::text}; empty
   *     if it takes the type's own binary form
   * @param fidelity how faithful that is
   * @param note a rule worth saying, else empty
   */
  public record Mapping(DataType type, String cast, Fidelity fidelity, String note) {
    /** Whether the columnar lane knows no more than the server's text. */
    public boolean asText() {
      return cast.startsWith("::text");
    }

    static Mapping exact(DataType type) {
      return new Mapping(type, "", Fidelity.EXACT, "");
    }

    static Mapping exact(DataType type, String note) {
      return new Mapping(type, "", Fidelity.EXACT, note);
    }

    static Mapping rendered() {
      return new Mapping(new DataType.Text(), "::text", Fidelity.LOSSY, RENDERED);
    }
  }

  /** The mapping of a type; every type has one, if only as text. */
  public static Mapping map(PgType type) {
    return switch (type.kind()) {
      case BUILTIN -> builtin(type);
      case ENUM -> Mapping.exact(new DataType.Enumeration(type.labels()));
      case ARRAY -> array(type);
      case FOREIGN ->
          type.shape().equals(Shapes.TEXT)
              ? Mapping.exact(new DataType.Text())
              : Mapping.rendered();
      case COMPOSITE, RANGE, PSEUDO -> Mapping.rendered();
    };
  }

  private static Mapping array(PgType type) {
    PgType element = type.element();
    if (element == null || element.kind() == PgType.Kind.ARRAY) {
      return Mapping.rendered();
    }
    Mapping inner = map(element);
    return new Mapping(
        new DataType.Array(inner.type()),
        inner.cast().isEmpty() ? "" : inner.cast() + "[]",
        inner.fidelity(),
        inner.asText() ? RENDERED : "one dimension that starts at 1; others only in the wire lane");
  }

  private static Mapping builtin(PgType type) {
    return switch (type.name()) {
      case "bool" -> Mapping.exact(new DataType.Bool());
      case "int2" -> Mapping.exact(new DataType.Int(16));
      case "int4" -> Mapping.exact(new DataType.Int(32));
      case "int8" -> Mapping.exact(new DataType.Int(64));
      case "oid" -> new Mapping(new DataType.Int(64), "", Fidelity.WIDENING, "unsigned 32 bits");
      case "float4" -> Mapping.exact(new DataType.FloatingPoint(32));
      case "float8" -> Mapping.exact(new DataType.FloatingPoint(64));
      case "numeric" -> numeric(type);
      case "money" ->
          new Mapping(
              new DataType.AnyDecimal(),
              "::numeric",
              Fidelity.WIDENING,
              "another lc_monetary at the target is refused");
      case "text", "varchar", "name" -> Mapping.exact(new DataType.Text());
      case "bpchar" -> Mapping.exact(new DataType.Text(), "blanks at the end are kept");
      case "bytea" -> Mapping.exact(new DataType.Bytes());
      case "date" -> Mapping.exact(new DataType.Date(), "infinities are values");
      case "time" -> Mapping.exact(new DataType.Time(secondDigits(type)), "24:00 is a value");
      case "timestamp" ->
          Mapping.exact(
              new DataType.Timestamp(secondDigits(type)),
              "infinities are values; beyond the year 294246 only in the wire lane");
      case "timestamptz" ->
          Mapping.exact(
              new DataType.TimestampTz(secondDigits(type)),
              "infinities are values; beyond the year 294246 only in the wire lane");
      case "interval" -> Mapping.exact(new DataType.Interval());
      case "uuid" -> Mapping.exact(new DataType.Uuid());
      case "json" -> Mapping.exact(new DataType.Json());
      case "jsonb" -> Mapping.exact(new DataType.Json(), "as the server renders it");
      default -> Mapping.rendered();
    };
  }

  /** What the server sends in the columnar lane. */
  public static PgType sent(PgType type) {
    return switch (map(type).cast()) {
      case "" -> type;
      case "::text[]" -> arrayOf(PgType.builtin("text", "text"));
      case "::numeric" -> PgType.builtin("numeric", "numeric");
      case "::numeric[]" -> arrayOf(PgType.builtin("numeric", "numeric"));
      default -> PgType.builtin("text", "text");
    };
  }

  private static PgType arrayOf(PgType element) {
    String name = "_" + element.name();
    return new PgType(element.text() + "[]", name, PgType.Kind.ARRAY, -1, name, element, List.of());
  }

  private static Mapping numeric(PgType type) {
    if (type.modifier() < 4) {
      return Mapping.exact(new DataType.AnyDecimal(), "NaN and infinities are values");
    }
    int precision = type.numericPrecision();
    int scale = type.numericScale();
    if (scale < 0) {
      return new Mapping(
          new DataType.Decimal(precision - scale, 0),
          "",
          Fidelity.WIDENING,
          "a negative scale becomes zeros");
    }
    DataType.Decimal decimal = new DataType.Decimal(Math.max(precision, scale), scale);
    return Mapping.exact(
        decimal,
        decimal.precision() <= 38
            ? "NaN is refused by row outside of the wire lane"
            : "NaN is a value");
  }

  private static int secondDigits(PgType type) {
    return type.modifier() < 0 || type.modifier() > 6 ? 6 : type.modifier();
  }
}
