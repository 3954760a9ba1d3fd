package dpone.connector.rest.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options out of JSON, with defaults, as a manifest would give them; for what is made offline. */
public final class SampleOptions {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private SampleOptions() {}

  /**
   * Reads options.
   *
   * @param text a JSON object; single quotes and names without any are allowed
   * @throws IllegalArgumentException for what the spec does not have
   */
  public static Options of(OptionSpec spec, String text) {
    try {
      return read(spec, JSON.readTree(text));
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }

  private static Options read(OptionSpec spec, JsonNode tree) {
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (spec.find(name).isEmpty()) {
        throw new IllegalArgumentException("no option " + name);
      }
    }
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      JsonNode node = tree.get(option.name());
      Object value = node == null ? standard(option) : value(option, node);
      if (value != null) {
        values.put(option.name(), value);
      }
    }
    return Options.of(values);
  }

  /** As the core does: a group is there where it has defaults and needs nothing. */
  private static @Nullable Object standard(Option option) {
    String text = option.defaultText();
    if (text != null) {
      return scalar(option.type(), text);
    }
    if (option.type() != OptionType.OBJECT
        || option.required()
        || option.fields().stream().anyMatch(Option::required)) {
      return null;
    }
    Options group = read(new OptionSpec(option.fields()), JSON.createObjectNode());
    return group.equals(Options.NONE) ? null : group;
  }

  private static Object value(Option option, JsonNode node) {
    OptionSpec fields = new OptionSpec(option.fields());
    return switch (option.type()) {
      case OBJECT -> read(fields, node);
      case OBJECT_LIST -> {
        List<Options> groups = new ArrayList<>();
        node.forEach(group -> groups.add(read(fields, group)));
        yield groups;
      }
      case STRING_LIST -> {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        yield texts;
      }
      case STRING_MAP -> {
        Map<String, String> map = new HashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        yield map;
      }
      default -> scalar(option.type(), node.asText());
    };
  }

  private static Object scalar(OptionType type, String text) {
    return switch (type) {
      case INTEGER, BYTES -> (Object) Long.parseLong(text);
      case BOOLEAN -> (Object) Boolean.parseBoolean(text);
      case DURATION -> duration(text);
      case SECRET -> Secret.of(text);
      default -> text;
    };
  }

  private static Duration duration(String text) {
    String number = text.replaceAll("[a-z ]", "");
    long count = Long.parseLong(number);
    return switch (text.substring(number.length()).strip()) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
