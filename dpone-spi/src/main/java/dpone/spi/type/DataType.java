package dpone.spi.type;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;
import java.util.List;

/**
 * A logical type. Each has one physical {@link Layout} in a batch; the mapping of a system's own
 * types to these is declared by its connector.
 */
@Rule(
    id = "TYPE-1",
    value =
        "Dates count days, times and timestamps count units since 1970-01-01 in the proleptic"
            + " Gregorian calendar; the unit is a microsecond up to precision 6 and 10^-p seconds"
            + " above. The largest and smallest number of the layout mean infinity and -infinity.")
@Rule(
    id = "TYPE-2",
    value =
        "A decimal of at most 38 digits is an unscaled 128-bit integer; a wider or unconstrained"
            + " decimal is canonical decimal text, where NaN, Infinity and -Infinity are values.")
@Rule(
    id = "TYPE-3",
    value =
        "A value that a column cannot hold exactly is an error of category DATA or a declared lossy"
            + " mapping; it is never rounded, clamped, shifted or cut in silence.")
@Api(status = Api.Status.STABLE, since = "1.0")
public sealed interface DataType extends Serializable {

  /** How values lie in a batch. */
  Layout layout();

  /** The name in manifests, plans and documentation, such as {@code decimal(10,2)}. */
  String text();

  /** True or false; 1 or 0 in the batch. */
  record Bool() implements DataType {
    @Override
    public Layout layout() {
      return Layout.INT;
    }

    @Override
    public String text() {
      return "bool";
    }
  }

  /**
   * A signed whole number.
   *
   * @param bits 8, 16, 32 or 64
   */
  record Int(int bits) implements DataType {
    /** Refuses other widths. */
    public Int {
      if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException("int of " + bits + " bits");
      }
    }

    @Override
    public Layout layout() {
      return bits == 64 ? Layout.LONG : Layout.INT;
    }

    @Override
    public String text() {
      return "int" + bits;
    }
  }

  /** An unsigned whole number of 64 bits, as the same 64 bits. */
  record UInt64() implements DataType {
    @Override
    public Layout layout() {
      return Layout.LONG;
    }

    @Override
    public String text() {
      return "uint64";
    }
  }

  /**
   * An IEEE 754 number, -0, NaN and infinities included.
   *
   * @param bits 32 or 64
   */
  record FloatingPoint(int bits) implements DataType {
    /** Refuses other widths. */
    public FloatingPoint {
      if (bits != 32 && bits != 64) {
        throw new IllegalArgumentException("float of " + bits + " bits");
      }
    }

    @Override
    public Layout layout() {
      return Layout.DOUBLE;
    }

    @Override
    public String text() {
      return "float" + bits;
    }
  }

  /**
   * An exact decimal with a fixed scale.
   *
   * @param precision digits in all, at least 1
   * @param scale digits after the point, from 0 to the precision
   */
  record Decimal(int precision, int scale) implements DataType {
    /** Refuses impossible decimals. */
    public Decimal {
      if (precision < 1 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
      }
    }

    @Override
    public Layout layout() {
      return precision <= 38 ? Layout.INT128 : Layout.BYTES;
    }

    @Override
    public String text() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** An exact decimal of any size, as canonical text. */
  record AnyDecimal() implements DataType {
    @Override
    public Layout layout() {
      return Layout.BYTES;
    }

    @Override
    public String text() {
      return "decimal";
    }
  }

  /** Text, as UTF-8. */
  record Text() implements DataType {
    @Override
    public Layout layout() {
      return Layout.BYTES;
    }

    @Override
    public String text() {
      return "string";
    }
  }

  /** Bytes. */
  record Bytes() implements DataType {
    @Override
    public Layout layout() {
      return Layout.BYTES;
    }

    @Override
    public String text() {
      return "bytes";
    }
  }

  /** A calendar date, as days. */
  record Date() implements DataType {
    @Override
    public Layout layout() {
      return Layout.INT;
    }

    @Override
    public String text() {
      return "date";
    }
  }

  /**
   * A time of day without zone; 24:00 is a value of its own.
   *
   * @param precision digits of the second, 0 to 9
   */
  record Time(int precision) implements DataType {
    /** Refuses other precisions. */
    public Time {
      checkPrecision(precision);
    }

    @Override
    public Layout layout() {
      return Layout.LONG;
    }

    @Override
    public String text() {
      return "time(" + precision + ")";
    }
  }

  /**
   * A date and time without zone.
   *
   * @param precision digits of the second, 0 to 9
   */
  record Timestamp(int precision) implements DataType {
    /** Refuses other precisions. */
    public Timestamp {
      checkPrecision(precision);
    }

    @Override
    public Layout layout() {
      return Layout.LONG;
    }

    @Override
    public String text() {
      return "timestamp(" + precision + ")";
    }
  }

  /**
   * An instant; the zone it was written in is not kept.
   *
   * @param precision digits of the second, 0 to 9
   */
  record TimestampTz(int precision) implements DataType {
    /** Refuses other precisions. */
    public TimestampTz {
      checkPrecision(precision);
    }

    @Override
    public Layout layout() {
      return Layout.LONG;
    }

    @Override
    public String text() {
      return "timestamptz(" + precision + ")";
    }
  }

  /** Months, days and microseconds, kept apart. */
  record Interval() implements DataType {
    @Override
    public Layout layout() {
      return Layout.INTERVAL;
    }

    @Override
    public String text() {
      return "interval";
    }
  }

  /** A UUID, most significant half first. */
  record Uuid() implements DataType {
    @Override
    public Layout layout() {
      return Layout.INT128;
    }

    @Override
    public String text() {
      return "uuid";
    }
  }

  /** A JSON text, as UTF-8, unchanged. */
  record Json() implements DataType {
    @Override
    public Layout layout() {
      return Layout.BYTES;
    }

    @Override
    public String text() {
      return "json";
    }
  }

  /**
   * One of a closed list of texts.
   *
   * @param values in the order of the system
   */
  record Enumeration(List<String> values) implements DataType {
    /** Copies the list. */
    public Enumeration {
      values = List.copyOf(values);
    }

    @Override
    public Layout layout() {
      return Layout.BYTES;
    }

    @Override
    public String text() {
      return "enum";
    }
  }

  /**
   * A list; a list of lists is a list whose element is a list.
   *
   * @param element type of the elements, which may be null cells
   */
  record Array(DataType element) implements DataType {
    @Override
    public Layout layout() {
      return Layout.LIST;
    }

    @Override
    public String text() {
      return "array<" + element.text() + ">";
    }
  }

  /**
   * A map, as a list of two-field structs.
   *
   * @param key type of the keys
   * @param value type of the values
   */
  record Mapping(DataType key, DataType value) implements DataType {
    @Override
    public Layout layout() {
      return Layout.LIST;
    }

    @Override
    public String text() {
      return "map<" + key.text() + "," + value.text() + ">";
    }
  }

  /**
   * Named fields.
   *
   * @param fields in order
   */
  record Struct(List<Field> fields) implements DataType {
    /** Copies the list. */
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public Layout layout() {
      return Layout.STRUCT;
    }

    @Override
    public String text() {
      return "struct<"
          + String.join(",", fields.stream().map(f -> f.name() + ":" + f.type().text()).toList())
          + ">";
    }
  }

  private static void checkPrecision(int precision) {
    if (precision < 0 || precision > 9) {
      throw new IllegalArgumentException("fractional second of " + precision + " digits");
    }
  }
}
