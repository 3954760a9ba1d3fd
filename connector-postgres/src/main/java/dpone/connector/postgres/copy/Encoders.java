package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encoders by logical type and binary form. */
final class Encoders {
  private Encoders() {}

  /** The encoder of a logical type into a column of that type, or empty if there is none. */
  static Optional<CellEncoder> of(DataType type, PgType target) {
    String form = target.shape();
    return Optional.ofNullable(
        switch (type) {
          case DataType.Bool b -> form.equals("bool") ? Encoders::bool : null;
          case DataType.Int i -> i.bits() == 64 ? fromLong(form) : fromInt(i.bits(), form);
          case DataType.UInt64 u -> form.equals("numeric") ? Encoders::unsigned : null;
          case DataType.FloatingPoint f -> floating(f.bits(), form);
          case DataType.Decimal d -> form.equals("numeric") ? decimal(d) : null;
          case DataType.AnyDecimal a -> form.equals("numeric") ? Encoders::decimalText : null;
          case DataType.Text t -> form.equals(Shapes.TEXT) ? Encoders::bytes : null;
          case DataType.Enumeration e -> form.equals(Shapes.TEXT) ? Encoders::bytes : null;
          case DataType.Json j ->
              form.equals("jsonb")
                  ? Encoders::jsonb
                  : form.equals(Shapes.TEXT) ? Encoders::bytes : null;
          case DataType.Bytes b -> form.equals("bytea") ? Encoders::bytes : null;
          case DataType.Date d -> form.equals("date") ? Encoders::date : null;
          case DataType.Time t ->
              form.equals("time") && t.precision() <= 6 ? Encoders::int64 : null;
          case DataType.Timestamp t ->
              form.equals("timestamp") && t.precision() <= 6 ? Encoders::timestamp : null;
          case DataType.TimestampTz t ->
              form.equals("timestamptz") && t.precision() <= 6 ? Encoders::timestamp : null;
          case DataType.Interval i ->
              form.equals(Shapes.INFINITE_INTERVAL)
                  ? Encoders::interval
                  : form.equals(Shapes.INTERVAL) ? Encoders::finiteInterval : null;
          case DataType.Uuid u -> form.equals("uuid") ? Encoders::uuid : null;
          case DataType.Array a -> array(a, target);
          case DataType.Mapping m -> null;
          case DataType.Struct s -> null;
        });
  }

  private static void bool(Column column, int row, CellBuffer out) {
    out.int32(1);
    out.int8(((IntColumn) column).get(row));
  }

  private static @Nullable CellEncoder fromInt(int bits, String form) {
    return switch (form) {
      case "int2" ->
          bits > 16
              ? null
              : (column, row, out) -> {
                out.int32(2);
                out.int16(((IntColumn) column).get(row));
              };
      case "int4" ->
          (column, row, out) -> {
            out.int32(4);
            out.int32(((IntColumn) column).get(row));
          };
      case "int8" ->
          (column, row, out) -> {
            out.int32(8);
            out.int64(((IntColumn) column).get(row));
          };
      case "numeric" ->
          (column, row, out) -> {
            long value = ((IntColumn) column).get(row);
            Numerics.fromInt128(value >> 63, value, 0, out);
          };
      default -> null;
    };
  }

  private static @Nullable CellEncoder fromLong(String form) {
    return switch (form) {
      case "int8" -> Encoders::int64;
      case "numeric" ->
          (column, row, out) -> {
            long value = ((LongColumn) column).get(row);
            Numerics.fromInt128(value >> 63, value, 0, out);
          };
      default -> null;
    };
  }

  private static void int64(Column column, int row, CellBuffer out) {
    out.int32(8);
    out.int64(((LongColumn) column).get(row));
  }

  private static void unsigned(Column column, int row, CellBuffer out) {
    Numerics.fromInt128(0, ((LongColumn) column).get(row), 0, out);
  }

  private static @Nullable CellEncoder floating(int bits, String form) {
    if (form.equals("float8")) {
      return (column, row, out) -> {
        out.int32(8);
        out.int64(Double.doubleToRawLongBits(((DoubleColumn) column).get(row)));
      };
    }
    if (form.equals("float4") && bits == 32) {
      return (column, row, out) -> {
        out.int32(4);
        out.int32(Float.floatToRawIntBits((float) ((DoubleColumn) column).get(row)));
      };
    }
    return null;
  }

  private static CellEncoder decimal(DataType.Decimal type) {
    if (type.precision() > 38) {
      return Encoders::decimalText;
    }
    return (column, row, out) -> {
      Int128Column values = (Int128Column) column;
      Numerics.fromInt128(values.high(row), values.low(row), type.scale(), out);
    };
  }

  private static void decimalText(Column column, int row, CellBuffer out) {
    BytesColumn values = (BytesColumn) column;
    Numerics.fromText(values.data(), values.start(row), values.end(row), out);
  }

  private static void bytes(Column column, int row, CellBuffer out) {
    BytesColumn values = (BytesColumn) column;
    out.int32(values.end(row) - values.start(row));
    out.bytes(values.data(), values.start(row), values.end(row));
  }

  private static void jsonb(Column column, int row, CellBuffer out) {
    BytesColumn values = (BytesColumn) column;
    out.int32(values.end(row) - values.start(row) + 1);
    out.int8(1);
    out.bytes(values.data(), values.start(row), values.end(row));
  }

  private static void date(Column column, int row, CellBuffer out) {
    int days = ((IntColumn) column).get(row);
    boolean infinite = days == Integer.MAX_VALUE || days == Integer.MIN_VALUE;
    if (!infinite && days < Integer.MIN_VALUE + 1 + Wire.EPOCH_DAYS) {
      throw PgCode.VALUE_OUT_OF_RANGE
          .error("the day " + days + " since 1970 is before PostgreSQL's first")
          .build();
    }
    out.int32(4);
    out.int32(infinite ? days : days - Wire.EPOCH_DAYS);
  }

  private static void timestamp(Column column, int row, CellBuffer out) {
    long micros = ((LongColumn) column).get(row);
    boolean infinite = micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    if (!infinite && micros < Long.MIN_VALUE + 1 + Wire.EPOCH_MICROS) {
      throw PgCode.VALUE_OUT_OF_RANGE
          .error("the microsecond " + micros + " since 1970 is before PostgreSQL's first")
          .build();
    }
    out.int32(8);
    out.int64(infinite ? micros : micros - Wire.EPOCH_MICROS);
  }

  /** Servers before release 17 would take infinity for a very long, but plain interval. */
  private static void finiteInterval(Column column, int row, CellBuffer out) {
    IntervalColumn values = (IntervalColumn) column;
    if (isInfinite(values, row)) {
      throw PgCode.VALUE_OUT_OF_RANGE
          .error("the target's release knows no infinite interval")
          .remedy("upgrade the target to PostgreSQL 17, or exclude such rows with where")
          .build();
    }
    interval(column, row, out);
  }

  private static boolean isInfinite(IntervalColumn values, int row) {
    int months = values.months(row);
    int days = values.days(row);
    long micros = values.micros(row);
    return (months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE)
        || (months == Integer.MIN_VALUE && days == Integer.MIN_VALUE && micros == Long.MIN_VALUE);
  }

  private static void interval(Column column, int row, CellBuffer out) {
    IntervalColumn values = (IntervalColumn) column;
    out.int32(16);
    out.int64(values.micros(row));
    out.int32(values.days(row));
    out.int32(values.months(row));
  }

  private static void uuid(Column column, int row, CellBuffer out) {
    Int128Column values = (Int128Column) column;
    out.int32(16);
    out.int64(values.high(row));
    out.int64(values.low(row));
  }

  private static boolean hasNull(ListColumn list, int start, int end) {
    if (list.elements().hasGaps()) {
      for (int i = start; i < end; i++) {
        if (list.elements().isNull(i)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable CellEncoder array(DataType.Array type, PgType target) {
    PgType elementTarget = target.element();
    int oid = elementTarget == null ? 0 : Shapes.oid(elementTarget.name());
    // An array of a domain is not one of the type behind it: it names the domain's own object id.
    if (elementTarget == null
        || oid == 0
        || elementTarget.kind() != PgType.Kind.BUILTIN
        || !Shapes.isPortable(target.shape())) {
      return null;
    }
    CellEncoder element = of(type.element(), elementTarget).orElse(null);
    if (element == null || type.element() instanceof DataType.Array) {
      return null;
    }
    return (column, row, out) -> {
      ListColumn list = (ListColumn) column;
      int start = list.start(row);
      int end = list.end(row);
      out.openCell();
      out.int32(start == end ? 0 : 1);
      out.int32(hasNull(list, start, end) ? 1 : 0);
      out.int32(oid);
      if (start < end) {
        out.int32(end - start);
        out.int32(1);
        for (int i = start; i < end; i++) {
          if (list.elements().isNull(i)) {
            out.int32(-1);
          } else {
            element.encode(list.elements(), i, out);
          }
        }
      }
      out.closeCell();
    };
  }
}
