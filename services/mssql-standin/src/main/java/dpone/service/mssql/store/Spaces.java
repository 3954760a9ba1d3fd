package dpone.service.mssql.store;

import dpone.service.mssql.value.Compare;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Partition functions and schemes of a database, by their names in lower case. There is one file
 * group, PRIMARY.
 */
public record Spaces(Map<String, Function> functions, Map<String, Scheme> schemes) {
  /** The file group. */
  public static final String PRIMARY = "PRIMARY";

  /** None. */
  public static final Spaces NONE = new Spaces(Map.of(), Map.of());

  /** Copies. */
  public Spaces {
    functions = Map.copyOf(functions);
    schemes = Map.copyOf(schemes);
  }

  /**
   * A partition function.
   *
   * @param name as it was written
   * @param type of what it divides
   * @param right whether a bound belongs to the partition on its right
   * @param bounds in order, none of them null
   */
  public record Function(String name, SqlType type, boolean right, List<Object> bounds) {
    /** Copies the list. */
    public Function {
      bounds = List.copyOf(bounds);
    }

    /** The partition of a value, from 1; a null is in the first. */
    public int partition(@Nullable Object value) {
      if (value == null) {
        return 1;
      }
      int partition = 1;
      for (Object bound : bounds) {
        int order = Compare.order(type, value, bound, false);
        if (order > 0 || (right && order == 0)) {
          partition++;
        }
      }
      return partition;
    }
  }

  /** A partition scheme: all its partitions are in the one file group. */
  public record Scheme(String name, String function) {}

  /** A function. */
  public Optional<Function> function(String name) {
    return Optional.ofNullable(functions.get(name.toLowerCase(Locale.ROOT)));
  }

  /** A scheme. */
  public Optional<Scheme> scheme(String name) {
    return Optional.ofNullable(schemes.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The function by which what lies in a space is divided; nothing for the file group. */
  public Optional<Function> divider(String space) {
    return scheme(space).flatMap(scheme -> function(scheme.function()));
  }

  /** With another function, or an altered one. */
  public Spaces with(Function function) {
    Map<String, Function> all = new HashMap<>(functions);
    all.put(function.name().toLowerCase(Locale.ROOT), function);
    return new Spaces(all, schemes);
  }

  /** With another scheme. */
  public Spaces with(Scheme scheme) {
    Map<String, Scheme> all = new HashMap<>(schemes);
    all.put(scheme.name().toLowerCase(Locale.ROOT), scheme);
    return new Spaces(functions, all);
  }

  /** Names of the spaces; the number of one is its place, from 1. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(PRIMARY));
    schemes.values().stream().map(Scheme::name).sorted().forEach(names::add);
    return names;
  }
}
