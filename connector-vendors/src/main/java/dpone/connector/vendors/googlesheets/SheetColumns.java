package dpone.connector.vendors.googlesheets;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a tab: their names, and what the first rows say about their types. Numbers become
 * unconstrained decimals, since nothing in a sheet bounds their digits.
 *
 * @param names in order
 * @param types of each
 * @param cells what the cells of each hold, in the words of the table of types
 */
record SheetColumns(List<String> names, List<DataType> types, List<String> cells) {
  /** What a cell holds whose formula has failed. */
  static final String ERROR = "error of a formula";

  private static final DataType TEXT = new DataType.Text();

  SheetColumns {
    names = List.copyOf(names);
    types = List.copyOf(types);
    cells = List.copyOf(cells);
  }

  /**
   * Looks at the first rows.
   *
   * @param rows names first where there are any, as the API tells cells
   * @param header whether the first of them has names
   * @param first letters of the first column, for messages
   * @param skip rows after the names that are no data
   * @param formatted whether cells are read as the text that they show
   * @param declared types by name
   */
  static SheetColumns of(
      String stream,
      List<JsonNode> rows,
      boolean header,
      int first,
      int skip,
      boolean formatted,
      Map<String, String> declared) {
    List<String> names = header ? names(stream, rows, first) : letters(rows, first);
    List<DataType> types = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    int from = header ? 1 + skip : skip;
    for (int i = 0; i < names.size(); i++) {
      String text = declared.get(names.get(i));
      boolean told = text == null && !formatted;
      DataType type = text != null ? TypeText.parse(text) : told ? seen(rows, from, i) : TEXT;
      types.add(type);
      cells.add(told && onlyErrors(rows, from, i) ? ERROR : cell(type));
    }
    for (String name : declared.keySet()) {
      if (!names.contains(name)) {
        throw FeedCode.STREAM_OPTION
            .error("types names a column that the tab does not have: " + name)
            .at(Place.field(stream, name))
            .remedy("choose among " + names)
            .build();
      }
    }
    return new SheetColumns(names, types, cells);
  }

  private static List<String> names(String stream, List<JsonNode> rows, int first) {
    List<String> names = new ArrayList<>();
    JsonNode cells = rows.isEmpty() ? null : rows.getFirst().path("values");
    int last = 0;
    for (int i = 0; cells != null && i < cells.size(); i++) {
      String name = cells.get(i).path("formattedValue").asText("").strip();
      names.add(name);
      last = name.isEmpty() ? last : i + 1;
    }
    if (last == 0) {
      throw SheetsCode.HEADER_MISSING
          .error("the row that should name the columns is empty")
          .at(Place.stream(stream))
          .build();
    }
    Set<String> known = new HashSet<>();
    for (int i = 0; i < last; i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw wrong(
            stream, SheetsCode.HEADER_EMPTY, "column " + A1.letters(first + i) + " has no name");
      }
      if (!known.add(name) || name.equals(SheetRows.NUMBER)) {
        throw wrong(
            stream,
            SheetsCode.HEADER_TWICE,
            "the name of column " + A1.letters(first + i) + " is taken: " + name);
      }
    }
    return names.subList(0, last);
  }

  private static DponeException wrong(String stream, SheetsCode code, String what) {
    return code.error(what).at(Place.stream(stream)).build();
  }

  private static List<String> letters(List<JsonNode> rows, int first) {
    int width = rows.stream().mapToInt(row -> row.path("values").size()).max().orElse(0);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add(A1.letters(first + i));
    }
    return names;
  }

  /** The one type that all values of a column have; text where there are several, or none. */
  private static DataType seen(List<JsonNode> rows, int from, int column) {
    DataType one = null;
    for (int i = from; i < rows.size(); i++) {
      DataType type = type(rows.get(i).path("values").path(column));
      if (type != null && one != null && !type.equals(one)) {
        return TEXT;
      }
      one = type == null ? one : type;
    }
    return one == null ? TEXT : one;
  }

  /** Whether a column has errors of formulas, and no value beside them. */
  private static boolean onlyErrors(List<JsonNode> rows, int from, int column) {
    boolean failed = false;
    for (int i = from; i < rows.size(); i++) {
      JsonNode cell = rows.get(i).path("values").path(column);
      if (type(cell) != null) {
        return false;
      }
      failed |= cell.path("effectiveValue").has("errorValue");
    }
    return failed;
  }

  private static @Nullable DataType type(JsonNode cell) {
    JsonNode value = cell.path("effectiveValue");
    if (value.has("boolValue")) {
      return new DataType.Bool();
    }
    if (value.has("stringValue")) {
      return value.path("stringValue").asText().isEmpty() ? null : TEXT;
    }
    if (!value.has("numberValue")) {
      // Empty, or an error of a formula, which says nothing about the others.
      return null;
    }
    BigDecimal number = value.path("numberValue").decimalValue();
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    return switch (cell.path("effectiveFormat").path("numberFormat").path("type").asText()) {
      case "DATE" -> whole ? new DataType.Date() : new DataType.Timestamp(3);
      case "DATE_TIME" -> new DataType.Timestamp(3);
      default -> new DataType.AnyDecimal();
    };
  }

  /** What the cells of such a column hold. */
  static String cell(DataType type) {
    return switch (type) {
      case DataType.Bool t -> "true or false";
      case DataType.Date t -> "number shown as a day";
      case DataType.Time t -> "number shown as a time";
      case DataType.Timestamp t -> "number shown as a day and time";
      case DataType.Int t -> "number";
      case DataType.UInt64 t -> "number";
      case DataType.FloatingPoint t -> "number";
      case DataType.Decimal t -> "number";
      case DataType.AnyDecimal t -> "number";
      default -> "text";
    };
  }

  /** The columns, each of the record's field of its name. */
  List<ColumnDefinition> definitions() {
    List<ColumnDefinition> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnDefinition column = ColumnDefinition.of(names.get(i), types.get(i));
      Field field = new Field(names.get(i), types.get(i), true, cells.get(i));
      all.add(new ColumnDefinition(field, column.source(), column.form()));
    }
    return all;
  }
}
