package dpone.toolkit.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** JSON into columns: exact or refused, and whatever Jackson refuses is refused. */
@Tag("unit")
class JsonProperties {
  private static final JsonRules PLAIN = new JsonRules(JsonRules.Unknown.IGNORE, "", false, false);

  private static JsonDecoder decoder(List<Field> fields, JsonRules rules) {
    return new JsonDecoder(fields, List.of(), 0, name -> CellForm.STANDARD, rules);
  }

  private static Poison decode(String json, List<Field> fields, JsonRules rules, ColumnBatch to) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return decoder(fields, rules).decode(bytes, 0, bytes.length, to);
  }

  private static List<Field> one(DataType type) {
    return List.of(new Field("a", type, true, ""));
  }

  @Property(tries = 3000)
  void whatIsWrittenJacksonReads(@ForAll BigDecimal value) throws IOException {
    DataType type = new DataType.AnyDecimal();
    ColumnBatch batch = PlainMemory.batch(one(type));
    String plain = (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    assertThat(decode("{\"a\":" + value + "}", one(type), PLAIN, batch)).isNull();
    assertThat(batch.bytes(0).text(0)).isEqualTo(plain);
  }

  /** T02, T04: no number passes through a floating-point one. */
  @Example
  void numbersAreExactOrRefused() {
    for (String lexeme :
        List.of("9007199254740993", "-9223372036854775808", "9223372036854775807", "1e18")) {
      ColumnBatch batch = PlainMemory.batch(one(new DataType.Int(64)));
      assertThat(decode("{\"a\":" + lexeme + "}", one(new DataType.Int(64)), PLAIN, batch))
          .isNull();
      assertThat(batch.longs(0).get(0)).isEqualTo(new BigDecimal(lexeme).longValueExact());
    }
    for (String lexeme : List.of("9223372036854775808", "1.5", "1e19", "-9223372036854775809")) {
      ColumnBatch batch = PlainMemory.batch(one(new DataType.Int(64)));
      Poison poison = decode("{\"a\":" + lexeme + "}", one(new DataType.Int(64)), PLAIN, batch);
      assertThat(poison.code()).isEqualTo(FormatCode.VALUE_OUT_OF_RANGE);
      assertThat(poison.field()).isEqualTo("a");
      assertThat(poison.value()).isEqualTo(lexeme);
    }
    DataType money = new DataType.Decimal(38, 18);
    ColumnBatch batch = PlainMemory.batch(one(money));
    assertThat(decode("{\"a\":12345678901234567890.123456789012345678}", one(money), PLAIN, batch))
        .isNull();
    assertThat(decode("{\"a\":1e-19}", one(money), PLAIN, PlainMemory.batch(one(money))).code())
        .isEqualTo(FormatCode.VALUE_OUT_OF_RANGE);
    assertThat(
            decode("{\"a\":1e999999999}", one(money), PLAIN, PlainMemory.batch(one(money))).code())
        .isEqualTo(FormatCode.VALUE_OUT_OF_RANGE);
  }

  @Example
  void fieldsWithoutColumnAndFieldsTwice() {
    List<Field> fields = one(new DataType.Int(32));
    String json = "{\"b\":[1,{\"c\":null}],\"a\":1,\"d\":\"x\\ny\"}";
    assertThat(decode(json, fields, PLAIN, PlainMemory.batch(fields))).isNull();
    Poison unknown =
        decode(
            json,
            fields,
            new JsonRules(JsonRules.Unknown.FAIL, "", false, false),
            PlainMemory.batch(fields));
    assertThat(unknown.code()).isEqualTo(FormatCode.FIELD_UNKNOWN);
    JsonRules rest = new JsonRules(JsonRules.Unknown.REST, "_rest", false, false);
    List<Field> more = List.of(fields.get(0), new Field("_rest", new DataType.Json(), true, ""));
    ColumnBatch batch = PlainMemory.batch(more);
    assertThat(decode(json, more, rest, batch)).isNull();
    batch.endRow();
    assertThat(batch.bytes(1).text(0)).isEqualTo("{\"b\":[1,{\"c\":null}],\"d\":\"x\\ny\"}");
    String twice = "{\"a\":1,\"a\":2}";
    assertThat(decode(twice, fields, PLAIN, PlainMemory.batch(fields)).code())
        .isEqualTo(FormatCode.FIELD_TWICE);
    ColumnBatch last = PlainMemory.batch(fields);
    assertThat(
            decode(twice, fields, new JsonRules(JsonRules.Unknown.IGNORE, "", true, false), last))
        .isNull();
    last.endRow();
    assertThat(last.ints(0).get(0)).isEqualTo(2);
  }

  @Example
  void aNestedPoisonNamesItsPathAndLeavesNoTrace() {
    DataType nested =
        new DataType.Struct(
            List.of(new Field("list", new DataType.Array(new DataType.Int(8)), true, "")));
    ColumnBatch batch = PlainMemory.batch(one(nested));
    Poison poison = decode("{\"a\":{\"list\":[1,300]}}", one(nested), PLAIN, batch);
    assertThat(poison.field()).isEqualTo("a.list[]");
    batch.undoRow();
    assertThat(decode("{\"a\":{\"list\":[7]}}", one(nested), PLAIN, batch)).isNull();
    batch.endRow();
    assertThat(batch.rows()).isEqualTo(1);
  }

  /** Mutated JSON is taken exactly when Jackson takes it. */
  @Property(tries = 5000)
  void takesWhatJacksonTakes(@ForAll long seed) {
    Random random = new Random(seed);
    String[] seeds = {
      "{\"a\":1.5e10,\"b\":[true,false,null,{}],\"c\":\"x\\u00e9\\ud83d\\ude00y\"}",
      "{\"a\":-0,\"b\":\"жук😀\",\"c\":{\"d\":[[],[1,2]]}}",
      " { \"a\" : \"\\\\\\/\\b\" , \"z\" : 0.10 } "
    };
    byte[] json = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(json.length);
      switch (random.nextInt(3)) {
        case 0 -> json[at] = (byte) random.nextInt(256);
        case 1 -> json[at] = (byte) "{}[],:\"\\0123456789.eE+-utfn ".charAt(random.nextInt(28));
        default -> json = java.util.Arrays.copyOf(json, Math.max(1, at));
      }
    }
    List<Field> fields = one(new DataType.Json());
    Poison poison =
        decoder(fields, new JsonRules(JsonRules.Unknown.IGNORE, "", true, false))
            .decode(json, 0, json.length, PlainMemory.batch(fields));
    boolean taken = poison == null || poison.code() != FormatCode.MALFORMED;
    // An object is wanted; Jackson is asked about the object alone.
    if (poison == null || poison.code() == FormatCode.MALFORMED) {
      assertThat(taken)
          .as("%s: %s", new String(json, StandardCharsets.UTF_8), poison)
          .isEqualTo(jackson(json));
    }
  }

  private static boolean jackson(byte[] json) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(100_000).build())
            .build();
    // By characters: its parser of bytes lets some text pass that is no UTF-8.
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(json)).toString();
      try (JsonParser parser = factory.createParser(text)) {
        JsonNode node = new ObjectMapper().readTree(parser);
        return node != null && node.isObject() && parser.nextToken() == null && paired(text, node);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Jackson lets half a surrogate pair pass; UTF-8 has none. */
  private static boolean paired(String text, JsonNode node) {
    return StandardCharsets.UTF_16.newEncoder().canEncode(node.toString()) && names(node);
  }

  private static boolean names(JsonNode node) {
    boolean good = true;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      good &= StandardCharsets.UTF_8.newEncoder().canEncode(entry.getKey());
    }
    return good && StandardCharsets.UTF_8.newEncoder().canEncode(node.toString());
  }
}
