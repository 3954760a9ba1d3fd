package dpone.certify.kit.json;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logical types by the text that declares them in a manifest, read by the trial itself. */
public final class LogicalTypes {
  private static final Pattern SIZED = Pattern.compile("([a-z0-9]+)(?:\\((.*)\\)|<(.*)>)?");

  private LogicalTypes() {}

  /**
   * The type that a text declares.
   *
   * @throws IllegalArgumentException if it declares none
   */
  public static DataType of(String text) {
    Matcher parts = SIZED.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    List<String> sizes =
        parts.group(2) == null ? List.of() : List.of(parts.group(2).split(",", -1));
    List<String> inner = parts.group(3) == null ? List.of() : split(parts.group(3));
    return switch (parts.group(1)) {
      case "bool" -> new DataType.Bool();
      case "int8", "int16", "int32", "int64" ->
          new DataType.Int(Integer.parseInt(text.substring(3)));
      case "uint64" -> new DataType.UInt64();
      case "float32", "float64" -> new DataType.FloatingPoint(Integer.parseInt(text.substring(5)));
      case "decimal" ->
          sizes.isEmpty()
              ? new DataType.AnyDecimal()
              : new DataType.Decimal(number(sizes, 0), number(sizes, 1));
      case "string" -> new DataType.Text();
      case "bytes" -> new DataType.Bytes();
      case "date" -> new DataType.Date();
      case "time" -> new DataType.Time(number(sizes, 0));
      case "timestamp" -> new DataType.Timestamp(number(sizes, 0));
      case "timestamptz" -> new DataType.TimestampTz(number(sizes, 0));
      case "interval" -> new DataType.Interval();
      case "uuid" -> new DataType.Uuid();
      case "json" -> new DataType.Json();
      case "enum" -> new DataType.Enumeration(sizes);
      case "array" -> new DataType.Array(of(inner.getFirst()));
      case "map" -> new DataType.Mapping(of(inner.getFirst()), of(inner.get(1)));
      case "struct" -> new DataType.Struct(inner.stream().map(LogicalTypes::field).toList());
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static int number(List<String> sizes, int index) {
    return Integer.parseInt(sizes.get(index).strip());
  }

  private static Field field(String text) {
    int colon = text.indexOf(':');
    return new Field(text.substring(0, colon), of(text.substring(colon + 1)), true, "");
  }

  /** Parts between commas that are not inside of brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
