package dpone.connector.clickhouse.target;

import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which type of the server a column gets that does not exist yet. Pure. */
final class NaturalType {
  private NaturalType() {}

  /** The type of a column; empty if the server has none that holds every value. */
  static Optional<String> of(Field field, boolean inKey) {
    return of(field.type())
        .map(type -> field.nullable() && !inKey && mayBeNull(field.type()) ? nullable(type) : type);
  }

  private static boolean mayBeNull(DataType type) {
    return !(type instanceof DataType.Array
        || type instanceof DataType.Mapping
        || type instanceof DataType.Struct);
  }

  private static String nullable(String type) {
    return "Nullable(" + type + ")";
  }

  private static Optional<String> of(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> Optional.of("Bool");
      case DataType.Int whole -> Optional.of("Int" + whole.bits());
      case DataType.UInt64 ignored -> Optional.of("UInt64");
      case DataType.FloatingPoint number -> Optional.of("Float" + number.bits());
      case DataType.Decimal decimal ->
          decimal.precision() <= 76
              ? Optional.of("Decimal(" + decimal.precision() + ", " + decimal.scale() + ")")
              : Optional.of("String");
      // No decimal of the server holds every value: as text each stays what it is.
      case DataType.AnyDecimal ignored -> Optional.of("String");
      case DataType.Text ignored -> Optional.of("String");
      case DataType.Bytes ignored -> Optional.of("String");
      case DataType.Json ignored -> Optional.of("String");
      case DataType.Enumeration ignored -> Optional.of("String");
      case DataType.Date ignored -> Optional.of("Date32");
      case DataType.Time time -> Optional.of("Time64(" + time.precision() + ")");
      case DataType.Timestamp stamp -> Optional.of("DateTime64(" + stamp.precision() + ", 'UTC')");
      case DataType.TimestampTz stamp ->
          Optional.of("DateTime64(" + stamp.precision() + ", 'UTC')");
      case DataType.Uuid ignored -> Optional.of("UUID");
      case DataType.Interval ignored -> Optional.empty();
      case DataType.Array array -> element(array.element()).map(e -> "Array(" + e + ")");
      case DataType.Mapping map -> {
        Optional<String> key = of(map.key());
        Optional<String> value = element(map.value());
        yield key.isPresent() && value.isPresent()
            ? Optional.of("Map(" + key.get() + ", " + value.get() + ")")
            : Optional.empty();
      }
      case DataType.Struct struct -> {
        List<String> fields = new ArrayList<>();
        for (Field field : struct.fields()) {
          Optional<String> inner = element(field.type());
          if (inner.isPresent()) {
            fields.add(Sql.name(field.name()) + " " + inner.get());
          }
        }
        yield fields.size() == struct.fields().size()
            ? Optional.of(fields.stream().collect(Collectors.joining(", ", "Tuple(", ")")))
            : Optional.empty();
      }
    };
  }

  /** What stands within another type may always be null, where the server lets it. */
  private static Optional<String> element(DataType type) {
    return of(type).map(t -> mayBeNull(type) ? nullable(t) : t);
  }
}
