package dpone.certification.vendors;

import dpone.certify.kit.FixedStream;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a vendor as its double holds it. Read whole by the kit: an increment by windows of
 * time goes on at the real present, which a trial cannot turn back. Thread-safe, since the double
 * serves while the kit fills.
 */
public final class VendorStream implements FixedStream {
  private final String name;
  private final TestTable table;
  private final List<VendorColumn> columns;
  private final Map<String, Object> options;
  private final boolean updated;
  private final int rowsPerMoment;
  private Runnable cleared = () -> {};
  private final Map<List<String>, TestRow> rows = new LinkedHashMap<>();

  /**
   * A stream.
   *
   * @param key names of the columns that identify a row
   * @param options what a manifest says about it
   * @param updated whether rows change and go
   * @param rowsPerMoment how many rows of the kit have one day or month
   */
  public VendorStream(
      String name,
      List<String> key,
      List<VendorColumn> columns,
      Map<String, Object> options,
      boolean updated,
      int rowsPerMoment) {
    this.name = name;
    this.table = new TestTable(name, columns.stream().map(VendorColumn::column).toList(), key);
    this.columns = List.copyOf(columns);
    this.options = Map.copyOf(options);
    this.updated = updated;
    this.rowsPerMoment = rowsPerMoment;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TestTable table() {
    return table;
  }

  @Override
  public Map<String, Object> options() {
    return options;
  }

  @Override
  public Optional<String> cursor() {
    return Optional.empty();
  }

  @Override
  public TestRow row(int number, int moment, int version) {
    return new TestRow(
        columns.stream().map(each -> each.maker().cell(number, moment, version)).toList());
  }

  @Override
  public List<TestRow> edges() {
    List<@Nullable String> full = new ArrayList<>();
    List<@Nullable String> empty = new ArrayList<>();
    List<@Nullable String> gaps = new ArrayList<>();
    boolean gap = false;
    for (VendorColumn each : columns) {
      full.add(each.edge());
      empty.add(each.other());
      // A column that takes nulls and has two other edges has its null in a row of its own.
      boolean lacks = each.column().nullable() && each.other() != null;
      gap |= lacks;
      gaps.add(lacks ? null : each.edge());
    }
    return gap
        ? List.of(new TestRow(full), new TestRow(empty), new TestRow(gaps))
        : List.of(new TestRow(full), new TestRow(empty));
  }

  @Override
  public int rowsPerMoment() {
    return rowsPerMoment;
  }

  /** What else happens when the kit begins with the stream anew. */
  void whenCleared(Runnable action) {
    cleared = action;
  }

  @Override
  public void clear() {
    cleared.run();
    empty();
  }

  synchronized void empty() {
    rows.clear();
  }

  @Override
  public synchronized void insert(List<TestRow> more) {
    more.forEach(row -> rows.put(table.keyOf(row), row));
  }

  @Override
  public boolean updated() {
    return updated;
  }

  @Override
  public void update(List<TestRow> changed) {
    insert(changed);
  }

  @Override
  public boolean deleted() {
    return updated;
  }

  @Override
  public synchronized void delete(List<TestRow> gone) {
    gone.forEach(row -> rows.remove(table.keyOf(row)));
  }

  /** The rows of which that is true, in the order in which they came. */
  public synchronized List<TestRow> rows(Predicate<TestRow> wanted) {
    return rows.values().stream().filter(wanted).toList();
  }

  /** A cell of a row by its column. */
  public @Nullable String cell(TestRow row, String column) {
    return row.cell(table.index(column));
  }
}
