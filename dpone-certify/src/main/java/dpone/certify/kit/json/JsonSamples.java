package dpone.certify.kit.json;

import dpone.certify.kit.TypeSample;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values of every logical type as they stand in JSON, its extremes among them; the native type of a
 * sample is the text by which a manifest declares it.
 */
public final class JsonSamples {
  private final List<TypeSample> samples = new ArrayList<>();

  private JsonSamples() {}

  /** All of them, each type with a column of its own. */
  public static List<TypeSample> samples() {
    JsonSamples values = new JsonSamples();
    values.numbers();
    values.texts();
    values.times();
    values.nested();
    return List.copyOf(values.samples);
  }

  private void add(String type, String... values) {
    samples.add(new TypeSample(type, "c" + samples.size(), List.of(values)));
  }

  /** Values in quotes. */
  private void quoted(String type, String... values) {
    add(type, Stream.of(values).map(value -> '"' + value + '"').toArray(String[]::new));
  }

  private void numbers() {
    add("bool", "true", "false");
    for (int bits : new int[] {8, 16, 32, 64}) {
      BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
      add("int" + bits, end.negate().toString(), "0", end.subtract(BigInteger.ONE).toString());
    }
    add("uint64", "0", "18446744073709551615", "\"9223372036854775808\"");
    add(
        "float32",
        "0.1",
        "-0.0",
        "\"Infinity\"",
        "\"-Infinity\"",
        "\"NaN\"",
        "16777217",
        "1.4e-45",
        "3.4028235e38");
    add(
        "float64",
        "0.1",
        "-0.0",
        "\"Infinity\"",
        "\"-Infinity\"",
        "\"NaN\"",
        "9007199254740993",
        "4.9e-324",
        "1.7976931348623157e308",
        "2.2250738585072011e-308");
    decimal("decimal(4,2)", 2, 2);
    decimal("decimal(18,18)", 0, 18);
    decimal("decimal(19,0)", 19, 0);
    decimal("decimal(38,10)", 28, 10);
    decimal("decimal(38,38)", 0, 38);
    decimal("decimal(60,20)", 40, 20);
    add(
        "decimal",
        "1" + "0".repeat(300),
        "-0." + "0".repeat(300) + "1",
        "1.5e3",
        "\"NaN\"",
        "\"Infinity\"",
        "\"-Infinity\"");
  }

  private void decimal(String type, int whole, int fraction) {
    String most =
        (whole == 0 ? "0" : "9".repeat(whole)) + (fraction == 0 ? "" : "." + "9".repeat(fraction));
    String least = fraction == 0 ? "1" : "0." + "0".repeat(fraction - 1) + "1";
    add(type, most, "-" + most, least, "0", '"' + most + '"');
  }

  private void texts() {
    quoted(
        "string",
        "",
        "a\\tb\\nc\\rd\\\\e\\\"f\\u0000g\\u001f",
        "Жар-птица 火の鳥 \uD83D\uDC26 \\ud83d\\udc26",
        "x".repeat(100_000));
    quoted("bytes", "", "AAECA//+/Q==", "Zm9vYmE=");
    quoted(
        "uuid",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01234567-89ab-cdef-0123-456789abcdef");
    add(
        "json",
        "{\"a\":1.5,\"b\":[1,2,null],\"c\":{\"d\":\"x\"}}",
        "[]",
        "\"text\"",
        "9007199254740993",
        "true");
    quoted("enum(NEW,DONE)", "NEW", "DONE");
  }

  private void times() {
    quoted(
        "date",
        "1970-01-01",
        "1969-12-31",
        "2000-02-29",
        "0001-01-01",
        "9999-12-31",
        LocalDate.ofEpochDay(Integer.MAX_VALUE - 1L).toString(),
        LocalDate.ofEpochDay(Integer.MIN_VALUE + 1L).toString(),
        "infinity",
        "-infinity");
    quoted("time(0)", "00:00:00", "23:59:59", "24:00:00");
    quoted("time(6)", "00:00:00.000001", "23:59:59.999999");
    quoted("time(9)", "00:00:00.000000001", "23:59:59.999999999");
    for (String type : List.of("timestamp", "timestamptz")) {
      String zone = type.equals("timestamp") ? "" : "Z";
      if (zone.isEmpty()) {
        quoted("timestamp(0)", "1970-01-01T00:00:00", "9999-12-31T23:59:59", "-infinity");
      }
      quoted(
          type + "(3)",
          "1969-12-31T23:59:59.999" + zone,
          "0001-01-01T00:00:00.001" + zone,
          zone.isEmpty() ? "2024-03-31T02:30:00" : "2024-03-31T02:30:00+02:00");
      quoted(
          type + "(6)",
          "1969-12-31T23:59:59.999999" + zone,
          "-4712-01-01T00:00:00.000001" + zone,
          "+29428-01-01T00:00:00" + zone,
          "infinity",
          "-infinity");
      quoted(
          type + "(9)",
          "1969-12-31T23:59:59.999999999" + zone,
          "1677-09-21T00:12:43.145224194" + zone,
          "2262-04-11T23:47:16.854775806" + zone);
    }
    quoted(
        "interval",
        "PT0S",
        "P14M3DT14706.789S",
        "P-1M-2DT-0.000001S",
        "P2147483647M-2147483648DT9223372036854.775807S");
  }

  private void nested() {
    add("array<int64>", "[]", "[1,-9223372036854775808,null,9223372036854775807]");
    add("array<array<decimal(38,10)>>", "[[],[0.0000000001,null],null]", "[]");
    add("map<string,decimal(38,10)>", "{}", "{\"k|\":9007199254740993.5,\"\":null}");
    add("map<int64,string>", "{\"-1\":\"a\",\"9223372036854775807\":null}");
    add(
        "struct<x:int32,y:array<string>>",
        "{\"x\":-2147483648,\"y\":[\"a|b\",\"\",null]}",
        "{\"x\":null,\"y\":null}",
        "{}");
  }
}
