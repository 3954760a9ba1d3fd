package dpone.certify.scenario;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets of a connection by their path: a dot stands between a group and what is in it. */
final class SecretPaths {
  private SecretPaths() {}

  /** Every secret there is; one in a list of groups has brackets in its path. */
  static List<String> of(OptionSpec connection) {
    List<String> paths = new ArrayList<>();
    collect("", connection.options(), paths);
    return paths;
  }

  private static void collect(String before, List<Option> options, List<String> paths) {
    for (Option option : options) {
      String path = before + option.name();
      switch (option.type()) {
        case SECRET -> paths.add(path);
        case OBJECT -> collect(path + ".", option.fields(), paths);
        case OBJECT_LIST -> collect(path + "[].", option.fields(), paths);
        default -> {}
      }
    }
  }

  /** Whether the options have something at that path. */
  static boolean has(Map<String, Object> options, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return options.containsKey(path);
    }
    return options.get(path.substring(0, dot)) instanceof Map<?, ?> group
        && has(typed(group), path.substring(dot + 1));
  }

  /** Puts a text at that path, or takes away what is there where the text is empty. */
  static void put(Map<String, Object> options, String path, String text) {
    int dot = path.indexOf('.');
    if (dot >= 0) {
      Object group = options.computeIfAbsent(path.substring(0, dot), none -> new LinkedHashMap<>());
      put(typed((Map<?, ?>) group), path.substring(dot + 1), text);
    } else if (text.isEmpty()) {
      options.remove(path);
    } else {
      options.put(path, text);
    }
  }

  /** The same options with groups of their own. */
  static Map<String, Object> copy(Map<String, Object> options) {
    Map<String, Object> copy = new LinkedHashMap<>();
    options.forEach((name, value) ->
        copy.put(name, value instanceof Map<?, ?> group ? copy(typed(group)) : value));
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> typed(Map<?, ?> group) {
    return (Map<String, Object>) group;
  }
}
