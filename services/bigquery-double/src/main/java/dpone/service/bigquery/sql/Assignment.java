package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value on its way into a column: types that widen by themselves, precision, length, nulls.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/conversion_rules">GoogleSQL:
 *     conversion rules</a>
 */
public final class Assignment {
  private Assignment() {}

  /** A null of that type. */
  public static Value none(SqlType type) {
    return Value.createNullValue(type.zeta());
  }

  /** The value as the column holds it. */
  public static Value to(Column column, Value value) {
    if (value.isNull()) {
      if (column.required()) {
        throw new SqlFailure("invalidQuery", "Required field " + column.name() + " cannot be null");
      }
      return column.type().kind().equals("ARRAY")
          ? Value.createEmptyArrayValue(column.type().zeta().asArray())
          : Value.createNullValue(column.type().zeta());
    }
    return to(column.name(), column.type(), value);
  }

  private static Value to(String name, SqlType type, Value value) {
    if (value.isNull()) {
      return Value.createNullValue(type.zeta());
    }
    SqlType from = SqlType.of(value.getType());
    return switch (type.kind()) {
      case "NUMERIC", "BIGNUMERIC" -> decimal(name, type, number(name, type, from, value));
      case "FLOAT64" ->
          from.kind().equals("FLOAT64")
              ? value
              : Value.createDoubleValue(number(name, type, from, value).doubleValue());
      case "ARRAY" -> {
        same(name, type, from);
        List<Value> elements = new ArrayList<>();
        for (Value element : value.getElementList()) {
          if (element.isNull()) {
            throw new SqlFailure(
                "invalidQuery", "Array cannot have a null element in column " + name);
          }
          elements.add(to(name, type.elements().getFirst(), element));
        }
        yield Value.createArrayValue(type.zeta().asArray(), elements);
      }
      case "STRUCT" -> {
        same(name, type, from);
        List<Value> fields = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
          fields.add(to(type.fields().get(i), value.getField(i)));
        }
        yield Value.createStructValue(type.zeta().asStruct(), fields);
      }
      default -> {
        same(name, type, from);
        yield sized(name, type, value);
      }
    };
  }

  private static void same(String name, SqlType to, SqlType from) {
    if (!to.kind().equals(from.kind())) {
      throw new SqlFailure(
          "invalidQuery",
          "Value of type "
              + from.text()
              + " cannot be assigned to "
              + name
              + ", which has type "
              + to.text());
    }
  }

  private static BigDecimal number(String name, SqlType to, SqlType from, Value value) {
    return switch (from.kind()) {
      case "INT64" -> BigDecimal.valueOf(value.getInt64Value());
      case "NUMERIC" -> value.getNumericValue();
      case "BIGNUMERIC" -> {
        if (to.kind().equals("NUMERIC")) {
          same(name, to, from);
        }
        yield value.getBigNumericValue();
      }
      default -> {
        same(name, to, from);
        yield BigDecimal.ZERO;
      }
    };
  }

  private static Value decimal(String name, SqlType type, BigDecimal number) {
    BigDecimal held = number;
    if (type.precision() > 0) {
      held = number.setScale(type.scale(), RoundingMode.HALF_UP);
      if (held.precision() > type.precision()) {
        throw new SqlFailure(
            "invalidQuery", type.text() + " out of range: " + number + " in column " + name);
      }
    }
    return type.kind().equals("NUMERIC")
        ? Value.createNumericValue(held)
        : Value.createBigNumericValue(held);
  }

  private static Value sized(String name, SqlType type, Value value) {
    int length =
        switch (type.kind()) {
          case "STRING" ->
              value.getStringValue().codePointCount(0, value.getStringValue().length());
          case "BYTES" -> value.getBytesValue().size();
          default -> 0;
        };
    if (type.precision() > 0 && length > type.precision()) {
      throw new SqlFailure(
          "invalidQuery",
          "Invalid value: maximum length of " + type.text() + " is exceeded in column " + name);
    }
    return value;
  }
}
