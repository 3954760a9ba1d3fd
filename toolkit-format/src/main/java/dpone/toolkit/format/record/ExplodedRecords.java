package dpone.toolkit.format.record;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonPointer;
import dpone.toolkit.format.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The children inside of each record, as records of their own. A child is an object that begins
 * with members of its parent, by {@link #lineage} their pointers; a child that is no object is its
 * member {@code value}.
 */
public final class ExplodedRecords implements Records {
  private final Records parents;
  private final boolean entries;
  private final List<String> lineage;
  private final byte[][] names;
  private final Captured carried;
  private final JsonBuffer parent = new JsonBuffer();
  private final JsonWalk walk;
  private final ByteOutput child = new ByteOutput(256);
  private boolean inParent;
  private long read;

  private ExplodedRecords(
      Records parents,
      RecordPath children,
      boolean entries,
      Collection<String> lineage,
      boolean missingIsEmpty) {
    this.parents = parents;
    this.entries = entries;
    this.lineage = lineage.stream().distinct().toList();
    this.names = new byte[this.lineage.size()][];
    for (int i = 0; i < names.length; i++) {
      names[i] = name(this.lineage.get(i), i == 0);
    }
    this.carried = new Captured(this.lineage);
    this.walk = new JsonWalk(children, entries, missingIsEmpty, new Captured(List.of()), parent);
  }

  /**
   * Children of JSON records.
   *
   * @param children path of the children inside of each record
   * @param entries whether members of an object are the children, as {@code key} and {@code value}
   * @param lineage JSON Pointers of values that each child takes over from its parent
   * @param missingIsEmpty whether a parent without that path has no children; otherwise it is an
   *     error
   */
  public static ExplodedRecords of(
      Records parents,
      RecordPath children,
      boolean entries,
      Collection<String> lineage,
      boolean missingIsEmpty) {
    return new ExplodedRecords(parents, children, entries, lineage, missingIsEmpty);
  }

  /**
   * Where a child has a value that it took over.
   *
   * @param pointer of the value inside of the parent
   * @return its JSON Pointer inside of the child
   */
  public static String lineage(String pointer) {
    return JsonPointer.of("^" + pointer);
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      if (!inParent && !enter()) {
        return false;
      }
      if (nextChild()) {
        read++;
        return true;
      }
      inParent = false;
    }
  }

  private boolean enter() throws IOException {
    if (!parents.next()) {
      return false;
    }
    inParent = true;
    parent.open(parents.data(), parents.from(), parents.to());
    walk.open(parent);
    try {
      // Checks the whole parent, so that the children can be found by its structure alone.
      carried.locate(parents.data(), parents.from(), parents.to());
    } catch (PoisonException e) {
      throw place(
          BodyCode.BODY_MALFORMED
              .error("record " + parents.read() + " is no JSON: " + e.poison().message())
              .build());
    }
    return true;
  }

  private boolean nextChild() throws IOException {
    try {
      if (!walk.next()) {
        return false;
      }
    } catch (DponeException e) {
      throw place(e);
    }
    compose(parent.marked(), parent.at);
    return true;
  }

  private DponeException place(DponeException e) {
    return e.at(Place.UNKNOWN.row("record " + parents.read()));
  }

  private void compose(int from, int to) {
    byte[] data = parent.data;
    child.truncate(0);
    child.write('{');
    for (int i = 0; i < lineage.size(); i++) {
      child.write(names[i]);
      if (carried.start(i) < 0) {
        child.write("null");
      } else {
        child.write(data, carried.start(i), carried.end(i) - carried.start(i));
      }
    }
    boolean keyed = entries && walk.hasKey();
    if (keyed) {
      child.write(lineage.isEmpty() ? "\"key\":" : ",\"key\":");
      child.write(walk.key().array(), 0, walk.key().length());
    }
    if (keyed || data[from] != '{') {
      child.write(lineage.isEmpty() && !keyed ? "\"value\":" : ",\"value\":");
      child.write(data, from, to - from);
      child.write('}');
      return;
    }
    int first = from + 1;
    while (data[first] == ' '
        || data[first] == '\n'
        || data[first] == '\r'
        || data[first] == '\t') {
      first++;
    }
    if (data[first] != '}' && !lineage.isEmpty()) {
      child.write(',');
    }
    child.write(data, first, to - first);
  }

  /** The name of a value that is taken over, with what stands before and after it. */
  private static byte[] name(String pointer, boolean isFirst) {
    byte[] utf8 = ("^" + pointer).getBytes(StandardCharsets.UTF_8);
    ByteOutput out = new ByteOutput(utf8.length + 4);
    out.write(isFirst ? "" : ",");
    JsonText.string(utf8, 0, utf8.length, out);
    out.write(':');
    return out.toByteArray();
  }

  @Override
  public byte[] data() {
    return child.array();
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return child.length();
  }

  /** Children so far. */
  @Override
  public long read() {
    return read;
  }

  @Override
  public long containers() {
    return parents.containers();
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return parents.envelope(pointer);
  }

  @Override
  public boolean isNull() {
    return parents.isNull();
  }

  @Override
  public void close() throws IOException {
    parents.close();
  }
}
