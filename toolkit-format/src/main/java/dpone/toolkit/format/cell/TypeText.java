package dpone.toolkit.format.cell;

import dpone.spi.error.DponeException;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a logical type, as {@link DataType#text} writes it; enums name their values.
 */
public final class TypeText {
  private static final int DEEPEST = 50;

  private final String text;
  private int at;

  private TypeText(String text) {
    this.text = text;
  }

  /**
   * The type of a text such as {@code array<decimal(18,4)>}.
   *
   * @throws DponeException FORMAT_TYPE_TEXT when it is none
   */
  public static DataType parse(String text) {
    TypeText reader = new TypeText(text.strip());
    DataType type = reader.type(0);
    if (reader.at != reader.text.length()) {
      throw reader.bad();
    }
    return type;
  }

  private DataType type(int depth) {
    String name = word();
    if (depth > DEEPEST) {
      throw bad();
    }
    try {
      return switch (name) {
        case "bool" -> new DataType.Bool();
        case "int8" -> new DataType.Int(8);
        case "int16" -> new DataType.Int(16);
        case "int32" -> new DataType.Int(32);
        case "int64" -> new DataType.Int(64);
        case "uint64" -> new DataType.UInt64();
        case "float32" -> new DataType.FloatingPoint(32);
        case "float64" -> new DataType.FloatingPoint(64);
        case "decimal" -> decimal();
        case "string" -> new DataType.Text();
        case "bytes" -> new DataType.Bytes();
        case "date" -> new DataType.Date();
        case "time" -> new DataType.Time(precision());
        case "timestamp" -> new DataType.Timestamp(precision());
        case "timestamptz" -> new DataType.TimestampTz(precision());
        case "interval" -> new DataType.Interval();
        case "uuid" -> new DataType.Uuid();
        case "json" -> new DataType.Json();
        case "enum" -> enumeration();
        case "array" -> {
          expect('<');
          DataType element = type(depth + 1);
          expect('>');
          yield new DataType.Array(element);
        }
        case "map" -> {
          expect('<');
          DataType key = type(depth + 1);
          expect(',');
          DataType value = type(depth + 1);
          expect('>');
          yield new DataType.Mapping(key, value);
        }
        case "struct" -> struct(depth);
        default -> throw bad();
      };
    } catch (IllegalArgumentException e) {
      throw bad();
    }
  }

  private DataType decimal() {
    if (!next('(')) {
      return new DataType.AnyDecimal();
    }
    int precision = number();
    int scale = next(',') ? number() : 0;
    expect(')');
    return new DataType.Decimal(precision, scale);
  }

  private int precision() {
    if (!next('(')) {
      return 6;
    }
    int precision = number();
    expect(')');
    return precision;
  }

  private DataType enumeration() {
    List<String> values = new ArrayList<>();
    expect('(');
    do {
      int start = at;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
        at++;
      }
      values.add(text.substring(start, at).strip());
    } while (next(','));
    expect(')');
    return new DataType.Enumeration(values);
  }

  private DataType struct(int depth) {
    List<Field> fields = new ArrayList<>();
    expect('<');
    do {
      String name = word();
      expect(':');
      fields.add(new Field(name, type(depth + 1), true, ""));
    } while (next(','));
    expect('>');
    return new DataType.Struct(fields);
  }

  private String word() {
    spaces();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at == start) {
      throw bad();
    }
    return text.substring(start, at);
  }

  private int number() {
    String digits = word();
    return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
  }

  private boolean next(char wanted) {
    spaces();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!next(wanted)) {
      throw bad();
    }
  }

  private void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private DponeException bad() {
    return FormatCode.TYPE_TEXT.error("no such type: " + text).build();
  }
}
