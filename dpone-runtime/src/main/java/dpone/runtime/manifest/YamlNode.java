package dpone.runtime.manifest;

import dpone.spi.error.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of a manifest as it was written: text and places, no types yet. */
sealed interface YamlNode {
  /** Where it starts. */
  Place place();

  /**
   * Text or nothing.
   *
   * @param plain whether it was written without quotes
   */
  record Scalar(String text, boolean plain, Place place) implements YamlNode {
    /** Whether nothing was written, or one of the ways to say so. */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Place place) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A value with the place of its key. */
  record Entry(Place keyPlace, YamlNode value) {}

  /** Keys in the order of the file. */
  record Mapping(Map<String, Entry> entries, Place place) implements YamlNode {
    public Mapping {
      entries = new LinkedHashMap<>(entries);
    }

    @Nullable YamlNode get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** The mapping under a key, if there is one. */
    Optional<Mapping> mapping(String key) {
      return get(key) instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
    }

    /** The text under a key, if there is some. */
    Optional<Scalar> scalar(String key) {
      return get(key) instanceof Scalar scalar && !scalar.isNull()
          ? Optional.of(scalar)
          : Optional.empty();
    }

    /** Where the key stands; where the mapping stands if it has no such key. */
    Place placeOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? place : entry.keyPlace();
    }
  }
}
