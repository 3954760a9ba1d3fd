package dpone.service.bigquery.sql;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type of GoogleSQL as a column has it.
 *
 * @param kind its name without what follows it, such as {@code NUMERIC}
 * @param precision digits, or the length of text and bytes; 0 where it has none
 * @param scale digits behind the point
 * @param fields of a struct
 * @param elements the one type of a list's or range's elements, or none
 */
public record SqlType(
    String kind, int precision, int scale, List<Column> fields, List<SqlType> elements) {
  private static final Map<String, TypeKind> SIMPLE =
      Map.ofEntries(
          Map.entry("BOOL", TypeKind.TYPE_BOOL),
          Map.entry("INT64", TypeKind.TYPE_INT64),
          Map.entry("FLOAT64", TypeKind.TYPE_DOUBLE),
          Map.entry("NUMERIC", TypeKind.TYPE_NUMERIC),
          Map.entry("BIGNUMERIC", TypeKind.TYPE_BIGNUMERIC),
          Map.entry("STRING", TypeKind.TYPE_STRING),
          Map.entry("BYTES", TypeKind.TYPE_BYTES),
          Map.entry("DATE", TypeKind.TYPE_DATE),
          Map.entry("TIME", TypeKind.TYPE_TIME),
          Map.entry("DATETIME", TypeKind.TYPE_DATETIME),
          Map.entry("TIMESTAMP", TypeKind.TYPE_TIMESTAMP),
          Map.entry("INTERVAL", TypeKind.TYPE_INTERVAL),
          Map.entry("JSON", TypeKind.TYPE_JSON),
          Map.entry("GEOGRAPHY", TypeKind.TYPE_GEOGRAPHY));

  /** Copies the lists. */
  public SqlType {
    fields = List.copyOf(fields);
    elements = List.copyOf(elements);
  }

  /** A type that is made of no other. */
  public static SqlType simple(String kind, int precision, int scale) {
    if (!SIMPLE.containsKey(kind)) {
      throw new SqlFailure("invalidQuery", "Type not found: " + kind);
    }
    return new SqlType(kind, precision, scale, List.of(), List.of());
  }

  /** A list. */
  public static SqlType array(SqlType element) {
    return new SqlType("ARRAY", 0, 0, List.of(), List.of(element));
  }

  /** A range. */
  public static SqlType range(SqlType element) {
    return new SqlType("RANGE", 0, 0, List.of(), List.of(element));
  }

  /** A struct. */
  public static SqlType struct(List<Column> fields) {
    return new SqlType("STRUCT", 0, 0, fields, List.of());
  }

  /** The engine's own type, without precision. */
  Type zeta() {
    return switch (kind) {
      case "ARRAY" -> TypeFactory.createArrayType(elements.getFirst().zeta());
      case "RANGE" -> TypeFactory.createRangeType(elements.getFirst().zeta());
      case "STRUCT" ->
          TypeFactory.createStructType(
              fields.stream()
                  .map(f -> new StructType.StructField(f.name(), f.type().zeta()))
                  .toList());
      default -> TypeFactory.createSimpleType(SIMPLE.getOrDefault(kind, TypeKind.TYPE_STRING));
    };
  }

  /** The type that the engine found for a column of an answer. */
  static SqlType of(Type type) {
    if (type.isArray()) {
      return array(of(type.asArray().getElementType()));
    }
    if (type.isStruct()) {
      return struct(
          type.asStruct().getFieldList().stream()
              .map(f -> new Column(f.getName(), of(f.getType()), false))
              .toList());
    }
    if (type.getKind() == TypeKind.TYPE_RANGE) {
      return range(of(type.asRange().getElementType()));
    }
    return SIMPLE.entrySet().stream()
        .filter(entry -> entry.getValue() == type.getKind())
        .findFirst()
        .map(entry -> simple(entry.getKey(), 0, 0))
        .orElseThrow(() -> new SqlFailure("invalidQuery", "Type not found: " + type.getKind()));
  }

  /** As it stands in a statement. */
  public String text() {
    return switch (kind) {
      case "ARRAY", "RANGE" -> kind + "<" + elements.getFirst().text() + ">";
      case "STRUCT" ->
          fields.stream()
              .map(f -> "`" + f.name() + "` " + f.type().text())
              .collect(Collectors.joining(", ", "STRUCT<", ">"));
      default ->
          precision == 0 ? kind : kind + "(" + precision + (scale == 0 ? "" : ", " + scale) + ")";
    };
  }
}
