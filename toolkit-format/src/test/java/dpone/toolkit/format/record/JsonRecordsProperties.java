package dpone.toolkit.format.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.error.DponeException;
import dpone.toolkit.format.Dribble;
import dpone.toolkit.format.Texts;
import dpone.toolkit.format.json.JsonPointer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Records of random documents are those that a tree of the document has at the path. */
@Tag("unit")
class JsonRecordsProperties {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<String> NAMES = List.of("a", "b", "c d", "\u0436/~", "\"q\\", "0", "1");
  private static final List<String> CHARSETS =
      List.of("UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE");

  private static JsonNode value(Random random, int depth) {
    int kind = random.nextInt(depth > 4 ? 5 : 8);
    return switch (kind) {
      case 0 -> MAPPER.getNodeFactory().numberNode(random.nextInt(1000));
      case 1 -> MAPPER.getNodeFactory().textNode(text(random));
      case 2 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 3 -> MAPPER.getNodeFactory().nullNode();
      case 4 ->
          MAPPER.getNodeFactory().numberNode(java.math.BigDecimal.valueOf(random.nextLong(), 7));
      case 5 -> {
        ArrayNode array = MAPPER.createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth + 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(12), 0, 14)
        .mapToObj(i -> "{}[]\",:\\a \n\u0436\uD83D\uDE00".codePoints().toArray()[i % 13])
        .map(Character::toString)
        .collect(Collectors.joining());
  }

  private static RecordPath path(Random random) {
    StringBuilder path = new StringBuilder("$");
    for (int i = random.nextInt(4); i > 0; i--) {
      int kind = random.nextInt(3);
      if (kind == 0) {
        path.append(random.nextBoolean() ? "[*]" : ".*");
      } else if (kind == 1) {
        path.append('[').append(random.nextInt(2)).append(']');
      } else {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        path.append("['").append(name.replace("\\", "\\\\")).append("']");
      }
    }
    return RecordPath.parse(path.toString());
  }

  /** What a tree has at the path; null when a name on the way is missing. */
  private static List<JsonNode> expected(JsonNode document, RecordPath path) {
    List<JsonNode> nodes = List.of(document);
    boolean several = false;
    for (String segment : path.segments()) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        if (!node.isContainerNode()) {
          if (!several && !node.isNull()) {
            return null;
          }
          continue;
        }
        if (segment == null) {
          node.forEach(next::add);
          continue;
        }
        JsonNode child =
            node.isObject()
                ? node.get(segment)
                : segment.matches("[01]") ? node.get(Integer.parseInt(segment)) : null;
        if (child != null) {
          next.add(child);
        } else if (!several) {
          return null;
        }
      }
      several |= segment == null;
      nodes = next;
    }
    if (path.endsWithWildcard()) {
      return nodes;
    }
    List<JsonNode> records = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.isArray()) {
        node.forEach(records::add);
      } else if (node.isObject() || (several && !node.isNull())) {
        records.add(node);
      } else if (!node.isNull()) {
        return null;
      }
    }
    return records;
  }

  @Property(tries = 4000)
  void areThoseOfTheTree(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    JsonNode document = value(random, 0);
    RecordPath path = path(random);
    String text =
        random.nextBoolean() ? document.toPrettyString() : MAPPER.writeValueAsString(document);
    String charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
    byte[] body = text.getBytes(Charset.forName(charset));
    // Its charset shows only where the first two characters are of ASCII.
    boolean shows = document.isContainerNode() && text.length() >= 4;
    Charset declared = shows ? null : Charset.forName(charset);
    List<JsonNode> wanted = expected(document, path);
    Records records = JsonRecords.at(path).open(new Dribble(body, seed), declared);
    try {
      List<JsonNode> found = new ArrayList<>();
      for (String record : Texts.all(records)) {
        found.add(MAPPER.readTree(record));
      }
      assertThat(found).as("%s of %s", path.text(), text).isEqualTo(wanted);
    } catch (DponeException e) {
      assertThat(e.code()).as("%s of %s: %s", path.text(), text, e).isEqualTo("FORMAT_RECORD_PATH");
      assertThat(wanted).as("%s of %s", path.text(), text).isNull();
    }
  }

  @Property(tries = 2000)
  void whatIsBesideThemIsThatOfTheTree(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    ObjectNode document = MAPPER.createObjectNode();
    List<String> pointers = new ArrayList<>();
    for (String name : NAMES) {
      document.set(name, value(random, 1));
      String pointer = JsonPointer.of(name);
      for (int i = random.nextInt(3); i > 0; i--) {
        pointer += JsonPointer.of(NAMES.get(random.nextInt(NAMES.size())));
      }
      pointers.add(pointer);
    }
    document.set("items", MAPPER.createArrayNode().add(1));
    Records records =
        JsonRecords.at(RecordPath.parse("/items"))
            .envelope(pointers)
            .open(new Dribble(MAPPER.writeValueAsBytes(document), seed), null);
    assertThat(Texts.all(records)).containsExactly("1");
    for (String pointer : pointers) {
      JsonNode node = document.at(pointer);
      String found = records.envelope(pointer).orElse(null);
      if (node.isMissingNode() || node.isNull()) {
        assertThat(found).isNull();
      } else if (node.isTextual()) {
        assertThat(found).isEqualTo(node.textValue());
      } else {
        assertThat(MAPPER.readTree(found)).isEqualTo(node);
      }
    }
  }

  /** Whatever the bytes are, there are records, or an error of a body. */
  @Property(tries = 4000)
  void anyBytesAreRecordsOrAnError(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] body = MAPPER.writeValueAsBytes(value(random, 0));
    for (int i = random.nextInt(3); i >= 0 && body.length > 0; i--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(3)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = (byte) "{}[],:\"\\0123456789.eE+-utfn ".charAt(random.nextInt(28));
        default -> body = java.util.Arrays.copyOf(body, at);
      }
    }
    try {
      for (String record :
          Texts.all(
              JsonRecords.at(path(random))
                  .envelope(List.of("/a", "/b/1"))
                  .entries(random.nextBoolean())
                  .open(new Dribble(body, seed), null))) {
        assertThat(record).isNotEmpty();
      }
    } catch (DponeException e) {
      assertThat(e.code()).startsWith("FORMAT_").isNotEqualTo("FORMAT_RECORD_TOO_LARGE");
    }
  }

  /** A body that is cut off anywhere is never taken for a whole one. */
  @Property(tries = 1500)
  void aBodyThatIsCutOffIsNeverWhole(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    JsonNode document = MAPPER.createArrayNode().add(value(random, 0)).add(value(random, 1));
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    byte[] part = java.util.Arrays.copyOf(body, 1 + random.nextInt(body.length - 1));
    Texts.failure(
        "FORMAT_BODY_TRUNCATED",
        () -> Texts.all(JsonRecords.at(RecordPath.ROOT).open(new Dribble(part, seed), null)));
  }

  @Property(tries = 2000)
  void aPathIsReadOrRefused(@ForAll String text) {
    try {
      assertThat(RecordPath.parse(text).text()).isEqualTo(text);
    } catch (DponeException e) {
      assertThat(e.code()).isEqualTo("FORMAT_PATH_SYNTAX");
    }
  }
}
