package dpone.runtime.manifest;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Options made without a manifest, and parts of options. */
public final class OptionValues {
  private OptionValues() {}

  /**
   * Options from plain text, with defaults; text is taken as it is, references are not replaced.
   *
   * @param spec what there is
   * @param values by option name, each written as in a manifest
   * @throws DponeException CONFIG for an unknown name, a value of another shape or a missing one
   */
  public static Options of(OptionSpec spec, Map<String, String> values) {
    for (String name : values.keySet()) {
      if (spec.find(name).isEmpty()) {
        throw Complaint.of(
            "MANIFEST_UNKNOWN_KEY",
            "there is no option " + Complaint.quote(name),
            Place.UNKNOWN,
            "the options are "
                + String.join(", ", spec.options().stream().map(Option::name).toList()));
      }
    }
    return complete(spec, values, Options.NONE);
  }

  /**
   * Options of a connection by service: what the manifest gives, else what the service tells, else
   * the default. What the service tells beyond the options of the connector is left out.
   *
   * @param spec the connector's connection options
   * @param told what the service tells, by option name
   * @param given what the manifest gives, see {@link ConnectionSpec.Service#given}
   * @throws DponeException CONFIG for a value of another shape or a missing one
   */
  public static Options complete(OptionSpec spec, Map<String, String> told, Options given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : spec.options()) {
      Object value = raw(given, option);
      String text = told.get(option.name());
      if (value == null && text != null) {
        value = parse(option, text);
      }
      if (value == null) {
        value = standard(option);
      }
      if (value == null && option.required()) {
        throw Complaint.of(
            "MANIFEST_REQUIRED", option.name() + " is missing", Place.UNKNOWN, "add it");
      }
      if (value != null) {
        values.put(option.name(), value);
      }
    }
    return Options.of(values);
  }

  /**
   * The options with other texts in their groups.
   *
   * @param spec what there is
   * @param texts gives the text that takes the place of an option's, by the option's name and text
   */
  public static Options inGroups(
      OptionSpec spec, Options options, BiFunction<String, String, String> texts) {
    return replaced(spec, options, texts, false);
  }

  private static Options replaced(
      OptionSpec spec, Options options, BiFunction<String, String, String> texts, boolean inGroup) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : spec.options()) {
      Object value = raw(options, option);
      if (value instanceof Options group) {
        value = replaced(new OptionSpec(option.fields()), group, texts, true);
      } else if (inGroup && value instanceof String text) {
        value = texts.apply(option.name(), text);
      }
      if (value != null) {
        values.put(option.name(), value);
      }
    }
    return Options.of(values);
  }

  /** The values of those options that are in the spec. */
  static Options subset(Options options, OptionSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : spec.options()) {
      Object value = raw(options, option);
      if (value != null) {
        values.put(option.name(), value);
      }
    }
    return Options.of(values);
  }

  /** The default of an option: its own, or that of a group whose options all may be absent. */
  static @Nullable Object standard(Option option) {
    Optional<String> text = option.defaultValue();
    if (text.isPresent()) {
      return parse(option, text.get());
    }
    if (option.type() != OptionType.OBJECT
        || option.required()
        || option.fields().stream().anyMatch(Option::required)) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option field : option.fields()) {
      Object value = standard(field);
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    return values.isEmpty() ? null : Options.of(values);
  }

  private static Object parse(Option option, String text) {
    return switch (option.type()) {
      case STRING_LIST -> list(option, text);
      case STRING_MAP -> map(option, text);
      case STRING, SECRET, INTEGER, BOOLEAN, DURATION, BYTES, OBJECT, OBJECT_LIST ->
          OptionText.parse(option, option.name(), text, text, Place.UNKNOWN);
    };
  }

  private static List<String> list(Option option, String text) {
    if (!(YamlReader.read(text, option.name()) instanceof YamlNode.Sequence sequence)) {
      throw OptionText.mistyped(option.type(), option.name(), null, Place.UNKNOWN);
    }
    return sequence.items().stream().map(item -> text(option, item)).toList();
  }

  private static Map<String, String> map(Option option, String text) {
    if (!(YamlReader.read(text, option.name()) instanceof YamlNode.Mapping mapping)) {
      throw OptionText.mistyped(option.type(), option.name(), null, Place.UNKNOWN);
    }
    Map<String, String> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> values.put(key, text(option, entry.value())));
    return values;
  }

  private static String text(Option option, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    throw OptionText.mistyped(option.type(), option.name(), null, Place.UNKNOWN);
  }

  private static @Nullable Object raw(Options options, Option option) {
    String name = option.name();
    if (!options.has(name)) {
      return null;
    }
    return switch (option.type()) {
      case STRING -> options.string(name);
      case INTEGER, BYTES -> options.integer(name);
      case BOOLEAN -> options.bool(name);
      case DURATION -> options.duration(name);
      case SECRET -> options.secret(name).orElse(null);
      case STRING_LIST -> options.strings(name);
      case STRING_MAP -> options.map(name);
      case OBJECT -> options.group(name);
      case OBJECT_LIST -> options.groups(name);
    };
  }
}
