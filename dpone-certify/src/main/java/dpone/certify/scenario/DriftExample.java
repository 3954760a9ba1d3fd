package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that differ in one way, with a row that the target has and two that the source has.
 *
 * @param there the target's own column besides key and cursor, or null
 * @param here the source's own column, or null
 * @param old value that the target holds already
 * @param fits value that a target which stays as it is can hold
 * @param other value that it may not hold
 */
record DriftExample(
    @Nullable Column there, @Nullable Column here, Value old, Value fits, Value other) {
  private static final String NAME = "v";
  private static final DataType NUMBER = new DataType.Int(64);

  /**
   * A value of the own column in canonical text.
   *
   * @param there in the target's type
   * @param here in the source's type
   */
  record Value(@Nullable String there, @Nullable String here) {
    static Value of(@Nullable String same) {
      return new Value(same, same);
    }
  }

  static DriftExample of(DriftClass drift) {
    Column text = new Column(NAME, new DataType.Text(), true);
    Column number = new Column(NAME, NUMBER, true);
    Column small = new Column(NAME, new DataType.Int(32), true);
    Column full = new Column(NAME, NUMBER, false);
    Value none = Value.of(null);
    Value zero = Value.of("0");
    Value seven = Value.of("7");
    Value eight = Value.of("8");
    Value old = new Value("old", null);
    return switch (drift) {
      case NO_TABLE -> new DriftExample(null, text, none, Value.of("a"), Value.of("b"));
      case NEW_COLUMN -> new DriftExample(null, text, none, none, Value.of("x"));
      case GONE_COLUMN -> new DriftExample(text, null, old, none, none);
      case GONE_REQUIRED_COLUMN ->
          new DriftExample(new Column(NAME, new DataType.Text(), false), null, old, none, none);
      case RENAMED_COLUMN ->
          new DriftExample(
              new Column("before", new DataType.Text(), true),
              text,
              old,
              none,
              new Value(null, "x"));
      case NARROWER_TYPE -> new DriftExample(number, small, zero, seven, eight);
      case WIDER_TYPE ->
          new DriftExample(small, number, zero, seven, new Value(null, "3000000000"));
      case OTHER_TYPE ->
          new DriftExample(
              new Column(NAME, new DataType.FloatingPoint(64), true),
              new Column(NAME, new DataType.Decimal(38, 10), true),
              new Value(bits(0), "0"),
              new Value(bits(1.5), "1.5"),
              new Value(null, "0.1"));
      case NULLABLE -> new DriftExample(full, number, zero, seven, none);
      case NEVER_NULL -> new DriftExample(number, full, zero, seven, eight);
    };
  }

  private static String bits(double value) {
    return String.format("%016x", Double.doubleToLongBits(value));
  }

  /** The table that the source has. */
  TestTable source(String name) {
    return table(name, Optional.ofNullable(here).stream().toList());
  }

  /** The table that the target is before the load. */
  TestTable target(String name) {
    return table(name, Optional.ofNullable(there).stream().toList());
  }

  /** The table that a target is which followed the source: what it had stays. */
  TestTable followed(String name) {
    List<Column> own = new ArrayList<>();
    if (there != null && !replaced()) {
      own.add(there);
    }
    Optional.ofNullable(here).ifPresent(own::add);
    return table(name, own);
  }

  private boolean replaced() {
    return there != null && here != null && there.name().equals(here.name());
  }

  private static TestTable table(String name, List<Column> own) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("id", NUMBER, false));
    columns.add(new Column(Samples.CURSOR, NUMBER, false));
    columns.addAll(own);
    return new TestTable(name, columns, List.of("id"));
  }

  /** What the source has. */
  List<TestRow> sent() {
    return List.of(row("1", here, fits.here), row("2", here, other.here));
  }

  /** What the target has before the load. */
  TestRow kept() {
    return row("0", there, old.there);
  }

  /** What it had, in a target that followed. */
  TestRow keptFollowed() {
    return replaced() ? row("0", here, old.here) : both("0", old.there, null);
  }

  /** What was sent, in a target that followed. */
  List<TestRow> arrivedFollowed() {
    return replaced() ? sent() : List.of(both("1", null, fits.here), both("2", null, other.here));
  }

  /** What was sent, in a target that stayed as it is. */
  List<TestRow> arrived() {
    return List.of(row("1", there, fits.there), row("2", there, other.there));
  }

  /** What was sent without the column, in a target that stayed as it is. */
  List<TestRow> leftOut() {
    return List.of(row("1", there, null), row("2", there, null));
  }

  private static TestRow row(String id, @Nullable Column own, @Nullable String value) {
    return own == null ? TestRow.of(id, id) : TestRow.of(id, id, value);
  }

  private TestRow both(String id, @Nullable String before, @Nullable String after) {
    List<@Nullable String> cells = new ArrayList<>(List.of(id, id));
    if (there != null) {
      cells.add(before);
    }
    if (here != null) {
      cells.add(after);
    }
    return new TestRow(cells);
  }
}
