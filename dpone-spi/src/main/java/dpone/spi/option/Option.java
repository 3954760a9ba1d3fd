package dpone.spi.option;

import dpone.spi.annotation.Api;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One option of a connector, as data.
 *
 * @param name name in the manifest, lower case with underscores
 * @param type shape of the value
 * @param description one sentence for the documentation
 * @param required whether it must be given
 * @param defaultText the default as it would be written in a manifest, or null
 * @param example an example as it would be written in a manifest, or null
 * @param allowed the only values allowed; empty means any
 * @param min smallest number allowed, or null
 * @param max largest number allowed, or null
 * @param fields options of the group for {@code OBJECT} and {@code OBJECT_LIST}; else empty
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Option(
    String name,
    OptionType type,
    String description,
    boolean required,
    @Nullable String defaultText,
    @Nullable String example,
    List<String> allowed,
    @Nullable Long min,
    @Nullable Long max,
    List<Option> fields) {

  /** Copies the list and refuses an empty name. */
  public Option {
    allowed = List.copyOf(allowed);
    fields = List.copyOf(fields);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("option name must be lower_case: " + name);
    }
  }

  /** An option that may be left out and has no default. */
  public static Option of(String name, OptionType type, String description) {
    return new Option(name, type, description, false, null, null, List.of(), null, null, List.of());
  }

  /** The same option, required. */
  public Option require() {
    return new Option(
        name, type, description, true, defaultText, example, allowed, min, max, fields);
  }

  /** The same option with a default, written as in a manifest. */
  public Option defaultsTo(String text) {
    return new Option(name, type, description, required, text, example, allowed, min, max, fields);
  }

  /** The same option with an example, written as in a manifest. */
  public Option example(String text) {
    return new Option(
        name, type, description, required, defaultText, text, allowed, min, max, fields);
  }

  /** The same option, limited to these values. */
  public Option oneOf(String... values) {
    return new Option(
        name, type, description, required, defaultText, example, List.of(values), min, max, fields);
  }

  /** The same option, limited to a range of whole numbers, both ends included. */
  public Option between(long smallest, long largest) {
    return new Option(
        name,
        type,
        description,
        required,
        defaultText,
        example,
        allowed,
        smallest,
        largest,
        fields);
  }

  /** A group of options. */
  public static Option group(String name, String description, Option... fields) {
    return new Option(
        name,
        OptionType.OBJECT,
        description,
        false,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(fields));
  }

  /** A list of groups of options. */
  public static Option groups(String name, String description, Option... fields) {
    return new Option(
        name,
        OptionType.OBJECT_LIST,
        description,
        false,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(fields));
  }

  /** The default, if there is one. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultText);
  }
}
