package dpone.certify.kit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values of JSON as the text of a logical type, by Jackson's parser and the JDK alone. */
public final class RenderedJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RenderedJson() {}

  /**
   * Fields of an object by their names, as the text in which the kit compares values; those that
   * are not of these types are stepped over.
   *
   * @param value the object, in UTF-8
   */
  public static Map<String, @Nullable String> object(byte[] value, Map<String, DataType> types)
      throws IOException {
    try (JsonParser in = JSON.createParser(value)) {
      in.nextToken();
      return fields(in, types);
    }
  }

  private static Map<String, @Nullable String> fields(JsonParser in, Map<String, DataType> types)
      throws IOException {
    Map<String, @Nullable String> fields = new HashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      DataType type = types.get(name);
      if (type == null) {
        in.skipChildren();
      } else {
        fields.put(name, value(in, type));
      }
    }
    return fields;
  }

  /** The value at the parser's token, which afterwards is the value's last one. */
  private static @Nullable String value(JsonParser in, DataType type) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case DataType.Array array -> array(in, array.element());
      case DataType.Mapping map -> map(in, map);
      case DataType.Struct struct -> struct(in, struct);
      case DataType.Json ignored -> copied(in);
      default -> scalar(type, in.getText());
    };
  }

  private static String array(JsonParser in, DataType element) throws IOException {
    StringJoiner text = new StringJoiner("|", "[", "]");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      text.add(String.valueOf(value(in, element)));
    }
    return text.toString();
  }

  private static String map(JsonParser in, DataType.Mapping map) throws IOException {
    StringJoiner text = new StringJoiner("|", "[", "]");
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = scalar(map.key(), in.currentName());
      in.nextToken();
      text.add("(" + key + "|" + value(in, map.value()) + ")");
    }
    return text.toString();
  }

  private static String struct(JsonParser in, DataType.Struct struct) throws IOException {
    Map<String, DataType> types = new HashMap<>();
    struct.fields().forEach(field -> types.put(field.name(), field.type()));
    Map<String, @Nullable String> fields = fields(in, types);
    StringJoiner text = new StringJoiner("|", "(", ")");
    for (Field field : struct.fields()) {
      text.add(String.valueOf(fields.get(field.name())));
    }
    return text.toString();
  }

  private static String copied(JsonParser in) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.copyCurrentStructure(in);
    }
    return text.toString();
  }

  private static String scalar(DataType type, String text) {
    return switch (type) {
      case DataType.Bool ignored -> text.equals("true") ? "t" : "f";
      case DataType.Int ignored -> new BigInteger(text).toString();
      case DataType.UInt64 ignored -> new BigInteger(text).toString();
      case DataType.Decimal ignored -> plain(text);
      case DataType.AnyDecimal ignored -> plain(text);
      case DataType.FloatingPoint floating ->
          floating.bits() == 32
              ? String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(Float.parseFloat(text)))
              : String.format(
                  Locale.ROOT, "%016x", Double.doubleToRawLongBits(Double.parseDouble(text)));
      case DataType.Bytes ignored -> HexFormat.of().formatHex(Base64.getDecoder().decode(text));
      case DataType.Uuid ignored -> text.toLowerCase(Locale.ROOT);
      case DataType.Interval ignored -> interval(text);
      case DataType.Time time -> time(text, time.precision());
      case DataType.Date ignored -> endless(text) ? infinite(text) : day(text);
      case DataType.Timestamp stamp ->
          endless(text)
              ? infinite(text)
              : ticks(LocalDateTime.parse(text).atOffset(ZoneOffset.UTC), stamp.precision());
      case DataType.TimestampTz stamp ->
          endless(text) ? infinite(text) : ticks(OffsetDateTime.parse(text), stamp.precision());
      default -> text;
    };
  }

  private static String plain(String text) {
    if (text.endsWith("y") || text.equals("NaN")) {
      return text;
    }
    BigDecimal value = new BigDecimal(text);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static boolean endless(String text) {
    return text.endsWith("infinity");
  }

  private static String infinite(String text) {
    return text.replace("infinity", "Infinity");
  }

  private static String day(String text) {
    return Long.toString(LocalDate.parse(text).toEpochDay());
  }

  private static String time(String text, int precision) {
    boolean end = text.startsWith("24");
    long nanos = end ? 86_400_000_000_000L : LocalTime.parse(text).toNanoOfDay();
    return Long.toString(nanos / nanosOfUnit(precision));
  }

  private static String ticks(OffsetDateTime time, int precision) {
    return BigInteger.valueOf(time.toEpochSecond())
        .multiply(BigInteger.valueOf(1_000_000_000L))
        .add(BigInteger.valueOf(time.getNano()))
        .divide(BigInteger.valueOf(nanosOfUnit(precision)))
        .toString();
  }

  /** Microseconds up to precision 6, as in rule TYPE-1. */
  private static long nanosOfUnit(int precision) {
    return (long) Math.pow(10, 9 - Math.max(6, precision));
  }

  private static String interval(String text) {
    int time = text.indexOf('T');
    String days = time < 0 ? text : text.substring(0, time);
    Period period = days.equals("P") ? Period.ZERO : Period.parse(days);
    Duration duration = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
    BigInteger micros =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000L))
            .add(BigInteger.valueOf(duration.getNano() / 1000));
    return period.toTotalMonths() + " " + period.get(ChronoUnit.DAYS) + " " + micros;
  }
}
