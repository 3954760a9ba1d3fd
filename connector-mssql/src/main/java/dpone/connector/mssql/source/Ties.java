package dpone.connector.mssql.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who the rows at the last cursor value are, so that the next append leaves out those that were
 * delivered, and no others. Rows come in the order of the cursor.
 */
final class Ties {
  /** More than these are not remembered: a position has a size. */
  static final int MOST = 10_000;

  private final @Nullable String from;
  private final Set<String> before;
  private final Set<String> last = new LinkedHashSet<>();
  private @Nullable String value;
  private boolean started = true;

  /**
   * Begins at a position.
   *
   * @param from its cursor value; null at the begin of a stream
   * @param before rows that were delivered at it
   */
  Ties(@Nullable String from, List<String> before) {
    this.from = from;
    this.before = new HashSet<>(before);
    this.value = from;
    last.addAll(before);
  }

  /** Whether rows may still be some that were delivered before. */
  boolean atStart() {
    return started && from != null;
  }

  /** Whether a row was delivered before. */
  boolean delivered(@Nullable String cursor, String key) {
    if (from == null || !from.equals(cursor)) {
      started = false;
      return false;
    }
    return before.contains(digest(key));
  }

  /** A row is delivered. */
  void deliver(@Nullable String cursor, String key) {
    if (cursor != null && !cursor.equals(value)) {
      value = cursor;
      last.clear();
    }
    if (last.size() <= MOST) {
      last.add(digest(key));
    }
  }

  /** The rows at the last value; null where they are too many. */
  @Nullable List<String> rows() {
    return last.size() > MOST ? null : new ArrayList<>(last);
  }

  private static String digest(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
