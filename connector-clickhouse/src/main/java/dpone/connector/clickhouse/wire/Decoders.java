package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ChType;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** The decoder of each type. */
final class Decoders {
  private static final long DAY_SECONDS = 86_400;

  private final long largestCell;

  Decoders(long largestCell) {
    this.largestCell = largestCell;
  }

  /**
   * A decoder.
   *
   * @param sent type in which the column comes
   * @param type what it is read as
   */
  CellDecoder of(ChType sent, DataType type) {
    return switch (sent.name()) {
      case "Nullable" -> Nested.nullable(of(sent.element(), type));
      case "LowCardinality" -> {
        boolean nullable = sent.element().name().equals("Nullable");
        ChType key = nullable ? sent.element().element() : sent.element();
        yield new LowCardinality(of(key, type), type, nullable);
      }
      case "SimpleAggregateFunction" -> of(sent.element(), type);
      case "Array" -> Nested.list(of(sent.element(), ((DataType.Array) type).element()));
      case "Map" -> {
        DataType.Mapping map = (DataType.Mapping) type;
        yield Nested.list(
            Nested.struct(
                List.of(
                    of(sent.elements().get(0), map.key()),
                    of(sent.elements().get(1), map.value()))));
      }
      case "Tuple" -> struct(sent, (DataType.Struct) type);
      case "Nested" ->
          Nested.list(struct(sent, (DataType.Struct) ((DataType.Array) type).element()));
      default -> scalar(sent, type);
    };
  }

  private CellDecoder struct(ChType sent, DataType.Struct type) {
    List<CellDecoder> fields = new ArrayList<>();
    for (int i = 0; i < sent.elements().size(); i++) {
      fields.add(of(sent.elements().get(i), type.fields().get(i).type()));
    }
    return Nested.struct(fields);
  }

  private CellDecoder scalar(ChType sent, DataType type) {
    return switch (sent.name()) {
      case "Bool" -> new Fixed.Ints(1, true);
      case "Int8" -> new Fixed.Ints(1, false);
      case "Int16" -> new Fixed.Ints(2, false);
      case "Int32" -> new Fixed.Ints(4, false);
      case "Int64", "UInt64" -> new Fixed.Longs(false);
      case "UInt8" -> new Fixed.Ints(1, true);
      case "UInt16" -> new Fixed.Ints(2, true);
      case "UInt32" -> new Fixed.Longs(true);
      case "Int128" -> new Wide(16, false, 0);
      case "UInt128" -> new Wide(16, true, 0);
      case "Int256" -> new Wide(32, false, 0);
      case "UInt256" -> new Wide(32, true, 0);
      case "BFloat16" -> new Fixed.Floats(2);
      case "Float32" -> new Fixed.Floats(4);
      case "Float64" -> new Fixed.Floats(8);
      case "Decimal", "Decimal32", "Decimal64", "Decimal128", "Decimal256" ->
          decimal((DataType.Decimal) type);
      case "String" -> new Texts(-1, !(type instanceof DataType.Bytes), largestCell);
      case "FixedString" ->
          new Texts(
              Integer.parseInt(sent.parameters().get(0)),
              !(type instanceof DataType.Bytes),
              largestCell);
      case "Date" -> new Fixed.Ints(2, true);
      case "Date32" -> new Fixed.Ints(4, false);
      case "DateTime", "DateTime32" -> new Fixed.Ticks(4, true, 1_000_000, 0, Long.MAX_VALUE);
      case "DateTime64" -> {
        int digits = Integer.parseInt(sent.parameters().get(0));
        yield new Fixed.Ticks(
            8, false, digits < 6 ? power(6 - digits) : 1, Long.MIN_VALUE, Long.MAX_VALUE);
      }
      case "Time" -> new Fixed.Ticks(4, false, 1_000_000, 0, DAY_SECONDS);
      case "Time64" -> {
        int digits = Integer.parseInt(sent.parameters().get(0));
        yield new Fixed.Ticks(
            8, false, digits < 6 ? power(6 - digits) : 1, 0, DAY_SECONDS * power(digits));
      }
      case "UUID" -> new Fixed.Pairs(16, true);
      case "Enum", "Enum8", "Enum16" -> new Enums(sent.name().equals("Enum16"), sent.enumValues());
      default -> {
        if (sent.name().startsWith("Interval")) {
          yield new Fixed.Longs(false);
        }
        throw ChCode.TYPE_REFUSED.error("the type " + sent.text() + " has no decoder").build();
      }
    };
  }

  private static CellDecoder decimal(DataType.Decimal decimal) {
    int digits = decimal.precision();
    if (digits > 38) {
      return new Wide(32, false, decimal.scale());
    }
    return new Fixed.Pairs(digits <= 9 ? 4 : digits <= 18 ? 8 : 16, false);
  }

  private static long power(int digits) {
    long result = 1;
    for (int i = 0; i < digits; i++) {
      result *= 10;
    }
    return result;
  }
}
