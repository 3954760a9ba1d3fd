package dpone.certify.scenario;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.Increments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of the kit's own columns, which the system makes.
 *
 * @param source where they are made
 * @param increments how the connector's streams know where to go on
 */
public record KitTables(SourceTables source, Increments increments) implements Material {
  // A prime: a round number would be a whole number of batches, and a lost last part unseen.
  private static final int MANY = 30_011;
  private static final int LASTING = 6_000;

  @Override
  public TestTable table(String name) {
    return Samples.table(name);
  }

  @Override
  public Optional<String> cursor() {
    return Optional.of(Samples.CURSOR);
  }

  @Override
  public List<TestRow> plain(int from, int to) {
    return Samples.plain(from, to);
  }

  @Override
  public List<TestRow> tied(int from, int to, int moment) {
    return Samples.tied(from, to, moment);
  }

  @Override
  public List<TestRow> edges() {
    List<TestRow> rows = Samples.extremes(source.days());
    return source.endlessFloats() ? rows : rows.stream().map(Samples::finite).toList();
  }

  @Override
  public TestRow changed(TestRow row, String how) {
    return Samples.renamed(row, how);
  }

  @Override
  public TestRow moved(TestRow row, int number) {
    return Samples.cursor(row, number);
  }

  @Override
  public int after(int number) {
    return number + 1;
  }

  @Override
  public List<TestRow> many() {
    return padded(MANY, 500);
  }

  @Override
  public List<TestRow> lasting() {
    return padded(LASTING, 150);
  }

  private static List<TestRow> padded(int rows, int width) {
    String padding = " " + "x".repeat(width);
    return Samples.plain(1, rows + 1).stream()
        .map(row -> Samples.renamed(row, Samples.name(row) + padding))
        .toList();
  }

  /** A log keeps what was there before the change, and the change is a row more. */
  @Override
  public boolean updated() {
    return increments == Increments.BY_CURSOR;
  }

  @Override
  public boolean deleted() {
    return increments == Increments.BY_CURSOR;
  }

  @Override
  public boolean closed() {
    return false;
  }

  @Override
  public Map<String, Object> lookback(int moments) {
    return source.lookback(moments);
  }
}
