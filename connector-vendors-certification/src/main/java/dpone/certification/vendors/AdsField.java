package dpone.certification.vendors;

import dpone.spi.type.DataType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of Google Ads: where a row has it, and how a cell of the kit is written there.
 *
 * @param name as queries write it
 * @param type that its column has
 * @param path numbers of the fields from the row on
 * @param form writes a cell
 * @see <a
 *     href="https://github.com/googleapis/googleapis/tree/master/google/ads/googleads/v23">numbers
 *     of fields and values of enums</a>
 */
record AdsField(String name, DataType type, List<Integer> path, Form form) {
  /** Writes a cell as a field of that number. */
  @FunctionalInterface
  interface Form {
    /** Adds the field. */
    void write(ProtoWriter out, int number, String cell);
  }

  private static final DataType TEXT = new DataType.Text();

  AdsField {
    path = List.copyOf(path);
  }

  private static AdsField of(String name, DataType type, Form form, int... path) {
    return new AdsField(name, type, Arrays.stream(path).boxed().toList(), form);
  }

  static AdsField int64(String name, int... path) {
    return of(name, new DataType.Int(64), AdsField::whole, path);
  }

  static AdsField int32(String name, int... path) {
    return of(name, new DataType.Int(32), AdsField::whole, path);
  }

  private static void whole(ProtoWriter out, int number, String cell) {
    out.number(number, Long.parseLong(cell));
  }

  static AdsField float64(String name, int... path) {
    return of(
        name,
        new DataType.FloatingPoint(64),
        (out, number, cell) -> out.fixed64(number, Long.parseUnsignedLong(cell, 16)),
        path);
  }

  static AdsField float32(String name, int... path) {
    return of(
        name,
        new DataType.FloatingPoint(32),
        (out, number, cell) -> out.fixed32(number, Integer.parseUnsignedInt(cell, 16)),
        path);
  }

  static AdsField bool(String name, int... path) {
    return of(
        name,
        new DataType.Bool(),
        (out, number, cell) -> out.number(number, cell.equals("t") ? 1 : 0),
        path);
  }

  static AdsField text(String name, int... path) {
    return of(name, TEXT, ProtoWriter::text, path);
  }

  static AdsField day(String name, int... path) {
    return of(name, new DataType.Date(), ProtoWriter::text, path);
  }

  static AdsField bytes(String name, int... path) {
    return of(
        name,
        new DataType.Bytes(),
        (out, number, cell) -> out.bytes(number, HexFormat.of().parseHex(cell)),
        path);
  }

  static AdsField oneOf(String name, Map<String, Integer> values, int... path) {
    return of(name, TEXT, (out, number, cell) -> out.number(number, value(values, cell)), path);
  }

  private static int value(Map<String, Integer> values, String name) {
    Integer value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value " + name);
    }
    return value;
  }

  static AdsField texts(String name, int... path) {
    return of(
        name,
        new DataType.Array(TEXT),
        (out, number, cell) -> elements(cell).forEach(each -> out.text(number, each)),
        path);
  }

  static AdsField manyOf(String name, Map<String, Integer> values, int... path) {
    return of(
        name,
        new DataType.Array(TEXT),
        (out, number, cell) ->
            out.packed(
                number, elements(cell).stream().mapToLong(each -> value(values, each)).toArray()),
        path);
  }

  static AdsField wholes(String name, int... path) {
    return of(
        name,
        new DataType.Array(new DataType.Int(64)),
        (out, number, cell) ->
            out.packed(number, elements(cell).stream().mapToLong(Long::parseLong).toArray()),
        path);
  }

  /**
   * Messages, each of which is known by the JSON that is to come of it.
   *
   * @param known the messages of each cell
   */
  static AdsField messages(String name, Map<String, List<ProtoWriter>> known, int... path) {
    return of(
        name,
        new DataType.Json(),
        (out, number, cell) ->
            known.getOrDefault(cell, List.of()).forEach(each -> out.message(number, each)),
        path);
  }

  private static List<String> elements(String cell) {
    String inner = cell.substring(1, cell.length() - 1);
    return inner.isEmpty() ? List.of() : List.of(inner.split("\\|", -1));
  }

  /** Name of its column. */
  String column() {
    return name.replace('.', '_');
  }

  /** Writes a cell at the end of its path. */
  void write(AdsRow row, @Nullable String cell) {
    if (cell != null) {
      form.write(row.at(path.subList(0, path.size() - 1)), path.getLast(), cell);
    }
  }
}
