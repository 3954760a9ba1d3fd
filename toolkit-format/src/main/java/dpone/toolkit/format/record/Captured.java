package dpone.toolkit.format.record;

import dpone.toolkit.format.json.JsonCursor;
import dpone.toolkit.format.json.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values at some pointers, with a tree of the names that lead to them. Used by one thread. */
final class Captured {
  /** A name on the way to values. */
  static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private int slot = -1;

    @Nullable Node child(String name) {
      return children.get(name);
    }

    boolean isWanted() {
      return slot >= 0;
    }

    boolean leadsOn() {
      return !children.isEmpty();
    }
  }

  private final Node root = new Node();
  private final List<String> pointers;
  private final @Nullable String[] texts;
  private final int[] starts;
  private final int[] ends;
  private final JsonCursor cursor = new JsonCursor();

  Captured(Collection<String> wanted) {
    pointers = new ArrayList<>(new java.util.LinkedHashSet<>(wanted));
    texts = new String[pointers.size()];
    starts = new int[pointers.size()];
    ends = new int[pointers.size()];
    for (int i = 0; i < pointers.size(); i++) {
      Node node = root;
      for (String token : JsonPointer.tokens(pointers.get(i))) {
        node = node.children.computeIfAbsent(token, t -> new Node());
      }
      node.slot = i;
    }
  }

  /** Where the way begins; null when nothing is wanted. */
  @Nullable Node root() {
    return pointers.isEmpty() ? null : root;
  }

  int size() {
    return pointers.size();
  }

  /** The value of a pointer as text. */
  Optional<String> text(String pointer) {
    int slot = pointers.indexOf(pointer);
    return slot < 0 ? Optional.empty() : Optional.ofNullable(texts[slot]);
  }

  /** Keeps the text of a value and of those below it. */
  void take(Node node, byte[] data, int from, int to) {
    List<Integer> slots = slotsBelow(node, new ArrayList<>());
    slots.forEach(slot -> starts[slot] = -1);
    cursor.open(data, from, to - from);
    walk(node, 0);
    for (int slot : slots) {
      if (starts[slot] >= 0) {
        texts[slot] = text(data, starts[slot], ends[slot]);
      }
    }
  }

  /** Finds the places of all values in one whole value; {@link #start} and {@link #end} tell. */
  void locate(byte[] data, int from, int to) {
    java.util.Arrays.fill(starts, -1);
    cursor.open(data, from, to - from);
    walk(root, 0);
  }

  /** Index of the first byte of a located value; -1 when it is missing. */
  int start(int slot) {
    return starts[slot];
  }

  /** Index after the last byte of a located value. */
  int end(int slot) {
    return ends[slot];
  }

  private static List<Integer> slotsBelow(Node node, List<Integer> slots) {
    if (node.slot >= 0) {
      slots.add(node.slot);
    }
    node.children.values().forEach(child -> slotsBelow(child, slots));
    return slots;
  }

  private void walk(Node node, int depth) {
    int b = cursor.peek();
    int start = cursor.position();
    if (!node.leadsOn() || (b != '{' && b != '[')) {
      cursor.skipValue(depth);
    } else if (b == '{') {
      members(node, depth);
    } else {
      elements(node, depth);
    }
    if (node.slot >= 0) {
      starts[node.slot] = start;
      ends[node.slot] = cursor.position();
    }
  }

  private void members(Node node, int depth) {
    cursor.deeper(depth);
    cursor.advance();
    if (cursor.peek() == '}') {
      cursor.advance();
      return;
    }
    do {
      cursor.string();
      Node child = node.child(cursor.token());
      cursor.colon();
      below(child, depth);
    } while (cursor.more('}'));
  }

  private void elements(Node node, int depth) {
    cursor.deeper(depth);
    cursor.advance();
    if (cursor.peek() == ']') {
      cursor.advance();
      return;
    }
    int index = 0;
    do {
      below(node.child(Integer.toString(index++)), depth);
    } while (cursor.more(']'));
  }

  private void below(@Nullable Node child, int depth) {
    if (child == null) {
      cursor.skipValue(depth + 1);
    } else {
      walk(child, depth + 1);
    }
  }

  private @Nullable String text(byte[] data, int from, int to) {
    if (data[from] == '"') {
      cursor.open(data, from, to - from);
      cursor.string();
      return cursor.token();
    }
    String raw = new String(data, from, to - from, StandardCharsets.UTF_8);
    return raw.equals("null") ? null : raw;
  }
}
