package dpone.certification.clickhouse;

import dpone.certify.kit.TypeSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of every type, their extremes among them, as expressions of the server's SQL. */
final class TypeValues {
  /** What renders the same on both sides of a load, whatever type the target has. */
  enum Rendering {
    TEXT,
    /** Text whose zeros at the end count. */
    PADDED,
    FLOAT,
    DOUBLE,
    /** An instant that nanoseconds reach. */
    INSTANT,
    /** An instant that only microseconds reach. */
    WIDE_INSTANT,
    JSON
  }

  /** A type of the connector's table, as a column is declared. */
  private record Declared(
      String nativeType, String type, String none, Rendering rendering, List<String> values) {}

  private static final String NULL = "NULL";
  private static final List<Declared> ALL = all();

  private TypeValues() {}

  static List<TypeSample> samples() {
    List<TypeSample> samples = new ArrayList<>();
    for (Declared each : ALL) {
      samples.add(new TypeSample(each.nativeType(), "c" + samples.size(), each.values()));
    }
    return samples;
  }

  private static Declared of(TypeSample sample) {
    return ALL.get(Integer.parseInt(sample.column().substring(1)));
  }

  static String declared(TypeSample sample) {
    return of(sample).type();
  }

  static String none(TypeSample sample) {
    return of(sample).none();
  }

  static Rendering rendering(TypeSample sample) {
    return of(sample).rendering();
  }

  private static List<Declared> all() {
    List<Declared> all = new ArrayList<>();
    numbers(all);
    texts(all);
    times(all);
    nested(all);
    return List.copyOf(all);
  }

  /** A type that may be null. */
  private static void add(List<Declared> all, String type, String... values) {
    add(all, type, type, Rendering.TEXT, values);
  }

  private static void add(
      List<Declared> all, String nativeType, String type, Rendering rendering, String... values) {
    all.add(new Declared(nativeType, "Nullable(" + type + ")", NULL, rendering, List.of(values)));
  }

  /** A type that may not. */
  private static void full(
      List<Declared> all,
      String nativeType,
      String type,
      Rendering rendering,
      String none,
      String... values) {
    all.add(new Declared(nativeType, type, none, rendering, List.of(values)));
  }

  private static void json(List<Declared> all, String type, String none, String... values) {
    full(all, type, type, Rendering.JSON, none, values);
  }

  private static void numbers(List<Declared> all) {
    add(all, "Bool", "true", "false");
    for (Map.Entry<String, Integer> signed :
        List.of(
            Map.entry("Int8", 7),
            Map.entry("Int16", 15),
            Map.entry("Int32", 31),
            Map.entry("Int64", 63),
            Map.entry("Int128", 127),
            Map.entry("Int256", 255))) {
      String most = power(signed.getValue(), -1);
      add(all, signed.getKey(), text("-" + power(signed.getValue(), 0)), "0", text(most));
    }
    for (Map.Entry<String, Integer> unsigned :
        List.of(
            Map.entry("UInt8", 8),
            Map.entry("UInt16", 16),
            Map.entry("UInt32", 32),
            Map.entry("UInt64", 64),
            Map.entry("UInt128", 128),
            Map.entry("UInt256", 256))) {
      add(all, unsigned.getKey(), "0", text(power(unsigned.getValue(), -1)));
    }
    String[] floats = {"0.1", "-0.0", "inf", "-inf", "nan", "16777217", "1e-45"};
    add(all, "Float32", "Float32", Rendering.FLOAT, floats);
    add(
        all,
        "Float64",
        "Float64",
        Rendering.DOUBLE,
        "0.1",
        "-0.0",
        "inf",
        "-inf",
        "nan",
        "9007199254740993",
        "5e-324",
        "1.7976931348623157e308");
    add(all, "BFloat16", "BFloat16", Rendering.FLOAT, "0.1", "-0.0", "inf", "-1.5");
    add(all, "Decimal(9, 2)", decimals(7, 2));
    add(all, "Decimal(18, 4)", decimals(14, 4));
    add(all, "Decimal(38, 10)", decimals(28, 10));
    add(all, "Decimal(76, 20)", decimals(56, 20));
    full(all, "Nullable(Int32)", "Nullable(Int32)", Rendering.TEXT, NULL, "-2147483648");
  }

  private static String power(int exponent, int more) {
    return java.math.BigInteger.ONE
        .shiftLeft(exponent)
        .add(java.math.BigInteger.valueOf(more))
        .toString();
  }

  private static String[] decimals(int whole, int fraction) {
    String most =
        (whole == 0 ? "0" : "9".repeat(whole)) + (fraction == 0 ? "" : "." + "9".repeat(fraction));
    String least = fraction == 0 ? "1" : "0." + "0".repeat(fraction - 1) + "1";
    return new String[] {text(most), text("-" + most), text(least), text("0")};
  }

  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static void texts(List<Declared> all) {
    add(
        all,
        "String",
        "String",
        Rendering.TEXT,
        "''",
        "'a\\tb\\nc\\rd\\\\\\\\e'",
        "'\\\\\\\\N'",
        "'a\\0b'",
        "'Жар-птица 火の鳥 \uD83D\uDC26'",
        "repeat('x', 100000)");
    add(
        all,
        "FixedString(16)",
        "FixedString(16)",
        Rendering.PADDED,
        "'0123456789abcdef'",
        "'ab'",
        "'ü\\0'");
    full(
        all,
        "LowCardinality(String)",
        "LowCardinality(String)",
        Rendering.TEXT,
        "''",
        "'a'",
        "''",
        "'a'",
        "'ü'");
    add(
        all,
        "UUID",
        "'00000000-0000-0000-0000-000000000000'",
        "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
        "'01234567-89ab-cdef-0123-456789abcdef'");
    add(all, "IPv4", "'0.0.0.0'", "'255.255.255.255'", "'10.0.0.1'");
    add(all, "IPv6", "'::'", "'::ffff:1.2.3.4'", "'2001:db8::ff00:42:8329'");
    add(
        all,
        "Enum8('a' = 1)",
        "Enum8('' = -128, 'a' = 1, 'ü' = 127)",
        Rendering.TEXT,
        "''",
        "'a'",
        "'ü'");
    add(
        all,
        "Enum16('a' = 1000)",
        "Enum16('x' = -32768, 'a' = 1000, 'y' = 32767)",
        Rendering.TEXT,
        "'x'",
        "'y'");
    full(
        all,
        "JSON",
        "JSON",
        Rendering.TEXT,
        "'{}'",
        "'{\"a\":1.5,\"b\":[1,2],\"c\":{\"d\":\"x\"}}'",
        "'{\"n\":9007199254740993}'");
    json(all, "Array(JSON)", "[]", "['{\"a\":1}', '{}']");
    json(all, "Variant(Int64, String)", NULL, "5", "'x'");
    json(all, "Dynamic", NULL, "5", "'x'");
    json(all, "Point", "(0, 0)", "(1.5, -2)");
    json(all, "Ring", "[]", "[(0, 0), (1, 1), (0, 1)]");
    json(all, "LineString", "[]", "[(0, 0), (1, 1)]");
    json(all, "MultiLineString", "[]", "[[(0, 0), (1, 1)]]");
    json(all, "Polygon", "[]", "[[(0, 0), (1, 1), (0, 1)]]");
    json(all, "MultiPolygon", "[]", "[[[(0, 0), (1, 1), (0, 1)]]]");
  }

  private static void times(List<Declared> all) {
    add(all, "Date", "'1970-01-01'", "'2149-06-06'", "'2000-02-29'");
    add(all, "Date32", "'1900-01-01'", "'2299-12-31'", "'1969-12-31'");
    add(all, "DateTime", "DateTime", Rendering.WIDE_INSTANT, "'1970-01-01 00:00:00'");
    add(
        all,
        "DateTime('Asia/Tokyo')",
        "DateTime('Europe/Berlin')",
        Rendering.WIDE_INSTANT,
        "'1970-01-01 01:00:00'",
        "'2106-02-07 07:28:15'",
        "toDateTime(1711846799)",
        "toDateTime(1711846800)",
        "toDateTime(1729990800)");
    add(
        all,
        "DateTime64(0)",
        "DateTime64(0)",
        Rendering.WIDE_INSTANT,
        "'2024-03-10 00:01:00'",
        "'1900-01-01 00:00:00'");
    add(
        all,
        "DateTime64(3)",
        "DateTime64(3, 'America/St_Johns')",
        Rendering.WIDE_INSTANT,
        "'2024-03-10 00:01:00.123'",
        "'2299-12-31 20:29:59.999'");
    add(
        all,
        "DateTime64(6, 'UTC')",
        "DateTime64(6, 'UTC')",
        Rendering.WIDE_INSTANT,
        "'1900-01-01 00:00:00'",
        "'2299-12-31 23:59:59.999999'",
        "'1969-12-31 23:59:59.000001'");
    add(
        all,
        "DateTime64(9)",
        "DateTime64(9)",
        Rendering.INSTANT,
        "'1900-01-01 00:00:00'",
        "'2262-04-11 23:47:16.854775806'",
        "'1969-12-31 23:59:59.999999999'");
    add(all, "Time", "'00:00:00'", "'23:59:59'");
    add(all, "Time64(6)", "'00:00:00.000001'", "'23:59:59.999999'");
    full(
        all,
        "IntervalDay",
        "IntervalDay",
        Rendering.TEXT,
        "INTERVAL 0 DAY",
        "INTERVAL 3 DAY",
        "INTERVAL -1 DAY");
  }

  private static void nest(List<Declared> all, String type, String none, String... values) {
    full(all, type, type, Rendering.TEXT, none, values);
  }

  private static void nested(List<Declared> all) {
    nest(all, "Array(Int32)", "[]", "[1, -2147483648, 2147483647]");
    nest(all, "Array(Nullable(String))", "[]", "['a|b', NULL, '']");
    nest(all, "Array(Array(UInt8))", "[]", "[[0, 255], []]");
    nest(all, "Tuple(Int32, String)", "(0, '')", "(-1, 'x')");
    nest(all, "Tuple(a Int32, b Array(String))", "(0, [])", "(-1, ['x', ''])");
    nest(all, "Map(String, UInt64)", "map()", "map('k', 18446744073709551615, '', 0)");
    nest(all, "Nested(a Int32, b String)", "[]", "[(1, 'q'), (-1, '')]");
    nest(
        all,
        "SimpleAggregateFunction(max, Int64)",
        "0",
        text("-" + power(63, 0)),
        text(power(63, -1)));
  }
}
