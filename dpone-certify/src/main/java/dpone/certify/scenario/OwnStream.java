package dpone.certify.scenario;

import dpone.certify.kit.FixedStream;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A stream of the system's own in the place of the kit's tables. Used by one thread. */
public final class OwnStream implements Material, SourceTables {
  private static final int LONGEST_NAME = 40;

  /** A prime, for the last part of the last batch. */
  private static final int MANY = 3_001;

  private static final int LASTING = 1_500;

  private final FixedStream stream;
  private final boolean amongOthers;
  private final Map<TestRow, Origin> origins = new HashMap<>();
  private int versions;

  /** Out of what a row was made. */
  private record Origin(int number, int moment, int version) {}

  /**
   * Of a stream.
   *
   * @param amongOthers whether a scenario reads others, too, so that names have to differ
   */
  public OwnStream(FixedStream stream, boolean amongOthers) {
    this.stream = stream;
    this.amongOthers = amongOthers;
  }

  FixedStream stream() {
    return stream;
  }

  @Override
  public TestTable table(String name) {
    String own = amongOthers ? name + "_" + stream.table().name() : name;
    return new TestTable(
        own.substring(0, Math.min(own.length(), LONGEST_NAME)),
        stream.table().columns(),
        stream.table().key());
  }

  @Override
  public Optional<String> cursor() {
    return stream.cursor();
  }

  private TestRow made(Origin origin) {
    TestRow row = stream.row(origin.number, origin.moment, origin.version);
    origins.put(row, origin);
    return row;
  }

  private Origin origin(TestRow row) {
    Origin origin = origins.get(row);
    if (origin == null) {
      throw new IllegalStateException(stream.name() + " gave no such row");
    }
    return origin;
  }

  private int moment(int number) {
    return number / stream.rowsPerMoment();
  }

  @Override
  public List<TestRow> plain(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> made(new Origin(number, moment(number), 0)))
        .toList();
  }

  @Override
  public List<TestRow> tied(int from, int to, int moment) {
    return IntStream.range(from, to)
        .mapToObj(number -> made(new Origin(number, moment, 0)))
        .toList();
  }

  @Override
  public List<TestRow> edges() {
    return stream.edges();
  }

  @Override
  public TestRow changed(TestRow row, String how) {
    Origin origin = origin(row);
    return made(new Origin(origin.number, origin.moment, ++versions));
  }

  @Override
  public TestRow moved(TestRow row, int number) {
    Origin origin = origin(row);
    return made(new Origin(origin.number, moment(number), origin.version));
  }

  @Override
  public int after(int number) {
    return (moment(number) + 1) * stream.rowsPerMoment();
  }

  @Override
  public List<TestRow> many() {
    return plain(1, MANY + 1);
  }

  @Override
  public List<TestRow> lasting() {
    return plain(1, LASTING + 1);
  }

  @Override
  public boolean updated() {
    return stream.updated();
  }

  @Override
  public boolean deleted() {
    return stream.deleted();
  }

  @Override
  public boolean closed() {
    return stream.closed();
  }

  @Override
  public Map<String, Object> lookback(int moments) {
    return stream.lookback(moments);
  }

  @Override
  public String create(TestTable table) throws Exception {
    stream.clear();
    return stream.name();
  }

  @Override
  public Map<String, Object> streamOptions(TestTable table) {
    return stream.options();
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) throws Exception {
    stream.insert(rows);
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) throws Exception {
    stream.update(rows);
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws Exception {
    stream.delete(rows);
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) {
    throw new UnsupportedOperationException(stream.name() + " has the columns that it has");
  }
}
