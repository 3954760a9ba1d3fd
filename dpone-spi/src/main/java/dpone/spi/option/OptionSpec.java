package dpone.spi.option;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A closed set of options.
 *
 * @param options in the order of the documentation; names are unique
 */
@Rule(
    id = "OPT-2",
    value =
        "Every option a connector understands stands in its OptionSpec; validation, JSON Schema and"
            + " documentation are generated from it, and an unknown option is refused before the"
            + " connector is opened.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record OptionSpec(List<Option> options) {
  /** No options at all. */
  public static final OptionSpec NONE = new OptionSpec(List.of());

  /** Copies the list and refuses two options of one name. */
  public OptionSpec {
    options = List.copyOf(options);
    Set<String> names = new HashSet<>();
    for (Option option : options) {
      if (!names.add(option.name())) {
        throw new IllegalArgumentException("option declared twice: " + option.name());
      }
    }
  }

  /** A spec of these options. */
  public static OptionSpec of(Option... options) {
    return new OptionSpec(List.of(options));
  }

  /** The option of that name. */
  public Optional<Option> find(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }
}
