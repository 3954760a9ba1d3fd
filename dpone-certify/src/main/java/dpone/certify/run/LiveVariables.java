package dpone.certify.run;

import dpone.certify.kit.UnavailableException;
import dpone.certify.problem.BadInputException;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * How a live system is reached: {@code DPONE_LIVE_<ID>_<OPTION>}, an option a variable; an option
 * of a group has the group's name before its own, and the values of a list have commas between
 * them.
 */
final class LiveVariables {
  private static final String STREAMS = "STREAMS";

  private final ConnectorDescriptor descriptor;
  private final Map<String, String> environment;
  private final String prefix;

  private LiveVariables(ConnectorDescriptor descriptor, Map<String, String> environment) {
    this.descriptor = descriptor;
    this.environment = environment;
    this.prefix = "DPONE_LIVE_" + descriptor.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_";
  }

  static LiveVariables of(ConnectorDescriptor descriptor, Map<String, String> environment) {
    return new LiveVariables(descriptor, environment);
  }

  /**
   * Connection options of the live system.
   *
   * @throws UnavailableException when a required one is not set, naming what is missing
   */
  Map<String, Object> connection() throws UnavailableException {
    List<String> missing = new ArrayList<>();
    Map<String, Object> connection = options(descriptor.connection().options(), prefix, missing);
    if (!missing.isEmpty()) {
      throw new UnavailableException("no live system: set " + String.join(", ", missing));
    }
    return connection;
  }

  private Map<String, Object> options(List<Option> options, String before, List<String> missing) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (Option option : options) {
      String name = before + option.name().toUpperCase(Locale.ROOT);
      if (option.type() == OptionType.OBJECT) {
        List<String> lacks = new ArrayList<>();
        Map<String, Object> group = options(option.fields(), name + "_", lacks);
        if (!group.isEmpty()) {
          found.put(option.name(), group);
        }
        if (!group.isEmpty() || option.required()) {
          missing.addAll(lacks);
        }
        continue;
      }
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        found.put(option.name(), value(option, value));
      } else if (option.required()) {
        missing.add(name);
      }
    }
    return found;
  }

  private static Object value(Option option, String text) {
    return option.type() == OptionType.STRING_LIST
        ? Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList()
        : text;
  }

  /** The streams that are named; empty where none are. */
  List<Map<String, Object>> streams() {
    String text = environment.getOrDefault(prefix + STREAMS, "");
    if (text.isEmpty()) {
      return List.of();
    }
    Object read;
    try {
      read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException malformed) {
      throw refused(String.valueOf(malformed.getMessage()).replaceAll("\\s+", " "));
    }
    List<Map<String, Object>> streams = new ArrayList<>();
    for (Object each : read instanceof List<?> list ? list : List.of(String.valueOf(read))) {
      if (!(each instanceof Map<?, ?> keys) || !(keys.get("name") instanceof String)) {
        throw refused("it is a list of streams, each with a name");
      }
      Map<String, Object> stream = new LinkedHashMap<>();
      keys.forEach((key, value) -> stream.put(String.valueOf(key), value));
      streams.add(stream);
    }
    return streams;
  }

  private BadInputException refused(String why) {
    return new BadInputException(
        prefix
            + STREAMS
            + ": "
            + why
            + "; write it as under source.streams of a manifest, such as [{name: orders}]");
  }
}
