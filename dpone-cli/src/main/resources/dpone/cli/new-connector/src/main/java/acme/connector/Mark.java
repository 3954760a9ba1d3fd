package acme.connector;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The largest cursor value that was delivered, and the keys that were delivered with it. */
record Mark(long cursor, Set<String> keys) {
  static final Mark START = new Mark(Long.MIN_VALUE, Set.of());

  static Mark parse(String json) {
    String[] parts = json.substring(2, json.length() - 2).split(";", 2);
    return new Mark(
        Long.parseLong(parts[0]),
        parts[1].isEmpty() ? Set.of() : new TreeSet<>(List.of(parts[1].split(","))));
  }

  String json() {
    return "[\"" + cursor + ";" + String.join(",", keys) + "\"]";
  }

  Mark and(Mark other) {
    if (other.cursor != cursor) {
      return other.cursor > cursor ? other : this;
    }
    Set<String> both = new TreeSet<>(keys);
    both.addAll(other.keys);
    return new Mark(cursor, both);
  }

  Mark and(long value, String key) {
    if (value == cursor && keys instanceof TreeSet<String> own) {
      own.add(key);
      return this;
    }
    return value < cursor ? this : new Mark(value, new TreeSet<>(List.of(key)));
  }
}
