package dpone.certify.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DifferencesTest {
  private final TestTable table = Samples.table("t");
  private final List<TestRow> rows = Samples.plain(1, 10);

  @Test
  void theSameRowsInAnotherOrderDoNotDiffer() {
    List<TestRow> other = new ArrayList<>(rows);
    Collections.reverse(other);

    assertThat(Differences.of(table, rows, other)).isEmpty();
  }

  @Test
  void aChangedCellIsNamedByKeyColumnTypeAndBothValues() {
    List<TestRow> other = new ArrayList<>(rows);
    other.set(0, other.get(0).with(3, "0.26"));

    assertThat(Differences.of(table, rows, other))
        .contains("key 1, column amount (decimal(38,10)): sent '0.25', found '0.26'");
  }

  @Test
  void nullIsNotTheEmptyText() {
    List<TestRow> other = new ArrayList<>(rows);
    other.set(2, other.get(2).with(8, ""));

    assertThat(Differences.of(table, rows, other))
        .hasSize(2)
        .last()
        .asString()
        .contains("sent null, found ''");
  }

  @Test
  void lostDoubledAndInventedRowsAreNamed() {
    List<TestRow> other = new ArrayList<>(rows.subList(1, rows.size()));
    other.add(rows.get(4));
    other.addAll(Samples.plain(77, 78));

    assertThat(Differences.of(table, rows, other))
        .contains("key 1 is lost", "key 5 is doubled", "key 77 should not be there");
  }

  @Test
  void aDoubledRowIsADifferenceAlsoWhereItsTwinIsEqual() {
    List<TestRow> other = new ArrayList<>(rows);
    other.add(rows.get(0));

    assertThat(Differences.of(table, rows, other)).contains("key 1 is doubled");
  }
}
