package dpone.connector.clickhouse.type;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ReadMapping.As;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;

/** From ClickHouse's types to dpone's. */
public final class TypeMapper {
  private static final ChType STRING = ChType.parse("String");
  private static final ChType NULLABLE_STRING = ChType.parse("Nullable(String)");
  private static final String RENDERED = "read as JSON text, as the server renders it";

  private TypeMapper() {}

  /** A logical type with what there is to say about it. */
  private record Read(DataType type, ChType sent, Fidelity fidelity, String note) {
    static Read exact(DataType type, ChType sent) {
      return new Read(type, sent, Fidelity.EXACT, "");
    }

    static Read exact(DataType type, ChType sent, String note) {
      return new Read(type, sent, Fidelity.EXACT, note);
    }

    static Read widening(DataType type, ChType sent, String note) {
      return new Read(type, sent, Fidelity.WIDENING, note);
    }
  }

  /**
   * The mapping of a column.
   *
   * @param bytes whether a String holds bytes and not text
   * @throws dpone.spi.error.DponeException {@code CH_TYPE_REFUSED} if it has none; without a place
   */
  public static ReadMapping map(ChType type, boolean bytes) {
    ChType inner = type.name().equals("LowCardinality") ? type.element() : type;
    boolean nullable = inner.name().equals("Nullable");
    if (type.holds("AggregateFunction")) {
      throw ChCode.TYPE_REFUSED
          .error("an aggregate state, " + type.text() + ", can be read by nobody else")
          .remedy(
              "finish it in a query with finalizeAggregation or the -Merge combinator, or leave"
                  + " the column out of columns")
          .build();
    }
    if (type.holds("QBit") || type.holds("Nothing")) {
      throw refused(type);
    }
    if (isRendered(type)) {
      return new ReadMapping(
          new DataType.Json(),
          nullable || type.name().equals("Variant") || type.name().equals("Dynamic"),
          As.JSON_TEXT,
          type.name().equals("Variant") || type.name().equals("Dynamic") || nullable
              ? NULLABLE_STRING
              : STRING,
          Fidelity.LOSSY,
          RENDERED);
    }
    Read read = read(type, bytes);
    return new ReadMapping(
        read.type(),
        nullable,
        read.sent().text().equals(type.text()) ? As.ITSELF : As.CAST,
        read.sent(),
        read.fidelity(),
        read.note());
  }

  /** Whether the type is one whose values are of several types, or is made of such. */
  private static boolean isRendered(ChType type) {
    boolean geometry =
        switch (type.name()) {
          case "Variant",
              "Dynamic",
              "Point",
              "Ring",
              "LineString",
              "MultiLineString",
              "Polygon",
              "MultiPolygon",
              "Geometry" ->
              true;
          case "Nullable" ->
              type.element().name().equals("Tuple") || type.element().name().equals("JSON");
          case "Tuple" -> type.elements().isEmpty();
          default -> false;
        };
    return geometry
        || type.elements().stream()
            .anyMatch(
                e -> isRendered(e) || (e.name().equals("JSON") && !type.name().equals("Nullable")));
  }

  private static Read read(ChType type, boolean bytes) {
    return switch (type.name()) {
      case "Nullable" -> wrapped(type, read(type.element(), bytes));
      case "LowCardinality" -> wrapped(type, read(type.element(), bytes));
      case "SimpleAggregateFunction" -> read(type.element(), bytes);
      case "Array" -> array(type, bytes);
      case "Map" -> map(type, bytes, "");
      case "Tuple" -> tuple(type, bytes);
      case "Nested" -> nested(type, bytes);
      default -> scalar(type, bytes);
    };
  }

  private static Read wrapped(ChType type, Read inner) {
    // What the server casts anyway gains nothing from a dictionary.
    String text =
        inner.sent().text().equals(type.element().text())
            ? type.text()
            : type.name().equals("LowCardinality")
                ? inner.sent().text()
                : type.name() + "(" + inner.sent().text() + ")";
    return new Read(inner.type(), ChType.parse(text), inner.fidelity(), inner.note());
  }

  private static Read array(ChType type, boolean bytes) {
    Read element = read(type.element(), bytes);
    return new Read(
        new DataType.Array(element.type()),
        ChType.parse("Array(" + element.sent().text() + ")"),
        element.fidelity(),
        element.note());
  }

  private static Read map(ChType type, boolean bytes, String note) {
    Read key = read(type.elements().get(0), bytes);
    Read value = read(type.elements().get(1), bytes);
    return new Read(
        new DataType.Mapping(key.type(), value.type()),
        ChType.parse("Map(" + key.sent().text() + ", " + value.sent().text() + ")"),
        Fidelity.EXACT,
        note);
  }

  private static Read tuple(ChType type, boolean bytes) {
    List<Field> fields = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < type.elements().size(); i++) {
      ChType element = type.elements().get(i);
      Read read = read(element, bytes);
      boolean named = !type.names().isEmpty();
      String name = named ? type.names().get(i) : Integer.toString(i + 1);
      fields.add(new Field(name, read.type(), element.holds("Nullable"), element.text()));
      sent.add((named ? quoted(name) + " " : "") + read.sent().text());
    }
    ChType asIs = ChType.parse("Tuple(" + String.join(", ", sent) + ")");
    boolean same = asIs.elements().equals(type.elements());
    return Read.exact(new DataType.Struct(fields), same ? type : asIs);
  }

  private static Read nested(ChType type, boolean bytes) {
    ChType row = ChType.parse("Tuple" + type.text().substring(type.text().indexOf('(')));
    Read element = tuple(row, bytes);
    boolean same = element.sent().equals(row);
    return Read.exact(
        new DataType.Array(element.type()),
        same ? type : ChType.parse("Array(" + element.sent().text() + ")"));
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*")
        ? name
        : '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  private static Read scalar(ChType type, boolean bytes) {
    return switch (type.name()) {
      case "Bool" -> Read.exact(new DataType.Bool(), type);
      case "Int8" -> Read.exact(new DataType.Int(8), type);
      case "Int16" -> Read.exact(new DataType.Int(16), type);
      case "Int32" -> Read.exact(new DataType.Int(32), type);
      case "Int64" -> Read.exact(new DataType.Int(64), type);
      case "UInt8" -> Read.widening(new DataType.Int(16), type, "");
      case "UInt16" -> Read.widening(new DataType.Int(32), type, "");
      case "UInt32" -> Read.widening(new DataType.Int(64), type, "");
      case "UInt64" -> Read.exact(new DataType.UInt64(), type);
      case "Int128", "UInt128" ->
          Read.widening(new DataType.Decimal(39, 0), type, "as a decimal without fraction");
      case "Int256" ->
          Read.widening(new DataType.Decimal(77, 0), type, "as a decimal without fraction");
      case "UInt256" ->
          Read.widening(new DataType.Decimal(78, 0), type, "as a decimal without fraction");
      case "Float32" -> Read.exact(new DataType.FloatingPoint(32), type);
      case "Float64" -> Read.exact(new DataType.FloatingPoint(64), type);
      case "BFloat16" -> Read.widening(new DataType.FloatingPoint(32), type, "");
      case "Decimal" -> Read.exact(new DataType.Decimal(type.number(0), type.number(1)), type);
      case "Decimal32" -> Read.exact(new DataType.Decimal(9, type.number(0)), type);
      case "Decimal64" -> Read.exact(new DataType.Decimal(18, type.number(0)), type);
      case "Decimal128" -> Read.exact(new DataType.Decimal(38, type.number(0)), type);
      case "Decimal256" -> Read.exact(new DataType.Decimal(76, type.number(0)), type);
      case "String" ->
          bytes
              ? Read.exact(new DataType.Bytes(), type)
              : Read.exact(
                  new DataType.Text(),
                  type,
                  "bytes that are not UTF-8 are refused by row, unless bytes names the column");
      case "FixedString" ->
          Read.exact(
              bytes ? new DataType.Bytes() : new DataType.Text(),
              type,
              "zeros at the end are kept"
                  + (bytes ? "" : "; bytes that are not UTF-8 are refused by row"));
      case "Date", "Date32" -> Read.exact(new DataType.Date(), type);
      case "DateTime", "DateTime32" ->
          Read.exact(new DataType.TimestampTz(0), type, "an instant; its zone is for display");
      case "DateTime64" ->
          Read.exact(
              new DataType.TimestampTz(type.number(0)),
              type,
              "an instant; its zone is for display");
      case "Time" ->
          Read.exact(new DataType.Time(0), type, "below 00:00 or above 24:00 is refused by row");
      case "Time64" ->
          Read.exact(
              new DataType.Time(type.number(0)),
              type,
              "below 00:00 or above 24:00 is refused by row");
      case "UUID" -> Read.exact(new DataType.Uuid(), type);
      case "IPv4", "IPv6" -> Read.widening(new DataType.Text(), STRING, "as canonical text");
      case "Enum", "Enum8", "Enum16" ->
          Read.exact(
              new DataType.Enumeration(
                  type.enumValues().stream().map(ChType.EnumValue::label).toList()),
              type);
      case "JSON", "Object" -> Read.exact(new DataType.Json(), STRING, "as the server renders it");
      default -> {
        if (type.name().startsWith("Interval")) {
          yield Read.widening(
              new DataType.Int(64), type, "the number of its units, which its name tells");
        }
        throw refused(type);
      }
    };
  }

  private static RuntimeException refused(ChType type) {
    return ChCode.TYPE_REFUSED.error("the type " + type.text() + " has no mapping").build();
  }
}
