package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * A stream whose columns a manifest declares: one of every type, and each way that there is to
 * write one. Written here by formatters of the JDK, and by none of the toolkits.
 */
final class DeclaredTypes {
  private static final String NAME = "every_type";
  private static final String KEY = "id";

  private static final DataType WHOLE = new DataType.Int(64);
  private static final DataType MEASURE = new DataType.FloatingPoint(64);
  private static final DataType PRICE = new DataType.Decimal(18, 4);
  private static final DataType DAY = new DataType.Date();
  private static final DataType LOCAL = new DataType.Timestamp(3);
  private static final DataType MOMENT = new DataType.TimestampTz(6);

  /** 9999-12-31T23:59:59.999Z. */
  private static final String LAST = "253402300799999000";

  /** The last second, of which nanoseconds since 1970 still fit into 64 bits, and some more. */
  private static final String LAST_OF_NANOS = "9000000000000000";

  /**
   * A column.
   *
   * @param column of the stream
   * @param schema what a manifest declares
   * @param bare whether it needs no quotes in JSON
   * @param written what the cell of a row is written as
   */
  private record Declared(
      VendorColumn column,
      Map<String, Object> schema,
      boolean bare,
      UnaryOperator<String> written) {}

  private static final List<Declared> COLUMNS = columns();

  private DeclaredTypes() {}

  /** The stream, with options beside its schema and key. */
  static VendorStream stream(Map<String, Object> options) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.put("schema", COLUMNS.stream().map(Declared::schema).toList());
    all.put("key", List.of(KEY));
    return new VendorStream(
        NAME, List.of(KEY), COLUMNS.stream().map(Declared::column).toList(), all, true, 500);
  }

  /** A row as an object of JSON; what is null is missing. */
  static String json(TestRow row) {
    StringJoiner object = new StringJoiner(",", "{", "}");
    for (int i = 0; i < COLUMNS.size(); i++) {
      Declared each = COLUMNS.get(i);
      String cell = row.cell(i);
      if (cell != null) {
        String text = each.written.apply(cell);
        object.add(
            Cells.quote(each.column.column().name())
                + ":"
                + (each.bare ? text : Cells.quote(text)));
      }
    }
    return object.toString();
  }

  /** Names of the columns as a line of text. */
  static String header(char delimiter) {
    return String.join(
        String.valueOf(delimiter), COLUMNS.stream().map(c -> c.column.column().name()).toList());
  }

  /** A row as a line of text. */
  static String line(TestRow row, char delimiter) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      String cell = row.cell(i);
      fields.add(Csv.field(cell == null ? null : COLUMNS.get(i).written.apply(cell), delimiter));
    }
    return String.join(String.valueOf(delimiter), fields);
  }

  private static List<Declared> columns() {
    UnaryOperator<String> same = cell -> cell;
    List<Declared> all = new ArrayList<>();
    all.add(
        new Declared(
            VendorColumn.required(
                KEY,
                WHOLE,
                (n, m, v) -> Integer.toString(n),
                "9223372036854775807",
                "-9223372036854775808"),
            Map.of("name", KEY, "type", WHOLE.text(), "nullable", false),
            true,
            same));
    all.add(
        of(
            "flag",
            new DataType.Bool(),
            (n, m, v) -> n % 2 == 0 ? "t" : "f",
            "t",
            true,
            cell -> cell.equals("t") ? "true" : "false"));
    all.add(of("small", new DataType.Int(32), DeclaredTypes::number, "-2147483648", true, same));
    all.add(of("measure", MEASURE, DeclaredTypes::measure, huge(), true, DeclaredTypes::plain));
    all.add(of("price", PRICE, DeclaredTypes::price, "-12345678901234.1234", true, same));
    all.add(
        of(
            "ratio",
            new DataType.Decimal(38, 12),
            DeclaredTypes::price,
            "-12345678901234567890123456.123456789012",
            true,
            same));
    all.add(
        of("text", new DataType.Text(), (n, m, v) -> "t " + n + "/" + v, Cells.TEXT, false, same));
    all.add(of("day", DAY, DeclaredTypes::day, "9999-12-31", false, same));
    all.add(of("local", LOCAL, DeclaredTypes::moment, LAST, false, iso("", ZoneOffset.UTC)));
    all.add(
        of(
            "moment",
            MOMENT,
            DeclaredTypes::moment,
            LAST,
            false,
            iso("xxx", ZoneOffset.ofHours(3))));
    all.add(
        of(
            "uid",
            new DataType.Uuid(),
            (n, m, v) -> new java.util.UUID(v, n).toString(),
            "ffffffff-ffff-4fff-bfff-ffffffffffff",
            false,
            same));
    all.add(
        of(
            "payload",
            new DataType.Json(),
            (n, m, v) -> "{\"n\":" + n + "}",
            "[{\"a \\\"b\\\"\":null},[],1.50]",
            true,
            same));
    grouped(all, "comma", '.', ',');
    grouped(all, "point", ',', '.');
    all.add(
        with(
            of(
                "day_pattern",
                DAY,
                DeclaredTypes::day,
                "2999-12-31",
                false,
                cell ->
                    cell.substring(8) + "." + cell.substring(5, 7) + "." + cell.substring(0, 4)),
            Map.of("pattern", "dd.MM.yyyy")));
    String pattern = "dd-MM-yyyy HH:mm:ss.SSS";
    ZoneId moscow = ZoneId.of("Europe/Moscow");
    all.add(
        with(
            of(
                "local_pattern",
                LOCAL,
                DeclaredTypes::moment,
                LAST,
                false,
                cell -> Cells.time(cell, pattern, ZoneOffset.UTC)),
            Map.of("pattern", pattern)));
    all.add(
        with(
            of(
                "moment_pattern",
                MOMENT,
                DeclaredTypes::moment,
                LAST_OF_NANOS,
                false,
                cell -> Cells.time(cell, pattern, moscow)),
            Map.of("pattern", pattern, "zone", moscow.getId())));
    all.add(
        with(
            of(
                "day_number",
                DAY,
                DeclaredTypes::day,
                "9999-12-31",
                true,
                cell -> Long.toString(LocalDate.parse(cell).toEpochDay())),
            Map.of("epoch", "days")));
    all.add(since("seconds", MOMENT, "253402300799000000", micros -> micros.movePointLeft(6)));
    all.add(since("millis", LOCAL, LAST, micros -> micros.movePointLeft(3)));
    all.add(since("micros", MOMENT, "253402300799999999", micros -> micros));
    all.add(since("nanos", MOMENT, LAST_OF_NANOS, micros -> micros.movePointRight(3)));
    return List.copyOf(all);
  }

  private static Declared of(
      String name,
      DataType type,
      VendorColumn.Maker maker,
      String edge,
      boolean bare,
      UnaryOperator<String> written) {
    return new Declared(
        VendorColumn.of(name, type, maker, edge),
        Map.of("name", name, "type", type.text()),
        bare,
        written);
  }

  private static Declared with(Declared column, Map<String, Object> more) {
    Map<String, Object> schema = new LinkedHashMap<>(column.schema);
    schema.putAll(more);
    return new Declared(column.column, schema, column.bare, column.written);
  }

  private static Declared since(
      String unit, DataType type, String edge, UnaryOperator<BigDecimal> counted) {
    return with(
        of(
            unit,
            type,
            DeclaredTypes::moment,
            edge,
            true,
            cell -> counted.apply(new BigDecimal(cell)).stripTrailingZeros().toPlainString()),
        Map.of("epoch", unit));
  }

  /** Numbers for people, in groups of three. */
  private static void grouped(List<Declared> all, String form, char group, char fraction) {
    Map<String, Object> declared = Map.of("decimal", form);
    UnaryOperator<String> written = cell -> groups(cell, group, fraction);
    all.add(
        with(
            of(
                "whole_" + form,
                WHOLE,
                DeclaredTypes::number,
                "-9223372036854775808",
                false,
                written),
            declared));
    all.add(
        with(
            of(
                "measure_" + form,
                MEASURE,
                (n, m, v) -> Cells.measure(n * 1_000.25 + v),
                Cells.measure(-1234567.0625),
                false,
                cell -> groups(new BigDecimal(plain(cell)).toPlainString(), group, fraction)),
            declared));
    all.add(
        with(
            of(
                "price_" + form,
                PRICE,
                DeclaredTypes::price,
                "-12345678901234.1234",
                false,
                written),
            declared));
  }

  private static String groups(String number, char group, char fraction) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String rest = point < 0 ? "" : fraction + number.substring(point + 1);
    StringBuilder text = new StringBuilder(whole);
    int first = whole.startsWith("-") ? 1 : 0;
    for (int i = whole.length() - 3; i > first; i -= 3) {
      text.insert(i, group);
    }
    return text + rest;
  }

  private static String number(int number, int moment, int version) {
    return Integer.toString(number * 10 + version);
  }

  private static String measure(int number, int moment, int version) {
    return Cells.measure(number * 0.1 + version);
  }

  private static String huge() {
    return Cells.measure(-1.7976931348623157e308);
  }

  private static String plain(String bits) {
    return Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)));
  }

  private static String price(int number, int moment, int version) {
    return Cells.decimal(BigDecimal.valueOf(number * 1_000L + version, 2));
  }

  private static String day(int number, int moment, int version) {
    return Cells.day(LocalDate.of(2026, 1, 1), number % 300);
  }

  private static String moment(int number, int moment, int version) {
    return Long.toString(1_767_225_600_000_000L + number * 1_000_000L);
  }

  private static UnaryOperator<String> iso(String offset, ZoneId zone) {
    return cell -> Cells.time(cell, "yyyy-MM-dd'T'HH:mm:ss.SSS" + offset, zone);
  }
}
