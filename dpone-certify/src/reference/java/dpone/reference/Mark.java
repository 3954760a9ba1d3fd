package dpone.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The largest cursor value delivered and the keys delivered at it. */
record Mark(long cursor, Set<String> keys) {
  static final Mark START = new Mark(Long.MIN_VALUE, Set.of());

  static Mark parse(String json) {
    List<String> parts = Arrays.asList(json.substring(2, json.length() - 2).split(";", -1));
    Set<String> keys = new TreeSet<>();
    if (!parts.get(1).isEmpty()) {
      keys.addAll(Arrays.asList(parts.get(1).split(",")));
    }
    return new Mark(Long.parseLong(parts.get(0)), keys);
  }

  String json() {
    return "[\"" + cursor + ";" + String.join(",", keys).replace("\"", "") + "\"]";
  }

  Mark and(Mark other) {
    if (other.cursor == cursor) {
      Set<String> both = new TreeSet<>(keys);
      both.addAll(other.keys);
      return new Mark(cursor, both);
    }
    return other.cursor > cursor ? other : this;
  }

  Mark and(long value, String key) {
    if (value == cursor && keys instanceof TreeSet<String> own) {
      own.add(key);
      return this;
    }
    return value < cursor ? this : new Mark(value, new TreeSet<>(Stream.of(key).toList()));
  }
}
