package dpone.toolkit.format.record;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonCursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one JSON value from record to record, along the path that leads to them. Only the
 * objects and arrays around the records are entered; everything beside them is stepped over, apart
 * from what is to be captured.
 */
final class JsonWalk {
  private static final int NAMES_SHOWN = 20;

  /** An object or array that is being walked through. */
  private static final class Frame {
    final boolean isObject;

    /** Segment of the path that its children have to match; -1 when only values are captured. */
    final int segment;

    final Captured.@Nullable Node node;
    final List<String> seen = new ArrayList<>();
    boolean begun;
    boolean matched;
    int index;

    Frame(boolean isObject, int segment, Captured.@Nullable Node node) {
      this.isObject = isObject;
      this.segment = segment;
      this.node = node;
    }

    int closing() {
      return isObject ? '}' : ']';
    }
  }

  private final RecordPath path;
  private final int length;
  private final int firstWildcard;
  private final boolean entries;
  private final boolean missingIsEmpty;
  private final Captured captured;
  private final JsonCursor names = new JsonCursor();
  private final ByteOutput key = new ByteOutput(32);
  private final Deque<Frame> stack = new ArrayDeque<>();
  private JsonBuffer in;
  private boolean started;
  private boolean isNull;
  private boolean inObject;

  JsonWalk(
      RecordPath path, boolean entries, boolean missingIsEmpty, Captured captured, JsonBuffer in) {
    this.path = path;
    this.length = path.segments().size();
    int wildcard = path.segments().indexOf(null);
    this.firstWildcard = wildcard < 0 ? length : wildcard;
    this.entries = entries;
    this.missingIsEmpty = missingIsEmpty;
    this.captured = captured;
    this.in = in;
  }

  /** Begins with another value. */
  void open(JsonBuffer value) {
    in = value;
    started = false;
    isNull = false;
    stack.clear();
  }

  boolean isNull() {
    return isNull;
  }

  /** The name of the record, quotes and escapes included; only of a member of an object. */
  ByteOutput key() {
    return key;
  }

  /** Whether the record is a member of an object, which has a name. */
  boolean hasKey() {
    return inObject;
  }

  /**
   * Moves to the next record, which is what the buffer keeps.
   *
   * @return false when the value is read to its end
   */
  boolean next() throws IOException {
    in.release();
    if (!started) {
      started = true;
      inObject = false;
      if (enter(0, captured.root())) {
        return true;
      }
    }
    while (!stack.isEmpty()) {
      if (step(stack.peek())) {
        return true;
      }
    }
    return false;
  }

  /** The value that begins here is at the path up to a segment. */
  private boolean enter(int segment, Captured.@Nullable Node node) throws IOException {
    int b = in.need();
    if (segment == length && !path.endsWithWildcard()) {
      return arrive(b, node);
    }
    if (segment == length) {
      return record(node);
    }
    if (b == '{' || b == '[') {
      push(new Frame(b == '{', segment, node));
      return false;
    }
    // Behind a wildcard, some of its elements may be of another kind.
    if (segment <= firstWildcard) {
      if (b != 'n') {
        throw wrong(kind(b) + " stands at " + path.describe(segment));
      }
      isNull = true;
    }
    beside(node);
    return false;
  }

  /** At the end of a path that does not say whether one record or several stand there. */
  private boolean arrive(int b, Captured.@Nullable Node node) throws IOException {
    if (b == '[' || (b == '{' && entries)) {
      push(new Frame(b == '{', length, node));
      return false;
    }
    // Behind a wildcard, a path does not have to lead to the same everywhere.
    boolean several = firstWildcard < length;
    if (b == '{' || (several && b != 'n')) {
      return record(node);
    }
    if (b != 'n') {
      throw wrong(kind(b) + " stands there");
    }
    isNull = !several;
    in.skipValue();
    return false;
  }

  private void push(Frame frame) {
    in.at++;
    if (stack.size() > 500) {
      throw in.unexpected();
    }
    stack.push(frame);
  }

  private boolean step(Frame frame) throws IOException {
    if (!frame.begun) {
      frame.begun = true;
      if (in.need() == frame.closing()) {
        in.at++;
        return leave(frame);
      }
    } else if (!in.more(frame.closing())) {
      return leave(frame);
    }
    String wanted =
        frame.segment >= 0 && frame.segment < length ? path.segments().get(frame.segment) : null;
    boolean matches = frame.segment >= 0 && wanted == null;
    Captured.Node node = null;
    if (frame.isObject) {
      name();
      if (wanted != null || frame.node != null) {
        String name = names.token();
        matches = wanted == null ? matches : wanted.equals(name);
        node = frame.node == null ? null : frame.node.child(name);
        see(frame, name);
      }
      in.expect(':');
    } else {
      int index = frame.index++;
      matches = wanted == null ? matches : wanted.equals(Integer.toString(index));
      node = frame.node == null ? null : frame.node.child(Integer.toString(index));
    }
    if (!matches) {
      beside(node);
      return false;
    }
    frame.matched = true;
    inObject = frame.isObject;
    return frame.segment == length ? record(node) : enter(frame.segment + 1, node);
  }

  private static void see(Frame frame, String name) {
    if (!frame.matched && frame.seen.size() <= NAMES_SHOWN) {
      frame.seen.add(name.length() > 60 ? name.substring(0, 60) + "..." : name);
    }
  }

  /** Reads the name of a member. */
  private void name() throws IOException {
    if (in.need() != '"') {
      throw in.unexpected();
    }
    in.mark();
    in.skipString();
    int from = in.marked();
    key.truncate(0);
    key.write(in.data, from, in.at - from);
    in.release();
    try {
      names.open(key.array(), 0, key.length());
      names.string();
    } catch (PoisonException e) {
      throw malformed(e);
    }
  }

  private static DponeException malformed(PoisonException e) {
    return BodyCode.BODY_MALFORMED
        .error("a name or value beside the records is no JSON: " + e.poison().message())
        .build();
  }

  /** A record begins here. */
  private boolean record(Captured.@Nullable Node node) throws IOException {
    in.need();
    in.mark();
    in.skipValue();
    if (node != null && stack.isEmpty()) {
      capture(node);
    }
    return true;
  }

  /** A value begins here that is no record. */
  private void beside(Captured.@Nullable Node node) throws IOException {
    int b = in.need();
    if (node == null) {
      in.skipValue();
    } else if (node.isWanted() || (b != '{' && b != '[')) {
      in.mark();
      in.skipValue();
      capture(node);
      in.release();
    } else {
      push(new Frame(b == '{', -1, node));
    }
  }

  private void capture(Captured.Node node) {
    try {
      captured.take(node, in.data, in.marked(), in.at);
    } catch (PoisonException e) {
      throw malformed(e);
    }
  }

  private boolean leave(Frame frame) {
    stack.pop();
    boolean isNamed =
        frame.segment >= 0 && frame.segment < length && path.segments().get(frame.segment) != null;
    if (isNamed && !frame.matched && frame.segment <= firstWildcard && !missingIsEmpty) {
      throw wrong(there(frame));
    }
    return false;
  }

  private String there(Frame frame) {
    String place = path.describe(frame.segment);
    if (!frame.isObject) {
      return "an array of " + frame.index + " elements stands at " + place;
    }
    if (frame.seen.isEmpty()) {
      return "an empty object stands at " + place;
    }
    boolean cut = frame.seen.size() > NAMES_SHOWN;
    List<String> shown = cut ? frame.seen.subList(0, NAMES_SHOWN) : frame.seen;
    return "the names at " + place + " are " + String.join(", ", shown) + (cut ? " ..." : "");
  }

  private DponeException wrong(String there) {
    return BodyCode.RECORD_PATH
        .error("there are no records at " + path.describe(length) + ": " + there)
        .build();
  }

  private String kind(int b) {
    return switch (b) {
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
      default -> throw in.unexpected();
    };
  }
}
