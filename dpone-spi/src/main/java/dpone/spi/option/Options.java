package dpone.spi.option;

import dpone.spi.annotation.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Validated values of an {@link OptionSpec}, defaults filled in. Immutable. Asking for an option
 * that the spec lacks, or by another type, is a defect of the caller and throws {@link
 * IllegalArgumentException}.
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class Options {
  /** No values. */
  public static final Options NONE = new Options(Map.of());

  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Wraps values that were validated against a spec.
   *
   * @param values by option name: {@link String}, {@link Long}, {@link Boolean}, {@link Duration},
   *     {@link Secret}, a list of strings, a map of strings, {@link Options} or a list of them;
   *     options without a value are absent
   */
  public static Options of(Map<String, Object> values) {
    return new Options(values);
  }

  /** Whether a value is there, given or by default. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Text that must be there. */
  public String string(String name) {
    return get(name, String.class);
  }

  /** Text that may be absent. */
  public Optional<String> findString(String name) {
    return find(name, String.class);
  }

  /** A whole number, or a size in bytes, that must be there. */
  public long integer(String name) {
    return get(name, Long.class);
  }

  /** A whole number, or a size in bytes, that may be absent. */
  public Optional<Long> findInteger(String name) {
    return find(name, Long.class);
  }

  /** A truth value that must be there. */
  public boolean bool(String name) {
    return get(name, Boolean.class);
  }

  /** A time span that must be there. */
  public Duration duration(String name) {
    return get(name, Duration.class);
  }

  /** A secret that may be absent. */
  public Optional<Secret> secret(String name) {
    return find(name, Secret.class);
  }

  /** A list of text; empty when absent. */
  @SuppressWarnings("unchecked")
  public List<String> strings(String name) {
    return (List<String>) find(name, List.class).orElse(List.of());
  }

  /** A map of text; empty when absent. */
  @SuppressWarnings("unchecked")
  public Map<String, String> map(String name) {
    return (Map<String, String>) find(name, Map.class).orElse(Map.of());
  }

  /** A group of options; empty when absent. */
  public Options group(String name) {
    return find(name, Options.class).orElse(NONE);
  }

  /** A list of groups of options; empty when absent. */
  @SuppressWarnings("unchecked")
  public List<Options> groups(String name) {
    return (List<Options>) find(name, List.class).orElse(List.of());
  }

  private <T> T get(String name, Class<T> type) {
    return find(name, type)
        .orElseThrow(() -> new IllegalArgumentException("option has no value: " + name));
  }

  private <T> Optional<T> find(String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "option " + name + " is a " + value.getClass().getSimpleName());
    }
    return Optional.of(type.cast(value));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Options other && values.equals(other.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Names and values in order of name; secrets as {@code ***}. */
  @Override
  public String toString() {
    return new TreeMap<>(values).toString();
  }
}
