package dpone.toolkit.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a stream in a payload, so that another process can read its splits. No secrets. */
public final class OptionJson {
  private OptionJson() {}

  /** The options that are there, by name. */
  public static ObjectNode write(OptionSpec spec, Options options) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (Option option : spec.options()) {
      String name = option.name();
      if (options.has(name)) {
        switch (option.type()) {
          case STRING -> tree.put(name, options.string(name));
          case INTEGER, BYTES -> tree.put(name, options.integer(name));
          case BOOLEAN -> tree.put(name, options.bool(name));
          case STRING_LIST -> {
            ArrayNode texts = tree.putArray(name);
            options.strings(name).forEach(texts::add);
          }
          case STRING_MAP -> {
            ObjectNode map = tree.putObject(name);
            options.map(name).forEach(map::put);
          }
          case OBJECT -> tree.set(name, write(fields(option), options.group(name)));
          case OBJECT_LIST -> {
            ArrayNode list = tree.putArray(name);
            options.groups(name).forEach(group -> list.add(write(fields(option), group)));
          }
          case DURATION -> tree.put(name, options.duration(name).toString());
          case SECRET -> throw new IllegalArgumentException("not an option of a stream: " + name);
        }
      }
    }
    return tree;
  }

  /** Options that {@link #write} wrote. */
  public static Options read(OptionSpec spec, JsonNode tree) {
    Map<String, Object> values = new HashMap<>();
    for (Option option : spec.options()) {
      Object value = value(option, tree.get(option.name()));
      if (value != null) {
        values.put(option.name(), value);
      }
    }
    return Options.of(values);
  }

  private static @Nullable Object value(Option option, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (option.type() == OptionType.OBJECT) {
      return read(fields(option), node);
    }
    if (option.type() == OptionType.OBJECT_LIST) {
      List<Options> groups = new ArrayList<>();
      node.forEach(group -> groups.add(read(fields(option), group)));
      return groups;
    }
    if (option.type() == OptionType.STRING_LIST) {
      List<String> texts = new ArrayList<>();
      node.forEach(text -> texts.add(text.asText()));
      return texts;
    }
    if (option.type() == OptionType.STRING_MAP) {
      Map<String, String> map = new HashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
      return map;
    }
    return switch (option.type()) {
      case INTEGER, BYTES -> (Object) node.asLong();
      case BOOLEAN -> (Object) node.asBoolean();
      case DURATION -> Duration.parse(node.asText());
      default -> node.asText();
    };
  }

  private static OptionSpec fields(Option option) {
    return new OptionSpec(option.fields());
  }
}
